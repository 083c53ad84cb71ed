package circumplex.cli.installation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a process is, in a few words: its program and, for Java, the jar. Arguments are left out, because people write passwords into
 * them.
 */
public final class ProcessCommand {

    private ProcessCommand() {}

    /** Empty where the system does not tell, as for processes of other people. */
    public static Optional<String> of(long pid) {
        Optional<ProcessHandle.Info> info = ProcessHandle.of(pid).map(ProcessHandle::info);
        return info.flatMap(ProcessHandle.Info::command)
                .map(command -> name(command) + info.flatMap(ProcessHandle.Info::arguments).flatMap(ProcessCommand::jar).map(jar -> " " + jar).orElse(""));
    }

    private static Optional<String> jar(String[] arguments) {
        int option = Arrays.asList(arguments).indexOf("-jar");
        return option < 0 || option + 1 >= arguments.length ? Optional.empty() : Optional.of(name(arguments[option + 1]));
    }

    private static String name(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }
}
