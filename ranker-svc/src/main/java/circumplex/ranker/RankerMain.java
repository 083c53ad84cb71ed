package circumplex.ranker;

import circumplex.kit.ServiceProcess;

/** The process {@code ranker-svc}. */
public final class RankerMain {

    private RankerMain() {}

    public static void main(String[] args) {
        ServiceProcess.run("ranker-svc", args);
    }
}
