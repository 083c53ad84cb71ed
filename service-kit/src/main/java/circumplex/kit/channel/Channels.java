package circumplex.kit.channel;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.telemetry.CallMetrics;
import circumplex.kit.telemetry.TraceClientInterceptor;
import circumplex.wire.ServiceConfig;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/**
 * Opens channels to other services. Every call on them carries the deadline and the request id of the call it works for, goes to a
 * replica that says SERVING, and is repeated as the service config of the contract says.
 */
public final class Channels {

    /**
     * What a call may have sent and still be repeated, in bytes: the largest request of the contract, where gRPC's 1 MiB would leave
     * out requests of some hundred posts. It costs no memory: what is kept is the message that its caller holds anyway.
     */
    private static final long REPEATABLE_BYTES = 32L << 20;

    private Channels() {}

    /**
     * Opens a channel; it connects with its first call.
     *
     * @param setting the configuration setting of the address, for the error message
     * @param address {@code host:port}, {@code dns:///host:port} or {@code static:///host:port,host:port}
     * @param service whose service config, such as {@code ranker}
     * @param maxInboundMessageBytes the largest answer, in bytes
     * @throws ConfigurationProblem if the address cannot be one
     */
    public static ManagedChannel open(String setting, String address, String service, int maxInboundMessageBytes) {
        NettyChannelBuilder channel = NettyChannelBuilder.forTarget(Target.parse(setting, address).uri());
        CallMetrics.observe(channel);
        return Reconnect.soon(channel.usePlaintext()
                .defaultServiceConfig(ServiceConfig.of(service))
                .disableServiceConfigLookUp()
                .perRpcBufferLimit(REPEATABLE_BYTES)
                .retryBufferSize(4 * REPEATABLE_BYTES)
                .maxInboundMessageSize(maxInboundMessageBytes)
                .keepAliveTime(60, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .intercept(new OutboundInterceptor(), new TraceClientInterceptor())
                .build());
    }
}
