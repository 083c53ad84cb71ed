package circumplex.kit.drain;

import circumplex.kit.config.ConfigurationProblem;

/** Tells when the process that started this one has ended, however that ended: a killed command leaves no services behind. */
final class ParentProcess {

    /** Process id of the one to watch; absent for a service that stands on its own. */
    private static final String VARIABLE = "CIRCUMPLEX_PARENT_PID";

    private ParentProcess() {}

    /** @throws ConfigurationProblem if the environment names no process id */
    static void whenGone(Runnable end) {
        String pid = System.getenv(VARIABLE);
        if (pid == null) {
            return;
        }
        if (!pid.matches("[0-9]{1,18}")) {
            throw new ConfigurationProblem(VARIABLE + " must be a process id, is '" + pid + "'");
        }
        ProcessHandle parent = ProcessHandle.of(Long.parseLong(pid)).orElse(null);
        if (parent == null) {
            end.run();
            return;
        }
        Thread watch = new Thread(() -> {
            parent.onExit().join();
            end.run();
        }, "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
