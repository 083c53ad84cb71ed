package circumplex.cli;

import circumplex.cli.services.Address;
import circumplex.cli.services.GatewayClient;
import circumplex.cli.services.LocalServices;
import circumplex.cli.services.ServiceName;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches a gateway: one that is named, one that runs, or one that lives as long as the command. */
final class GatewayOptions {

    @Option(
            names = "--gateway",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "The running gateway to use. Else CIRCUMPLEX_GATEWAY; else that of the services that"
                    + " run on the data folder; else the four services are started for this command.")
    private @Nullable Address address;

    @Mixin
    private DataOption data;

    private final Console console;

    GatewayOptions(Console console) {
        this.console = console;
        data = new DataOption(console.environment());
    }

    <A> A with(Function<GatewayClient, A> work) {
        if (address != null) {
            return use(address, work);
        }
        Optional<Address> running = RunningServices.find(console, data.folder(), ServiceName.GATEWAY);
        if (running.isPresent()) {
            return use(running.get(), work);
        }
        try (LocalServices services = LocalServices.in(data.folder())) {
            return use(services.startAll(), work);
        }
    }

    static <A> A use(Address address, Function<GatewayClient, A> work) {
        try (GatewayClient gateway = new GatewayClient(address)) {
            return work.apply(gateway);
        }
    }
}
