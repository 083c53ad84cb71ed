package circumplex.cli.models;

import circumplex.cli.AddressConverter;
import circumplex.cli.Console;
import circumplex.cli.DataOption;
import circumplex.cli.RunningServices;
import circumplex.cli.services.Address;
import circumplex.cli.services.ModelsClient;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches the registry, and in which form it prints. None is started: a training outlives the command. */
final class RegistryOptions {

    /** What a command does with the registry. */
    interface Work {
        void accept(ModelsClient models) throws Exception;
    }

    @Option(
            names = "--personalizer",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "The running personalizer to use. Else CIRCUMPLEX_PERSONALIZER; else that of the services that run on the data"
                    + " folder.")
    private @Nullable Address address;

    @Option(names = "--json", description = "Print JSON, as the service answers it.")
    private boolean json;

    @Mixin
    private DataOption data;

    private final Console console;

    RegistryOptions(Console console) {
        this.console = console;
        data = new DataOption(console.environment());
    }

    Console console() {
        return console;
    }

    void with(Work work) throws Exception {
        Address chosen = address != null
                ? address
                : RunningServices.find(console, data.folder(), ServiceName.PERSONALIZER)
                        .orElseThrow(() -> new ServiceError(
                                ServiceError.Kind.UNAVAILABLE,
                                "no personalizer runs on " + data.folder() + "; start the services with 'up', or name one with --personalizer"));
        try (ModelsClient models = new ModelsClient(chosen)) {
            work.accept(models);
        }
    }

    /** Prints the answer of the service, or what {@code text} prints of it. */
    void print(MessageOrBuilder answer, Runnable text) {
        if (!json) {
            text.run();
            return;
        }
        try {
            console.out().println(JsonFormat.printer().omittingInsignificantWhitespace().print(answer));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message without Any can always be printed", e);
        }
    }
}
