package circumplex.other;

/** Stands for a class of another service. */
public final class Foreign {

    public int houses() {
        return 2;
    }
}
