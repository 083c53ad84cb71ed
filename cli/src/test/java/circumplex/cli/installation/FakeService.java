package circumplex.cli.installation;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A program that acts as a lasting service: it has a health, and notes in its folder what it sees when it is stopped. */
final class FakeService {

    private FakeService() {}

    /** @param args how to behave: serve, refuse, die, silent or stubborn; then the service's label and the variable of its port */
    public static void main(String[] args) throws IOException, InterruptedException {
        String behaviour = args[0];
        String label = args[1];
        Files.write(Path.of(label + ".env"), System.getenv().entrySet().stream().map(Object::toString).sorted().toList());
        if (behaviour.equals("die")) {
            System.err.println("cannot start: the stars are wrong");
            System.exit(69);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(behaviour, label)));
        if (!behaviour.equals("silent")) {
            int port = Integer.parseInt(System.getenv(args[2]));
            serve(port, behaviour.equals("refuse") ? ServingStatus.NOT_SERVING : ServingStatus.SERVING);
            Files.writeString(Path.of(label + ".listens"), "");
            System.out.println(label + " serving on 127.0.0.1:" + port);
        }
        new CountDownLatch(1).await();
    }

    private static void serve(int port, ServingStatus status) throws IOException {
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), InsecureServerCredentials.create())
                .addService(health.getHealthService())
                .build();
        server.start();
    }

    private static void stop(String behaviour, String label) {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            List<String> before = files.map(Path::toString).filter(name -> name.endsWith(".stopped")).sorted().toList();
            Files.write(Path.of(label + ".stopped"), before);
            if (behaviour.equals("stubborn")) {
                new CountDownLatch(1).await();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
