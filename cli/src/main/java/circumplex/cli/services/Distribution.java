package circumplex.cli.services;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder with the runnable jars: that of this command line's own jar, or what the system property {@code circumplex.dist}
 * names.
 */
public final class Distribution implements ServiceProgram {

    /** One command lives for seconds: quick to start and small beats fast after a minute. */
    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final Path folder;

    Distribution(Path folder) {
        this.folder = folder;
    }

    public static Distribution ofThisProgram() {
        String configured = System.getProperty("circumplex.dist");
        return new Distribution(configured == null ? ownFolder() : Path.of(configured).toAbsolutePath());
    }

    @Override
    public List<String> command(ServiceName service) {
        Path jar = folder.resolve(service.jar());
        if (!Files.isRegularFile(jar)) {
            throw new ServiceError(
                    ServiceError.Kind.UNAVAILABLE, service.jar() + " is not in " + folder + "; build it with 'mvn -B package'");
        }
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(FLAGS);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    /** The Java that runs this program. */
    static String java() {
        Optional<String> own = ProcessHandle.current().info().command();
        return own.orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    private static Path ownFolder() {
        try {
            Path own = Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return own.toAbsolutePath().resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this program has no path", e);
        }
    }
}
