package circumplex.bench.restart;

import circumplex.bench.process.Replica;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How replicas go. */
public enum End {
    /** SIGTERM: they drain. */
    TERMINATE {
        @Override
        List<Integer> of(List<Replica> replicas) {
            replicas.forEach(Replica::terminate);
            return replicas.stream().map(Replica::exitCode).toList();
        }
    },
    /** They answer nobody for a second, so that calls wait in them, and get SIGKILL: a trial that finds nothing wrong with it does not look. */
    KILL {
        @Override
        List<Integer> of(List<Replica> replicas) {
            replicas.forEach(Replica::pause);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            replicas.forEach(Replica::kill);
            return replicas.stream().map(replica -> 0).toList();
        }
    };

    /** Back with the exit codes when they are gone. */
    abstract List<Integer> of(List<Replica> replicas);
}
