package circumplex.cli.installation;

import circumplex.cli.services.Distribution;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Installations of {@link FakeService}. */
final class Fakes {

    private Fakes() {}

    static ServiceProgram program(Map<ServiceName, String> behaviour) {
        return service -> List.of(
                Distribution.java(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-Xshare:auto",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                FakeService.class.getName(),
                behaviour.getOrDefault(service, "serve"),
                service.label(),
                service.portVariable());
    }

    /** Ports that nobody has now; what the system gives away itself is far above. */
    static PortPlan ports() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            try (ServerSocket somewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int base = Math.min(10_000 + somewhere.getLocalPort() % 20_000, PortPlan.HIGHEST);
                if (all(new PortPlan(base)).allMatch(PortHolder::isFree)) {
                    return new PortPlan(base);
                }
            }
        }
        throw new IOException("no free ports");
    }

    private static Stream<Integer> all(PortPlan ports) {
        return IntStream.range(ports.base(), ports.base() + 24).boxed();
    }
}
