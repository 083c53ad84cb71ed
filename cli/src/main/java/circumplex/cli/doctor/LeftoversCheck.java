package circumplex.cli.doctor;

import circumplex.cli.installation.ProcessCommand;
import circumplex.cli.installation.RunFile;
import circumplex.cli.installation.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a crash left behind: run files of processes that are gone, and services of this folder that nothing is written down of. */
final class LeftoversCheck {

    private static final String CHECK = "leftovers";

    private LeftoversCheck() {}

    static List<Finding> run(RunFolder runs) {
        List<Finding> findings = new ArrayList<>();
        for (RunFile file : runs.files()) {
            if (!file.isAlive()) {
                findings.add(Finding.warn(
                        CHECK,
                        "The process of " + file.service().label() + ", pid " + file.process().pid() + ", has ended without ./circumplex down",
                        "Start it again with ./circumplex up, or clear its traces with ./circumplex down"));
            }
        }
        runs.unreadable().forEach(path -> findings.add(
                Finding.warn(CHECK, path + " is no run file, so its service is not known", "Clear it with ./circumplex down")));
        Set<Long> known = runs.files().stream().map(file -> file.process().pid()).collect(Collectors.toSet());
        ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> !known.contains(pid) && worksIn(pid, runs.data()))
                .forEach(pid -> ProcessCommand.of(pid).filter(LeftoversCheck::isService).ifPresent(command -> findings.add(Finding.warn(
                        CHECK,
                        "pid " + pid + " (" + command + ") works in " + runs.data() + " and is not of ./circumplex up",
                        "Wait for the command that started it; if there is none, stop it with kill " + pid))));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(CHECK, "Nothing is left of an earlier run"));
        }
        return findings;
    }

    private static boolean isService(String command) {
        return command.contains("circumplex-");
    }

    private static boolean worksIn(long pid, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(folder);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
