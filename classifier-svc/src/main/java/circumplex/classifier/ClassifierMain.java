package circumplex.classifier;

import circumplex.classifier.embedded.EmbeddedScorers;
import circumplex.kit.ServiceProcess;

/** Starts the classifier service. */
public final class ClassifierMain {

    private ClassifierMain() {}

    public static void main(String[] args) {
        ServiceProcess.run("classifier-svc", args, EmbeddedScorers::load);
    }
}
