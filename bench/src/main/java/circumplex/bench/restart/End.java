package circumplex.bench.restart;

import circumplex.bench.process.Replica;

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
    /** SIGKILL: a trial that finds nothing wrong with it does not look. */
    KILL {
        @Override
        int of(Replica replica) {
            replica.kill();
            return 0;
        }
    };

    /** Back with the exit code when it is gone. */
    abstract int of(Replica replica);
}
