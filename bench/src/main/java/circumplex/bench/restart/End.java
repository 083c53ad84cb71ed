package circumplex.bench.restart;

import circumplex.bench.process.Replica;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How a replica goes. */
public enum End {
    /** SIGTERM: it drains. */
    TERMINATE {
        @Override
        int of(Replica replica) {
            replica.terminate();
            return replica.exitCode();
        }
    },
    /** It answers nobody for a second, so that calls wait in it, and gets SIGKILL: a trial that finds nothing wrong with it does not look. */
    KILL {
        @Override
        int of(Replica replica) {
            replica.pause();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            replica.kill();
            return 0;
        }
    };

    /** Back with the exit code when it is gone. */
    abstract int of(Replica replica);
}
