package circumplex.kit;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** Opens channels to other services: every call on them carries the deadline and the request id of the call it works for. */
public final class Channels {

    private Channels() {}

    /**
     * Opens a channel; it connects with its first call.
     *
     * @param setting the configuration setting of the address, for the error message
     * @param address {@code host:port}
     * @param maxInboundMessageBytes the largest answer, in bytes
     * @throws ConfigurationProblem if the address cannot be one
     */
    public static ManagedChannel open(String setting, String address, int maxInboundMessageBytes) {
        if (!address.matches("[^\\s:/]+:[0-9]{1,5}")) {
            throw new ConfigurationProblem(setting + " must be host:port, is '" + address + "'");
        }
        return NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .maxInboundMessageSize(maxInboundMessageBytes)
                .keepAliveTime(60, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .intercept(new OutboundInterceptor())
                .build();
    }
}
