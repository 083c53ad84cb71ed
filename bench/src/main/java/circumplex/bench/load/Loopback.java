package circumplex.bench.load;

import circumplex.cli.services.Address;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

/** Channels of a client on the same machine. */
public final class Loopback {

    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private Loopback() {}

    /** A channel to one replica, without retries: the trial sees every failure. */
    public static ManagedChannel open(Address address) {
        return NettyChannelBuilder.forAddress(address.host(), address.port())
                .usePlaintext()
                .disableRetry()
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .build();
    }
}
