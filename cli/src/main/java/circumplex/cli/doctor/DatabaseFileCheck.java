package circumplex.cli.doctor;

import circumplex.cli.installation.FileHolder;
import circumplex.cli.installation.ProcessCommand;
import circumplex.cli.installation.RunFile;
import circumplex.cli.installation.RunFolder;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether each service can open its database file, and who has it open. */
final class DatabaseFileCheck {

    private static final List<ServiceName> STATEFUL = List.of(ServiceName.GATEWAY, ServiceName.CLASSIFIER, ServiceName.PERSONALIZER);

    private DatabaseFileCheck() {}

    /** Of services whose database is elsewhere, by their settings, there is no file to look at. */
    static List<Finding> run(RunFolder runs, Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceName service : STATEFUL) {
            Path file = runs.data().resolve(service + ".mv.db");
            if (!environment.containsKey(DatabaseUrlCheck.variable(service)) && Files.exists(file)) {
                findings.add(look(service, file, runs));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("database file", "No database file is in " + runs.data() + " yet"));
        }
        return findings;
    }

    private static Finding look(ServiceName service, Path file, RunFolder runs) {
        String check = "database file of " + service.label();
        try {
            return switch (DatabaseFile.look(file)) {
                case WHOLE -> Finding.ok(check, file + " has a whole header, and nobody has it open");
                case BROKEN -> Finding.fail(
                        check,
                        file + " is corrupt or not one of ours: neither copy of its header is whole",
                        "Restore it from a backup, or move it away to start empty; nothing was changed");
                case IN_USE -> inUse(check, file, runs.running(service));
            };
        } catch (IOException e) {
            return Finding.fail(check, file + " cannot be read", "Give it to yourself with chown, or name another folder with --data");
        }
    }

    private static Finding inUse(String check, Path file, Optional<RunFile> running) {
        Optional<Long> holder = FileHolder.pid(file);
        if (running.isPresent() && holder.filter(pid -> pid != running.get().process().pid()).isEmpty()) {
            return Finding.ok(check, "The running service has " + file + " open");
        }
        String who = holder.map(pid -> "pid " + pid + ProcessCommand.of(pid).map(command -> " (" + command + ")").orElse(""))
                .orElse("another process");
        return Finding.fail(
                check,
                file + " is held open by " + who + ", which is not the service of ./circumplex up",
                "Stop that process, or wait for the command that started it");
    }
}
