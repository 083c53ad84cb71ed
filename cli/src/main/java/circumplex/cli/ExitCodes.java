package circumplex.cli;

import circumplex.cli.services.ServiceError;

/** What the exit status of this program says. Written into every {@code --help} and into the README. */
public final class ExitCodes {

    public static final int OK = 0;
    public static final int FINDING = 1;
    public static final int BAD_INPUT = 2;
    public static final int UNAVAILABLE = 3;
    public static final int REFUSED = 4;
    public static final int DEFECT = 70;
    public static final int OUTPUT = 74;

    private ExitCodes() {}

    static int of(ServiceError error) {
        return switch (error.kind()) {
            case UNAVAILABLE -> UNAVAILABLE;
            case REFUSED -> REFUSED;
            case DEFECT -> DEFECT;
        };
    }
}
