package circumplex.personalizer;

import circumplex.kit.ServiceProcess;

/** Starts the personalizer as a process. */
public final class PersonalizerMain {

    private PersonalizerMain() {}

    public static void main(String[] args) {
        ServiceProcess.run("personalizer-svc", args, RulesWire::compile);
    }
}
