package circumplex.cli;

import circumplex.cli.services.Address;
import circumplex.cli.services.GatewayClient;
import circumplex.cli.services.LocalServices;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches a gateway: a running one, or one that lives as long as the command. */
final class GatewayOptions {

    @Option(
            names = "--gateway",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "The running gateway to use. Else CIRCUMPLEX_GATEWAY; else the four services are started for this command.")
    private @Nullable Address address;

    @Mixin
    private DataOption data;

    GatewayOptions(Console console) {
        data = new DataOption(console.environment());
    }

    <A> A with(Function<GatewayClient, A> work) {
        if (address != null) {
            return use(address, work);
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
