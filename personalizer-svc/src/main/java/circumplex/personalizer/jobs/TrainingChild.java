package circumplex.personalizer.jobs;

import circumplex.personalizer.research.Research;
import java.io.IOException;
import java.io.InputStream;

/** The program of the child process: a command of {@link Research}, or a look at a file that is imported. Ends when its service does. */
public final class TrainingChild {

    private static final int ORPHANED = 75;

    private TrainingChild() {}

    public static void main(String[] args) {
        endWithParent(System.in);
        if (args[0].equals(DatasetCheck.COMMAND)) {
            System.exit(DatasetCheck.run(args, System.out));
        }
        Research.main(args);
    }

    /** The pipe is closed when the service ends, however it ends. */
    private static void endWithParent(InputStream pipe) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (pipe.read() >= 0) {
                            // Nothing is ever sent.
                        }
                    } catch (IOException e) {
                        // As good as an end.
                    }
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "service-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
