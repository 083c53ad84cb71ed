package circumplex.gateway.userdata;

import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.profile.Profile;
import circumplex.gateway.testing.Database;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.DeletedPart;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.ExportUserDataRequest;
import circumplex.gateway.v1.ExportUserDataResponse;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.kit.testing.Refused;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gateways between fakes, what is kept there of a person, and calls about it; closed after each test. */
final class UserDataCalls implements AfterEachCallback {

    static final String ID = "0b5f8c1e-6a58-4c7c-9d0a-000000000001";

    private final List<FakeServices> running = new ArrayList<>();

    @Override
    public void afterEach(ExtensionContext context) {
        running.forEach(FakeServices::close);
    }

    FakeServices open(Database database) {
        FakeServices services = FakeServices.start(Map.of("datasources.default.url", database.url()));
        running.add(services);
        return services;
    }

    /** A profile, two annotations and a ranking, whose id this returns. */
    static String fill(FakeServices services, String user) {
        services.profiles()
                .updateProfile(UpdateProfileRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId(user)
                        .putWeights("face", 0.5)
                        .setEtag(Profile.NEW)
                        .build());
        services.calibration()
                .annotate(AnnotateRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId(user)
                        .addPosts(rated("a", "@a @b hedonism=1", Map.of("hedonism", 6, "face", 0)))
                        .addPosts(rated("b", "face=1", Map.of("face", 3)))
                        .build());
        return services.feeds().rankFeed(feed().setUserId(user).build()).getRankingId();
    }

    static boolean isExplained(FakeServices services, String rankingId) {
        ExplainPostRequest request =
                ExplainPostRequest.newBuilder().setRankingId(rankingId).setPostId("a").build();
        try {
            return services.feeds().explainPost(request).getRankingSize() > 0;
        } catch (io.grpc.StatusRuntimeException e) {
            assertThat(Refused.of(e).summary()).isEqualTo("NOT_FOUND NOT_FOUND");
            return false;
        }
    }

    static DeletionReceipt delete(FakeServices services, String requestId, String user) {
        return services.userData()
                .deleteUserData(DeleteUserDataRequest.newBuilder()
                        .setRequestId(requestId)
                        .setUserId(user)
                        .build())
                .getReceipt();
    }

    static java.util.Iterator<ExportUserDataResponse> exportRequest(FakeServices services, String user) {
        return services.userData()
                .exportUserData(ExportUserDataRequest.newBuilder().setUserId(user).build());
    }

    static List<ExportUserDataResponse> export(FakeServices services, String user) {
        List<ExportUserDataResponse> records = new ArrayList<>();
        exportRequest(services, user).forEachRemaining(records::add);
        return records;
    }

    static DeletedPart part(String service, boolean done, int records) {
        return DeletedPart.newBuilder().setService(service).setDone(done).setRecordsDeleted(records).build();
    }

    static BaseScores twoScores(String scorer) {
        return BaseScores.newBuilder()
                .setScorerId(scorer)
                .setValues(ValueScores.newBuilder().addScores(1.5f).addScores(6))
                .build();
    }

    static BaseScores base(String scorer, String text) {
        return BaseScores.newBuilder().setScorerId(scorer).setValues(Samples.scores(text)).build();
    }
}
