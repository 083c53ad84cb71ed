package circumplex.kit.admin;

import circumplex.kit.ServerHealth;
import circumplex.kit.config.PortProblem;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * channelz (the connections and calls of this process), health and reflection on a port of their own: an overloaded service, which sheds
 * calls on its own port, still answers here. On loopback whatever address the service has, because channelz names peers.
 */
@Context
public final class AdminServer {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /** Entries of one answer of channelz, such as the sockets of a server. */
    private static final int PAGE = 100;

    /** People look here, not programs under load. */
    private static final int THREADS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, AdminServer::thread);
    private final @Nullable Server server;

    AdminServer(AdminSettings settings, ServerHealth health) {
        server = settings.on() ? listen(settings.port(), health) : null;
    }

    /** The port, or -1 if there is none. */
    public int port() {
        return server == null ? -1 : server.getPort();
    }

    @PreDestroy
    void close() {
        if (server != null) {
            server.shutdownNow();
        }
        threads.shutdownNow();
    }

    private Server listen(int port, ServerHealth health) {
        try {
            Server admin = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .addService(ChannelzService.newInstance(PAGE))
                    .addService(health.service())
                    .addService(ProtoReflectionServiceV1.newInstance())
                    .executor(threads)
                    .build()
                    .start();
            LOG.info("admin at 127.0.0.1:{}", admin.getPort());
            return admin;
        } catch (IOException e) {
            throw new PortProblem("ADMIN_PORT", e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "admin");
        thread.setDaemon(true);
        return thread;
    }
}
