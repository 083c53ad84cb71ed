package circumplex.gateway.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.Database;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.ExportUserDataRequest;
import circumplex.gateway.v1.ExportUserDataResponse;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.LogLines;
import circumplex.values.v1.ValueSetRef;
import com.google.common.util.concurrent.ListenableFuture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a person's data when the installation has changed, or the client that asked has gone. */
final class LeftoversOfUserDataTest {

    private static final String ID = "0b5f8c1e-6a58-4c7c-9d0a-000000000002";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aProfileOfAValueSetThatIsNotInstalledIsSentAsItIs(Engine engine) {
        Database database = Database.fresh(engine);
        try (FakeServices services = FakeServices.start(Map.of("datasources.default.url", database.url()))) {
            database.execute("insert into profile (tenant, user_id, value_set_id, weights, etag, updated_at)"
                    + " values ('default', 'anna', 'retired-2', 'old_value=0.5,other=-1.0', 'e1', timestamp '2026-01-02 03:04:05')");

            assertThat(services.userData().exportUserData(ExportUserDataRequest.newBuilder().setUserId("anna").build()))
                    .toIterable()
                    .singleElement()
                    .extracting(ExportUserDataResponse::getProfile)
                    .satisfies(profile -> {
                        assertThat(profile.getValueSet()).isEqualTo(ValueSetRef.newBuilder().setId("retired-2").build());
                        assertThat(profile.getWeightsMap()).isEqualTo(Map.of("old_value", 0.5, "other", -1.0));
                        assertThat(profile.getEtag()).isEqualTo("e1");
                        assertThat(profile.hasUpdateTime()).isTrue();
                    });
        }
    }

    @Test
    void anErasureWhoseClientIsGoneBlamesNoServiceAndIsFinishedByTheSameRequest() {
        try (FakeServices services = FakeServices.start();
                LogLines log = new LogLines()) {
            DeleteUserDataRequest request =
                    DeleteUserDataRequest.newBuilder().setRequestId(ID).setUserId("anna").build();
            services.personalizer.server.hang();
            ListenableFuture<?> answer =
                    UserDataServiceGrpc.newFutureStub(services.userData().getChannel()).deleteUserData(request);
            Eventually.holds("the personalizer is asked", () -> !services.personalizer.server.calls().isEmpty());

            assertThat(answer.cancel(true)).isTrue();

            Eventually.holds("the call ends", () -> log.has("DeleteUserData CANCELLED"));
            services.personalizer.server.release();
            assertThat(log.lines()).noneMatch(line -> line.contains("could not erase"));
            assertThat(services.classifier.server.calls()).as("nobody waits any more").isEmpty();
            services.personalizer.server.succeed();
            DeletionReceipt receipt = services.userData().deleteUserData(request).getReceipt();
            assertThat(receipt.getComplete()).isTrue();
        }
    }
}
