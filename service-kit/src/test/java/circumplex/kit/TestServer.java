package circumplex.kit;

import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import io.grpc.ManagedChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A running server with the steered endpoints behind everything that the kit puts around a call. */
final class TestServer implements AutoCloseable {

    /** Its migrations are in {@code db/kittest}, its variables start with {@code KITTEST}. */
    static final String NAME = "kittest-svc";

    /** The smallest request that keeps every rule. */
    static final RankPostsRequest REQUEST = RankPostsRequest.newBuilder()
            .addValueSets(WireValueSets.ref(ValueSets.all().defaultSet()))
            .build();

    static final ExportUserDataRequest EXPORT = ExportUserDataRequest.newBuilder().setUserId("ann").build();

    private final RunningService service;

    private TestServer(RunningService service) {
        this.service = service;
    }

    static TestServer start() {
        return start(Map.of());
    }

    static TestServer start(Map<String, Object> properties) {
        return new TestServer(RunningService.start(NAME, settings(properties)));
    }

    /** The settings of a test server and {@code properties}, which win. */
    static Map<String, Object> settings(Map<String, Object> properties) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kit.test.endpoint", true);
        settings.putAll(properties);
        return settings;
    }

    ManagedChannel channel() {
        return service.channel();
    }

    RunningService running() {
        return service;
    }

    int port() {
        return service.port();
    }

    <T> T bean(Class<T> type) {
        return service.bean(type);
    }

    RankerServiceGrpc.RankerServiceBlockingStub ranker() {
        return RankerServiceGrpc.newBlockingStub(channel());
    }

    PersonalizerServiceGrpc.PersonalizerServiceBlockingStub personalizer() {
        return PersonalizerServiceGrpc.newBlockingStub(channel());
    }

    void does(Function<RankPostsRequest, RankPostsResponse> work) {
        bean(SteeredRankerEndpoint.class).does(work);
    }

    void fails(RuntimeException failure) {
        does(request -> {
            throw failure;
        });
    }

    @Override
    public void close() {
        service.close();
    }
}
