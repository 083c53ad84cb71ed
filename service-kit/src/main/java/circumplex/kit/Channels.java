package circumplex.kit;

import circumplex.kit.telemetry.CallMetrics;
import circumplex.kit.telemetry.TraceClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Opens channels to other services: every call on them carries the deadline and the request id of the call it works for. */
public final class Channels {

    /** A name, an IPv4 address or an IPv6 address in brackets, and a port from 1 to 65535. */
    private static final Pattern ADDRESS = Pattern.compile(
            "([^\\s:/\\[\\]]+|\\[[0-9A-Fa-f:.]+])"
                    + ":([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])");

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
        if (!ADDRESS.matcher(address).matches()) {
            throw new ConfigurationProblem(setting + " must be host:port, is '" + address + "'");
        }
        String path = address.replace("[", "%5B").replace("]", "%5D");
        NettyChannelBuilder channel = NettyChannelBuilder.forTarget("dns:///" + path);
        CallMetrics.observe(channel);
        return Reconnect.soon(channel.usePlaintext()
                .maxInboundMessageSize(maxInboundMessageBytes)
                .keepAliveTime(60, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .intercept(new OutboundInterceptor(), new TraceClientInterceptor())
                .build());
    }
}
