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
public final class TestServer implements AutoCloseable {

    /** Its migrations are in {@code db/kittest}, its variables start with {@code KITTEST}. */
    public static final String NAME = "kittest-svc";

    /** The smallest request that keeps every rule. */
    public static final RankPostsRequest REQUEST = RankPostsRequest.newBuilder()
            .addValueSets(WireValueSets.ref(ValueSets.all().defaultSet()))
            .build();

    public static final ExportUserDataRequest EXPORT = ExportUserDataRequest.newBuilder().setUserId("ann").build();

    private final RunningService service;

    private TestServer(RunningService service) {
        this.service = service;
    }

    public static TestServer start() {
        return start(Map.of());
    }

    public static TestServer start(Map<String, Object> properties) {
        return new TestServer(RunningService.start(NAME, settings(properties)));
    }

    /** The settings of a test server and {@code properties}, which win. */
    public static Map<String, Object> settings(Map<String, Object> properties) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kit.test.endpoint", true);
        settings.putAll(properties);
        return settings;
    }

    public ManagedChannel channel() {
        return service.channel();
    }

    public RunningService running() {
        return service;
    }

    public int port() {
        return service.port();
    }

    public <T> T bean(Class<T> type) {
        return service.bean(type);
    }

    public RankerServiceGrpc.RankerServiceBlockingStub ranker() {
        return RankerServiceGrpc.newBlockingStub(channel());
    }

    public PersonalizerServiceGrpc.PersonalizerServiceBlockingStub personalizer() {
        return PersonalizerServiceGrpc.newBlockingStub(channel());
    }

    public void does(Function<RankPostsRequest, RankPostsResponse> work) {
        bean(SteeredRankerEndpoint.class).does(work);
    }

    public void fails(RuntimeException failure) {
        does(request -> {
            throw failure;
        });
    }

    @Override
    public void close() {
        service.close();
    }
}
