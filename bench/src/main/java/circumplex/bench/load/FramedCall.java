package circumplex.bench.load;

import circumplex.cli.services.Address;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The same request again and again, as HTTP/2 frames that are made once. A client of gRPC makes and forgets about as much for a call as
 * a server does for one that it refuses: to offer a service more than it can do from as many cores as it has, a sender must be
 * cheaper than that.
 *
 * <p>An answer is the number of its bytes. Nothing is repeated.
 */
public final class FramedCall implements Supplier<ListenableFuture<Integer>>, AutoCloseable {

    private final MultiThreadIoEventLoopGroup reader = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<FrameConnection> connections = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /** @param deadline of each call: the server is told, and the client gives up by itself */
    public FramedCall(Address server, int connections, MethodDescriptor<?, ?> method, MessageLite request, Duration deadline) {
        RequestFrames frames = RequestFrames.of(server, method, request, deadline);
        for (int i = 0; i < connections; i++) {
            FrameConnection connection = new FrameConnection(frames, deadline);
            open(server, connection);
            this.connections.add(connection);
        }
    }

    private void open(Address server, FrameConnection connection) {
        Channel channel = new Bootstrap()
                .group(reader)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline().addLast(connection);
                    }
                })
                .connect(server.host(), server.port())
                .syncUninterruptibly()
                .channel();
        if (!connection.ready().awaitUninterruptibly(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException(channel.remoteAddress() + " does not speak HTTP/2");
        }
    }

    @Override
    public ListenableFuture<Integer> get() {
        FrameConnection connection = connections.get(Math.floorMod(next.getAndIncrement(), connections.size()));
        SettableFuture<Integer> answer = SettableFuture.create();
        long sent = System.nanoTime();
        EventLoop loop = connection.loop();
        loop.execute(() -> connection.send(answer, sent));
        return answer;
    }

    @Override
    public void close() {
        reader.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
