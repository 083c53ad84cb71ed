package circumplex.gateway.testing;

import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.CalibrationServiceGrpc.CalibrationServiceBlockingStub;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import circumplex.gateway.v1.FeedServiceGrpc.FeedServiceFutureStub;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.ProfileServiceGrpc.ProfileServiceBlockingStub;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.gateway.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import circumplex.kit.testing.RunningService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The gateway as it is in production, between clients and three services that do as they are told. It remembers no scores unless a test
 * says so, or every fault would find the scores of the feed before.
 */
public final class FakeServices implements AutoCloseable {

    public final FakeClassifier classifier = new FakeClassifier();
    public final FakePersonalizer personalizer = new FakePersonalizer();
    public final FakeRanker ranker = new FakeRanker();
    public final RunningService gateway;

    private FakeServices(Map<String, Object> properties, FakeClassifier... replicas) {
        Map<String, Object> settings = new HashMap<>(Map.of("circumplex.gateway.remembered-scores-mebibytes", 0));
        settings.putAll(properties);
        StringBuilder classifiers = new StringBuilder("static:///" + classifier.server.address());
        for (FakeClassifier replica : replicas) {
            classifiers.append(',').append(replica.server.address());
        }
        settings.put("circumplex.gateway.classifier-address", replicas.length == 0 ? classifier.server.address() : classifiers.toString());
        settings.put("circumplex.gateway.personalizer-address", personalizer.server.address());
        settings.put("circumplex.gateway.ranker-address", ranker.server.address());
        gateway = RunningService.start("gateway", settings);
    }

    public static FakeServices start() {
        return start(Map.of());
    }

    public static FakeServices start(Map<String, Object> properties) {
        return new FakeServices(properties);
    }

    /** With more than one classifier; {@code replica} is closed by the test. */
    public static FakeServices startWith(FakeClassifier replica) {
        return new FakeServices(Map.of(), replica);
    }

    /** The services behave and remember nothing. */
    public void reset() {
        classifier.server.reset();
        classifier.twist = UnaryOperator.identity();
        classifier.scorer = FakeClassifier.SCORER;
        classifier.kept.clear();
        classifier.storedFails = false;
        classifier.keepingFails = false;
        classifier.beforeKeeping = () -> {};
        personalizer.reset();
        ranker.server.reset();
        ranker.twist = UnaryOperator.identity();
    }

    public FeedServiceBlockingStub feeds() {
        return FeedServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** For many feeds at once; without a deadline. */
    public FeedServiceFutureStub laterFeeds() {
        return FeedServiceGrpc.newFutureStub(gateway.channel());
    }

    public CalibrationServiceBlockingStub calibration() {
        return CalibrationServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    public ProfileServiceBlockingStub profiles() {
        return ProfileServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    public UserDataServiceBlockingStub userData() {
        return UserDataServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        gateway.close();
        classifier.server.close();
        personalizer.server.close();
        ranker.server.close();
    }
}
