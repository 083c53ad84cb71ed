package circumplex.gateway.userdata;

import static circumplex.gateway.userdata.UserDataCalls.ID;
import static circumplex.gateway.userdata.UserDataCalls.delete;
import static circumplex.gateway.userdata.UserDataCalls.export;
import static circumplex.gateway.userdata.UserDataCalls.fill;
import static circumplex.gateway.userdata.UserDataCalls.isExplained;
import static circumplex.gateway.userdata.UserDataCalls.part;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.Database;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.kit.call.Caller;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept about a person is sent whole or not at all, and erased everywhere, if need be in several tries. */
final class UserDataTest {

    @RegisterExtension
    final UserDataCalls calls = new UserDataCalls();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anErasureTakesEverythingOfOnePersonAndGivesAReceipt(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        String annas = fill(services, "anna");
        String bertas = fill(services, "berta");

        DeletionReceipt receipt = delete(services, ID, "anna");

        assertThat(receipt.getId()).isEqualTo(ID);
        assertThat(receipt.getComplete()).isTrue();
        assertThat(receipt.hasCompleteTime()).isTrue();
        assertThat(receipt.getPartsList()).as("a profile and a ranking, two annotations")
                .containsExactly(part("gateway", true, 2), part("personalizer-svc", true, 2), part("classifier-svc", true, 2));
        assertThat(export(services, "anna")).isEmpty();
        assertThat(isExplained(services, annas)).isFalse();
        assertThat(export(services, "berta")).hasSize(5);
        assertThat(isExplained(services, bertas)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void erasingNothingIsDone(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));

        DeletionReceipt receipt = delete(services, ID, "nobody");

        assertThat(receipt.getComplete()).isTrue();
        assertThat(receipt.getPartsList()).containsExactly(part("gateway", true, 0), part("personalizer-svc", true, 0), part("classifier-svc", true, 0));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSameRequestFinishesWhatAServiceThatWasDownLeft(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        fill(services, "anna");
        services.personalizer.server.fail(Code.UNAVAILABLE);

        DeletionReceipt first = delete(services, ID, "anna");
        assertThat(first.getComplete()).isFalse();
        assertThat(first.hasCompleteTime()).isFalse();
        assertThat(first.getPartsList()).containsExactly(part("gateway", true, 2), part("personalizer-svc", false, 0), part("classifier-svc", true, 2));
        assertThat(delete(services, ID, "anna")).as("still down").isEqualTo(first);

        services.personalizer.server.succeed();
        DeletionReceipt second = delete(services, ID.toUpperCase(Locale.ROOT), "anna");
        assertThat(second.getId()).isEqualTo(ID);
        assertThat(second.getComplete()).isTrue();
        assertThat(second.getPartsList()).containsExactly(part("gateway", true, 2), part("personalizer-svc", true, 2), part("classifier-svc", true, 2));

        fill(services, "anna");
        assertThat(delete(services, ID, "anna")).as("the receipt of a finished erasure").isEqualTo(second);
        assertThat(export(services, "anna")).as("what came after it needs another erasure").hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatOnlyAnOperatorCanMendFailsAndTheSameRequestGoesOnAfterwards(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        fill(services, "anna");

        services.personalizer.server.fail(Code.UNIMPLEMENTED);
        Refused broken = Refused.by(() -> delete(services, ID, "anna"));
        assertThat(broken.summary()).isEqualTo("FAILED_PRECONDITION BROKEN_CONTRACT");
        assertThat(broken.metadata()).isEqualTo(Map.of("service", "personalizer-svc", "reason", "UNIMPLEMENTED"));
        services.personalizer.server.refuse(Code.RESOURCE_EXHAUSTED, "STORAGE_FULL", Map.of());
        assertThat(Refused.by(() -> delete(services, ID, "anna")).summary()).isEqualTo("RESOURCE_EXHAUSTED STORAGE_FULL");

        services.personalizer.server.succeed();
        DeletionReceipt receipt = delete(services, ID, "anna");
        assertThat(receipt.getComplete()).isTrue();
        assertThat(receipt.getPartsList()).as("what the first try erased is in the receipt")
                .containsExactly(part("gateway", true, 2), part("personalizer-svc", true, 2), part("classifier-svc", true, 2));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServiceThatHangsDoesNotPreventTheReceipt(Engine engine) throws Exception {
        Database database = Database.fresh(engine);
        FakeServices services = calls.open(database);
        fill(services, "anna");
        services.personalizer.server.hang();

        var answer = UserDataServiceGrpc.newFutureStub(services.gateway.channel())
                .withDeadlineAfter(4, TimeUnit.SECONDS)
                .deleteUserData(DeleteUserDataRequest.newBuilder().setRequestId(ID).setUserId("anna").build());
        Eventually.holds(
                "the personalizer is asked",
                () -> services.personalizer.server.calls().stream().anyMatch(call -> call.method().equals("DeleteUserData")));
        assertThat(database.rows("deletion")).as("what is done is written down before").singleElement().asString()
                .containsPattern("gateway_done=(t|TRUE)");

        DeletionReceipt receipt = answer.get().getReceipt();
        assertThat(receipt.getPartsList()).containsExactly(part("gateway", true, 2), part("personalizer-svc", false, 0), part("classifier-svc", true, 2));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTryThatIsLateDoesNotReopenAFinishedErasure(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        fill(services, "anna");
        DeletionReceipt finished = delete(services, ID, "anna");

        services.gateway.bean(DeletionStore.class).update(Caller.DEVELOPMENT_TENANT, ID, 0, true, 0, false, 0, false, null);

        assertThat(delete(services, ID, "anna")).isEqualTo(finished);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anIdOfAnotherPersonsErasureIsRefused(Engine engine) {
        FakeServices services = calls.open(Database.fresh(engine));
        fill(services, "berta");
        delete(services, ID, "anna");

        Refused refused = Refused.by(() -> delete(services, ID, "berta"));

        assertThat(refused.summary()).isEqualTo("INVALID_ARGUMENT REQUEST_ID_REUSED");
        assertThat(export(services, "berta")).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theRecordOfAnErasureDoesNotNameThePerson(Engine engine) {
        Database database = Database.fresh(engine);
        FakeServices services = calls.open(database);
        fill(services, "canary");
        delete(services, ID, "canary");
        delete(services, UUID.randomUUID().toString(), "canary");

        List<String> rows = database.rows("deletion");
        assertThat(rows).hasSize(2).noneMatch(row -> row.contains("canary"));
        assertThat(rows.stream().map(row -> row.replaceFirst(".*user_digest=(\\S+).*", "$1")))
                .as("two erasures of one person cannot be told to be of one")
                .doesNotHaveDuplicates();
        assertThat(database.rows("profile")).isEmpty();
    }
}
