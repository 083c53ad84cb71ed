package circumplex.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.Profile;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.ProfileServiceGrpc.ProfileServiceBlockingStub;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.kit.testing.EarlierDatabase;
import circumplex.kit.testing.RunningService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions of the gateway stored is still there and means the same. */
final class SchemaUpgradeTest {

    private static final String ETAG = "b19dda08-b3fa-478d-884f-05ff9cd1ffe1";

    static List<EarlierDatabase> earlierDatabases() {
        return EarlierDatabase.of("gateway");
    }

    @ParameterizedTest
    @MethodSource("earlierDatabases")
    void keepsProfilesAnswersAndReceipts(EarlierDatabase database) {
        try (RunningService gateway = RunningService.start("gateway", Map.of("datasources.default.url", database.url()))) {
            ProfileServiceBlockingStub profiles = ProfileServiceGrpc.newBlockingStub(gateway.channel());

            Profile profile = profiles.getProfile(GetProfileRequest.newBuilder().setUserId("anna").build()).getProfile();
            assertThat(profile.getWeightsMap()).isEqualTo(Map.of("benevolence_caring", 1.0, "power_dominance", -0.5));
            assertThat(profile.getEtag()).isEqualTo(ETAG);

            assertThat(profiles.updateProfile(firstUpdate()).getProfile())
                    .as("a repetition of the write of then gets the answer of then")
                    .isEqualTo(profile);
            assertThat(profiles.updateProfile(firstUpdate().toBuilder()
                                    .setRequestId("6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0009")
                                    .setEtag(ETAG)
                                    .putWeights("face", 1)
                                    .build())
                            .getProfile()
                            .getWeightsMap())
                    .containsEntry("face", 1.0);

            DeletionReceipt receipt = UserDataServiceGrpc.newBlockingStub(gateway.channel())
                    .deleteUserData(DeleteUserDataRequest.newBuilder()
                            .setUserId("bert")
                            .setRequestId("6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0003")
                            .build())
                    .getReceipt();
            assertThat(receipt.getComplete()).as("nobody is asked again: there is no personalizer here").isTrue();
            assertThat(receipt.getCompleteTime().getSeconds()).isEqualTo(1_795_337_738L);
        }
    }

    private static UpdateProfileRequest firstUpdate() {
        return UpdateProfileRequest.newBuilder()
                .setUserId("anna")
                .setRequestId("6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0001")
                .setEtag("new")
                .putWeights("benevolence_caring", 1)
                .putWeights("power_dominance", -0.5)
                .build();
    }
}
