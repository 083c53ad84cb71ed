package circumplex.gateway.calibration;

import static circumplex.gateway.testing.Samples.rated;

import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.kit.testing.Eventually;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway between fakes that Anna annotates through; as new before each test, closed after the last. */
final class Annotating implements BeforeEachCallback, AfterAllCallback {

    static final String ID = UUID.randomUUID().toString();

    final FakeServices services = FakeServices.start();

    @Override
    public void beforeEach(ExtensionContext context) {
        services.reset();
        Eventually.holds("both services are reached", () -> {
            try {
                return annotate(rated("a", "hedonism=1", Map.of("hedonism", 1))).getAdded() == 1;
            } catch (StatusRuntimeException e) {
                return false;
            }
        });
        services.reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        services.close();
    }

    AnnotateResponse annotate(PostAnnotation... posts) {
        return services.calibration()
                .annotate(AnnotateRequest.newBuilder()
                        .setRequestId(ID)
                        .setUserId("anna")
                        .addAllPosts(List.of(posts))
                        .build());
    }
}
