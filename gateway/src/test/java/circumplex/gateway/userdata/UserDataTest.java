package circumplex.gateway.userdata;

import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.profile.Profile;
import circumplex.gateway.testing.Database;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.AnnotationRecord;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.DeletedPart;
import circumplex.gateway.v1.DeletionReceipt;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.ExportUserDataRequest;
import circumplex.gateway.v1.ExportUserDataResponse;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.UserDataServiceGrpc;
import circumplex.kit.call.Caller;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept about a person is sent whole or not at all, and erased everywhere, if need be in several tries. */
final class UserDataTest {

    private static final String ID = "0b5f8c1e-6a58-4c7c-9d0a-000000000001";

    private final List<FakeServices> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(FakeServices::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anErasureTakesEverythingOfOnePersonAndGivesAReceipt(Engine engine) {
        FakeServices services = open(Database.fresh(engine));
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
        FakeServices services = open(Database.fresh(engine));

        DeletionReceipt receipt = delete(services, ID, "nobody");

        assertThat(receipt.getComplete()).isTrue();
        assertThat(receipt.getPartsList()).containsExactly(part("gateway", true, 0), part("personalizer-svc", true, 0), part("classifier-svc", true, 0));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSameRequestFinishesWhatAServiceThatWasDownLeft(Engine engine) {
        FakeServices services = open(Database.fresh(engine));
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
        FakeServices services = open(Database.fresh(engine));
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
        FakeServices services = open(database);
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
        FakeServices services = open(Database.fresh(engine));
        fill(services, "anna");
        DeletionReceipt finished = delete(services, ID, "anna");

        services.gateway.bean(DeletionStore.class).update(Caller.DEVELOPMENT_TENANT, ID, 0, true, 0, false, 0, false, null);

        assertThat(delete(services, ID, "anna")).isEqualTo(finished);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anIdOfAnotherPersonsErasureIsRefused(Engine engine) {
        FakeServices services = open(Database.fresh(engine));
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
        FakeServices services = open(database);
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

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anExportIsTheProfileThenTheAnnotations(Engine engine) {
        FakeServices services = open(Database.fresh(engine));
        fill(services, "anna");
        fill(services, "berta");

        List<ExportUserDataResponse> records = export(services, "anna");

        assertThat(records).hasSize(5);
        assertThat(records.get(0).getProfile().getUserId()).isEqualTo("anna");
        assertThat(records.get(0).getProfile().getWeightsMap()).isEqualTo(Map.of("face", 0.5));
        assertThat(records.get(1).getAnnotation())
                .isEqualTo(AnnotationRecord.newBuilder()
                        .setContentKey(Samples.key("@a @b hedonism=1"))
                        .setValueSet(WireValueSets.ref(Samples.SET))
                        .putRatings("hedonism", 6)
                        .putRatings("face", 0)
                        .addBaseScores(base("a", "hedonism=1"))
                        .addBaseScores(base("b", "hedonism=1"))
                        .setAnnotateTime(Timestamp.newBuilder().setSeconds(1).setNanos(5_000_000))
                        .build());
        assertThat(records.get(2).getAnnotation().getContentKey()).isEqualTo(Samples.key("face=1"));
        assertThat(records.subList(3, 5))
                .extracting(record -> record.getText().getText())
                .containsExactlyInAnyOrder("@a @b hedonism=1", "face=1");
        assertThat(records.get(3).getText().getContentKey()).isEqualTo(Samples.key(records.get(3).getText().getText()));
        assertThat(export(services, "nobody")).isEmpty();
    }

    /** Also scores of more than two scorers, which come together over time. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAnnotationOfAValueSetThatIsNotInstalledIsSentAsItIs(Engine engine) {
        FakeServices services = open(Database.fresh(engine));
        services.personalizer.keep("anna", circumplex.personalizer.v1.ExportUserDataResponse.newBuilder()
                .setAnnotation(circumplex.personalizer.v1.Annotation.newBuilder()
                        .setContentKey("0".repeat(64))
                        .putRatings("retired_value", 4)
                        .addBaseScores(twoScores("a"))
                        .addBaseScores(twoScores("b"))
                        .addBaseScores(twoScores("c")))
                .setValueSet(ValueSetRef.newBuilder().setId("retired-2").setVersion(3).setSha256("1".repeat(64)))
                .setAnnotateTime(Timestamp.newBuilder().setSeconds(7))
                .build());

        assertThat(export(services, "anna"))
                .singleElement()
                .extracting(ExportUserDataResponse::getAnnotation)
                .isEqualTo(AnnotationRecord.newBuilder()
                        .setContentKey("0".repeat(64))
                        .setValueSet(ValueSetRef.newBuilder().setId("retired-2").setVersion(3).setSha256("1".repeat(64)))
                        .putRatings("retired_value", 4)
                        .addBaseScores(twoScores("a"))
                        .addBaseScores(twoScores("b"))
                        .addBaseScores(twoScores("c"))
                        .setAnnotateTime(Timestamp.newBuilder().setSeconds(7))
                        .build());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anExportThatCannotBeWholeFails(Engine engine) {
        FakeServices services = open(Database.fresh(engine));
        fill(services, "anna");

        services.personalizer.server.fail(Code.UNAVAILABLE);
        List<ExportUserDataResponse> sent = new ArrayList<>();
        Refused refused = Refused.by(() -> exportRequest(services, "anna").forEachRemaining(sent::add));
        assertThat(refused.summary()).isEqualTo("UNAVAILABLE UNAVAILABLE");
        assertThat(refused.metadata()).isEqualTo(Map.of("service", "personalizer-svc"));
        assertThat(refused.retry()).isPresent();
        assertThat(sent).as("asked before anything is sent").isEmpty();

        services.personalizer.server.succeed();
        services.personalizer.exportBreaksAfter = 1;
        assertThat(Refused.by(() -> exportRequest(services, "anna").forEachRemaining(sent::add)).summary())
                .isEqualTo("UNAVAILABLE UNAVAILABLE");
        assertThat(sent).as("a profile and an annotation, then the failure").hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLongExportComesWholeAndInOrder(Engine engine) {
        FakeServices services = open(Database.fresh(engine));
        for (int call = 0; call < 10; call++) {
            AnnotateRequest.Builder request = AnnotateRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setUserId("anna");
            int from = 100 * call;
            IntStream.range(from, from + 100).forEach(i -> request.addPosts(rated("p" + i, "post " + i, Map.of("face", 1))));
            services.calibration().annotate(request.build());
        }

        assertThat(export(services, "anna"))
                .filteredOn(ExportUserDataResponse::hasAnnotation)
                .extracting(record -> record.getAnnotation().getContentKey())
                .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> Samples.key("post " + i)).toList());
    }

    private FakeServices open(Database database) {
        FakeServices services = FakeServices.start(Map.of("datasources.default.url", database.url()));
        running.add(services);
        return services;
    }

    /** A profile, two annotations and a ranking, whose id this returns. */
    private static String fill(FakeServices services, String user) {
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

    private static boolean isExplained(FakeServices services, String rankingId) {
        ExplainPostRequest request =
                ExplainPostRequest.newBuilder().setRankingId(rankingId).setPostId("a").build();
        try {
            return services.feeds().explainPost(request).getRankingSize() > 0;
        } catch (io.grpc.StatusRuntimeException e) {
            assertThat(Refused.of(e).summary()).isEqualTo("NOT_FOUND NOT_FOUND");
            return false;
        }
    }

    private static DeletionReceipt delete(FakeServices services, String requestId, String user) {
        return services.userData()
                .deleteUserData(DeleteUserDataRequest.newBuilder()
                        .setRequestId(requestId)
                        .setUserId(user)
                        .build())
                .getReceipt();
    }

    private static java.util.Iterator<ExportUserDataResponse> exportRequest(FakeServices services, String user) {
        return services.userData()
                .exportUserData(ExportUserDataRequest.newBuilder().setUserId(user).build());
    }

    private static List<ExportUserDataResponse> export(FakeServices services, String user) {
        List<ExportUserDataResponse> records = new ArrayList<>();
        exportRequest(services, user).forEachRemaining(records::add);
        return records;
    }

    private static DeletedPart part(String service, boolean done, int records) {
        return DeletedPart.newBuilder().setService(service).setDone(done).setRecordsDeleted(records).build();
    }

    private static BaseScores twoScores(String scorer) {
        return BaseScores.newBuilder()
                .setScorerId(scorer)
                .setValues(ValueScores.newBuilder().addScores(1.5f).addScores(6))
                .build();
    }

    private static BaseScores base(String scorer, String text) {
        return BaseScores.newBuilder().setScorerId(scorer).setValues(Samples.scores(text)).build();
    }
}
