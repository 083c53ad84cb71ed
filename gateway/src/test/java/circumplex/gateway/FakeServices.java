package circumplex.gateway;

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

/** The gateway as it is in production, between clients and three services that do as they are told. */
final class FakeServices implements AutoCloseable {

    final FakeClassifier classifier = new FakeClassifier();
    final FakePersonalizer personalizer = new FakePersonalizer();
    final FakeRanker ranker = new FakeRanker();
    final RunningService gateway;

    private FakeServices(Map<String, Object> properties) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("circumplex.gateway.classifier-address", classifier.server.address());
        settings.put("circumplex.gateway.personalizer-address", personalizer.server.address());
        settings.put("circumplex.gateway.ranker-address", ranker.server.address());
        gateway = RunningService.start("gateway", settings);
    }

    static FakeServices start() {
        return start(Map.of());
    }

    static FakeServices start(Map<String, Object> properties) {
        return new FakeServices(properties);
    }

    /** The services behave and remember nothing. */
    void reset() {
        classifier.server.reset();
        classifier.twist = UnaryOperator.identity();
        personalizer.reset();
        ranker.server.reset();
        ranker.twist = UnaryOperator.identity();
    }

    FeedServiceBlockingStub feeds() {
        return FeedServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** For many feeds at once; without a deadline. */
    FeedServiceFutureStub laterFeeds() {
        return FeedServiceGrpc.newFutureStub(gateway.channel());
    }

    CalibrationServiceBlockingStub calibration() {
        return CalibrationServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    ProfileServiceBlockingStub profiles() {
        return ProfileServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    UserDataServiceBlockingStub userData() {
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
