package circumplex.bench.load;

import circumplex.bench.process.Fleet;
import circumplex.cli.services.Address;
import circumplex.wire.ServiceConfig;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;

/** Channels to services that have several replicas. */
public final class Replicated {

    private Replicated() {}

    /**
     * A channel that takes replicas in turn, asks them for their health, and repeats calls as the default service config says.
     *
     * @param service whose service config, such as {@code gateway}
     * @param retries whether calls are repeated
     */
    public static ManagedChannel open(String service, List<Address> replicas, boolean retries) {
        NettyChannelBuilder channel = NettyChannelBuilder.forTarget(Fleet.target(replicas))
                .usePlaintext()
                .disableServiceConfigLookUp()
                .defaultServiceConfig(ServiceConfig.of(service));
        return (retries ? channel.enableRetry() : channel.disableRetry()).build();
    }
}
