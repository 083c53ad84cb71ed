package circumplex.cli;

import circumplex.cli.services.Address;
import circumplex.cli.services.ClassifierClient;
import circumplex.cli.services.LocalServices;
import circumplex.cli.services.ServiceName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches a classifier: one that is named, one that runs, or one that lives as long as the command. */
final class ClassifierOptions {

    /** What a command does with the classifier. */
    interface Work {
        void accept(ClassifierClient classifier) throws Exception;
    }

    @Option(
            names = "--classifier",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "The running classifier to use. Else CIRCUMPLEX_CLASSIFIER; else that of the services"
                    + " that run on the data folder; else one is started for this command.")
    private @Nullable Address address;

    @Mixin
    private DataOption data;

    private final Console console;

    ClassifierOptions(Console console) {
        this.console = console;
        data = new DataOption(console.environment());
    }

    void with(Work work) throws Exception {
        if (address != null) {
            use(address, work);
            return;
        }
        Optional<Address> running = RunningServices.find(console, data.folder(), ServiceName.CLASSIFIER);
        if (running.isPresent()) {
            use(running.get(), work);
            return;
        }
        try (LocalServices services = LocalServices.in(data.folder())) {
            use(services.startClassifier(), work);
        }
    }

    private static void use(Address address, Work work) throws Exception {
        try (ClassifierClient classifier = new ClassifierClient(address)) {
            work.accept(classifier);
        }
    }
}
