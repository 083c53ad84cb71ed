package circumplex.kit;

import circumplex.kit.config.ConfigurationProblem;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who may reach a server that asks nobody for credentials: this machine only. */
@Singleton
final class BindPolicy {

    /** @throws ConfigurationProblem if {@code host} is reachable from elsewhere */
    void require(String host) {
        if (!isLoopback(host)) {
            throw new ConfigurationProblem("refusing to bind to '" + host + "': no authentication is configured, and without it"
                    + " only a loopback address such as 127.0.0.1 is allowed (setting grpc.server.host)");
        }
    }

    private static boolean isLoopback(String host) {
        if (host.isBlank()) {
            return false;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new ConfigurationProblem("the address to bind to is unknown: '" + host + "' (setting grpc.server.host)");
        }
    }
}
