package circumplex.bench.rival;

import circumplex.bench.load.Loopback;
import circumplex.bench.load.RawBytes;
import circumplex.bench.load.ScoredFeed;
import circumplex.cli.services.Address;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that takes {@code RankPosts}: ranker-svc, or the echo of its bytes. */
public final class GrpcRival implements Rival {

    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(RankerServiceGrpc.getRankPostsMethod().getFullMethodName())
            .build();

    private final String name;
    private final Address address;
    private final List<byte[]> requests;
    private final AutoCloseable server;

    /** @param server closed with this */
    public GrpcRival(String name, Address address, List<ScoredFeed> feeds, AutoCloseable server) {
        this.name = name;
        this.address = address;
        this.requests = feeds.stream().map(feed -> feed.request().toByteArray()).toList();
        this.server = server;
    }

    @Override
    public String name() {
        return name;
    }

    public int requestBytes() {
        return requests.get(0).length;
    }

    @Override
    public Connection connect() {
        return new Caller(Loopback.open(address));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(name + " does not end", e);
        }
    }

    private final class Caller implements Connection {

        private final ManagedChannel channel;

        Caller(ManagedChannel channel) {
            this.channel = channel;
        }

        @Override
        public int call(int feed) {
            return answer(feed).length;
        }

        @Override
        public List<Integer> order(int feed) {
            try {
                return RankPostsResponse.parseFrom(answer(feed)).getRankedList().stream()
                        .map(post -> post.getEngagementRank() - 1)
                        .toList();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(name + " answers something else", e);
            }
        }

        private byte[] answer(int feed) {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
            return ClientCalls.blockingUnaryCall(channel, METHOD, options, requests.get(feed));
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
