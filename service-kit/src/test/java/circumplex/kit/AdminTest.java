package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import circumplex.kit.admin.AdminServer;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.channelz.v1.GetTopChannelsRequest;
import io.grpc.channelz.v1.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The port for those who run a service. */
class AdminTest {

    private TestServer server;
    private ManagedChannel admin;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of("circumplex.admin.port", 0));
        admin = NettyChannelBuilder.forAddress("127.0.0.1", server.bean(AdminServer.class).port()).usePlaintext().build();
    }

    @AfterEach
    void stop() {
        admin.shutdownNow();
        server.close();
    }

    @Test
    void showsTheCallsOfTheServersAndTheChannelsOfThisProcess() {
        server.ranker().rankPosts(TestServer.REQUEST);

        ChannelzGrpc.ChannelzBlockingStub channelz = ChannelzGrpc.newBlockingStub(admin).withDeadlineAfter(30, TimeUnit.SECONDS);
        assertThat(channelz.getServers(GetServersRequest.getDefaultInstance()).getServerList())
                .extracting(Server::getData)
                .anyMatch(data -> data.getCallsSucceeded() >= 1);
        assertThat(channelz.getTopChannels(GetTopChannelsRequest.getDefaultInstance()).getChannelList()).isNotEmpty();
    }

    @Test
    void knowsTheHealthOfTheService() {
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(admin).withDeadlineAfter(30, TimeUnit.SECONDS);

        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus()).isEqualTo(ServingStatus.SERVING);
        server.bean(ServerHealth.class).stopping();
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
    }

    @Test
    void isNotReachedThroughAnyOtherAddressOfTheMachine() throws SocketException {
        int port = server.bean(AdminServer.class).port();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !(address instanceof Inet6Address))
                .forEach(address -> assertThat(connects(new InetSocketAddress(address, port))).as("%s", address).isFalse());
    }

    @Test
    void isNotOnThePortOfTheService() {
        StatusRuntimeException failure = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ChannelzGrpc.newBlockingStub(server.channel()).getServers(GetServersRequest.getDefaultInstance()));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    private static boolean connects(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2_000);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
