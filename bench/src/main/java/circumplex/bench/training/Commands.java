package circumplex.bench.training;

import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs commands as the launcher does, one after the other, each in a process of its own. */
public final class Commands {

    private final Path logs;
    private int runs;

    /** @param logs a folder for what the commands print */
    public Commands(Path logs) {
        this.logs = logs;
    }

    /**
     * A command that ended well.
     *
     * @param command as a person types it
     * @param seconds from its start to its end
     * @param output what it printed on standard output
     */
    public record Run(String command, double seconds, String output) {

        /** The first group of the first match. */
        public String found(String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(output);
            if (!matcher.find()) {
                throw new IllegalStateException("'" + command + "' printed nothing like " + pattern + ": " + output);
            }
            return matcher.group(1);
        }
    }

    /** One of the commands of researchers, with the memory that the launcher gives it. */
    public Run research(String asTyped, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Distribution.java(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-XX:MaxDirectMemorySize=256m",
                "-cp",
                jar(ServiceName.PERSONALIZER.jar()),
                "circumplex.personalizer.research.Research"));
        command.addAll(List.of(arguments));
        return run(asTyped, command);
    }

    /** {@code ./circumplex models}, at a personalizer. */
    public Run models(String asTyped, String address, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Distribution.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar("circumplex-cli.jar"), "models"));
        command.addAll(List.of(arguments));
        command.add(address);
        return run(asTyped, command);
    }

    private static String jar(String name) {
        return Distribution.ofThisProgram(JvmProfile.LASTING).folder().resolve(name).toString();
    }

    private Run run(String asTyped, List<String> command) {
        Path printed = logs.resolve(runs + ".out");
        Path complained = logs.resolve(runs++ + ".err");
        long began = System.nanoTime();
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(printed.toFile()).redirectError(complained.toFile());
            builder.environment().putAll(JvmProfile.ENVIRONMENT);
            Process process = builder.start();
            Thread atExit = new Thread(process::destroyForcibly, "end-command");
            Runtime.getRuntime().addShutdownHook(atExit);
            int code = process.waitFor();
            double seconds = (System.nanoTime() - began) / 1e9;
            Runtime.getRuntime().removeShutdownHook(atExit);
            if (code != 0) {
                throw new IllegalStateException("'" + asTyped + "' ended with " + code + ": " + Files.readString(complained));
            }
            return new Run(asTyped, seconds, Files.readString(printed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while '" + asTyped + "' runs", e);
        }
    }
}
