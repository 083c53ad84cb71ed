package circumplex.gateway.calibration;

import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.WithdrawAnnotationsRequest;
import circumplex.kit.testing.LogLines;
import circumplex.kit.testing.Refused;
import io.grpc.Status.Code;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts are kept of posts that are annotated, as long as they are, and of no others. */
final class KeptTextsTest {

    @RegisterExtension
    static Annotating gateway = new Annotating();

    private static FakeServices services = gateway.services;

    /** Between the record and the text the person may be erased; nobody would remove the text afterwards. */
    @Test
    void noTextIsKeptOfAPersonWhoIsErasedMeanwhile() {
        gateway.annotate(rated("a", "face=2", Map.of("face", 3)));
        assertThat(services.classifier.kept.get("anna")).containsOnlyKeys(Samples.key("face=2"));
        services.reset();

        services.classifier.beforeKeeping = () -> assertThat(services.userData()
                        .deleteUserData(DeleteUserDataRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setUserId("anna")
                                .build())
                        .getReceipt()
                        .hasCompleteTime())
                .isTrue();
        gateway.annotate(rated("a", "face=2", Map.of("face", 3)));

        assertThat(services.classifier.kept.getOrDefault("anna", Map.of())).isEmpty();
    }

    @Test
    void nothingIsKeptOfWhatIsNotRecorded() {
        services.personalizer.server.refuse(Code.RESOURCE_EXHAUSTED, "STORAGE_FULL", Map.of());

        Refused.by(() -> gateway.annotate(rated("a", "face=2", Map.of("face", 3))));

        assertThat(keptTexts()).isEmpty();
    }

    @Test
    void nothingIsKeptOfARepetitionAfterAnErasure() {
        gateway.annotate(rated("a", "face=2", Map.of("face", 3)));
        assertThat(keptTexts()).containsExactly("face=2");
        services.userData()
                .deleteUserData(DeleteUserDataRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId("anna")
                        .build());

        assertThat(gateway.annotate(rated("a", "face=2", Map.of("face", 3))).getAdded()).as("the first answer").isEqualTo(1);

        assertThat(keptTexts()).isEmpty();
    }

    @Test
    void nothingIsKeptOfAPostThatIsLeftWithoutRatings() {
        gateway.annotate(PostAnnotation.newBuilder().setPostId("a").setText("face=2").addWithdrawnValueIds("face").build());

        assertThat(keptTexts()).isEmpty();
    }

    @Test
    void aRepeatedWithdrawalLeavesTheTextOfALaterAnnotation() {
        WithdrawAnnotationsRequest withdrawal = WithdrawAnnotationsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId("anna")
                .addContentKeys(Samples.key("face=2"))
                .build();
        services.calibration()
                .annotate(AnnotateRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId("anna")
                        .addPosts(rated("a", "face=2", Map.of("face", 1)))
                        .build());
        services.calibration().withdrawAnnotations(withdrawal);
        assertThat(keptTexts()).isEmpty();
        gateway.annotate(rated("a", "face=2", Map.of("face", 3)));

        services.calibration().withdrawAnnotations(withdrawal);

        assertThat(keptTexts()).containsExactly("face=2");
    }

    @Test
    void anAnnotationWhoseTextCannotBeKeptCounts() {
        services.classifier.keepingFails = true;
        try (LogLines log = new LogLines()) {
            assertThat(gateway.annotate(rated("a", "face=2", Map.of("face", 3))).getAdded()).isEqualTo(1);
            assertThat(log.has("texts of annotated posts may not be kept: INTERNAL")).isTrue();
        }
        services.classifier.keepingFails = false;

        gateway.annotate(rated("a", "face=2", Map.of("face", 3)));

        assertThat(keptTexts()).as("a repetition makes up for it").containsExactly("face=2");
    }

    private static Collection<String> keptTexts() {
        return services.classifier.kept.getOrDefault("anna", Map.of()).values();
    }
}
