package circumplex.bench.process;

/** The trial did not do to the services what it is there to do, so that it says nothing about them. */
public final class InvalidTrial extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidTrial(String why) {
        super("invalid trial: " + why);
    }
}
