package circumplex.bench.availability;

import circumplex.bench.process.Replica;

/** What happens to a service. */
public enum Strike {
    /** SIGKILL: its connections are closed, and nobody listens. */
    KILL {
        @Override
        void take(Replica service) {
            service.kill();
        }

        @Override
        void giveBack(Replica service) {
            service.start();
        }
    },
    /** SIGSTOP: its connections stay, and nothing answers. */
    PAUSE {
        @Override
        void take(Replica service) {
            service.pause();
        }

        @Override
        void giveBack(Replica service) {
            service.resume();
        }
    },
    /** SIGTERM, its end, and a new start. */
    RESTART {
        @Override
        void take(Replica service) {
            service.terminate();
            service.exitCode();
        }

        @Override
        void giveBack(Replica service) {
            service.start();
        }
    },
    /** Most of the time SIGSTOP, again and again: it answers, late. */
    SLOW {
        @Override
        void take(Replica service) {
            service.slow();
        }

        @Override
        void giveBack(Replica service) {
            service.resume();
        }
    },
    /** Nothing at all: a trial that finds nothing wrong with it does not look. */
    NONE {
        @Override
        void take(Replica service) {}

        @Override
        void giveBack(Replica service) {}
    };

    /** Back when the service cannot answer any more. */
    abstract void take(Replica service);

    /** Back when it serves again. */
    abstract void giveBack(Replica service);
}
