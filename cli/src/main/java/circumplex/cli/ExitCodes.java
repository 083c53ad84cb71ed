package circumplex.cli;

import circumplex.cli.services.ServiceError;

/** What the exit status of this program says. Written into every {@code --help} and into the README. */
final class ExitCodes {

    static final int OK = 0;
    static final int BAD_INPUT = 2;
    static final int UNAVAILABLE = 3;
    static final int REFUSED = 4;
    static final int DEFECT = 70;
    static final int OUTPUT = 74;

    private ExitCodes() {}

    static int of(ServiceError error) {
        return switch (error.kind()) {
            case UNAVAILABLE -> UNAVAILABLE;
            case REFUSED -> REFUSED;
            case DEFECT -> DEFECT;
        };
    }
}
