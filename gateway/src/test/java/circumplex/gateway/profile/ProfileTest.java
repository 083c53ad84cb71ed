package circumplex.gateway.profile;

import static circumplex.gateway.testing.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.Database;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.Profile;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.ProfileServiceGrpc.ProfileServiceBlockingStub;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.UpdateProfileResponse;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.wire.WireValueSets;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles through the wire, on both engines. */
final class ProfileTest {

    private static final int THREADS = 32;

    private final List<RunningService> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(RunningService::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aProfileIsCreatedReadAndReplaced(Engine engine) {
        RunningService gateway = open(engine.freshUrl());

        assertThat(get(gateway, "anna"))
                .isEqualTo(Profile.newBuilder()
                        .setUserId("anna")
                        .setValueSet(WireValueSets.ref(SET))
                        .setEtag("new")
                        .build());

        Profile created = update(gateway, request("anna", "new").putWeights("hedonism", 1).putWeights("face", -0.5));
        assertThat(created.getWeightsMap()).isEqualTo(Map.of("hedonism", 1.0, "face", -0.5));
        assertThat(created.getEtag()).isNotEmpty().isNotEqualTo("new");
        assertThat(created.hasUpdateTime()).isTrue();
        assertThat(created.getValueSet()).isEqualTo(WireValueSets.ref(SET));
        assertThat(get(gateway, "anna")).isEqualTo(created);

        Profile replaced = update(gateway, request("anna", created.getEtag()).putWeights("face", 0.25));
        assertThat(replaced.getWeightsMap()).as("all earlier weights are gone").isEqualTo(Map.of("face", 0.25));
        assertThat(replaced.getEtag()).isNotEqualTo(created.getEtag());
        assertThat(get(gateway, "anna")).isEqualTo(replaced);

        Profile emptied = update(gateway, request("anna", replaced.getEtag()));
        assertThat(emptied.getWeightsMap()).isEmpty();
        assertThat(get(gateway, "anna")).isEqualTo(emptied);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStaleEtagIsAbortedWithTheStoredOne(Engine engine) {
        RunningService gateway = open(engine.freshUrl());
        assertAborted(gateway, request("anna", "0"), "new");
        String first = update(gateway, request("anna", "new")).getEtag();
        assertAborted(gateway, request("anna", "new").putWeights("face", 1), first);
        String second = update(gateway, request("anna", first).putWeights("face", 0.5)).getEtag();
        assertAborted(gateway, request("anna", first).putWeights("face", 1), second);

        assertThat(get(gateway, "anna").getWeightsMap()).isEqualTo(Map.of("face", 0.5));
        assertThat(get(gateway, "Anna").getEtag()).as("another person").isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRefusedUpdateLeavesItsRequestIdFree(Engine engine) {
        RunningService gateway = open(engine.freshUrl());
        UpdateProfileRequest.Builder request = request("anna", "0").putWeights("face", 1);
        assertAborted(gateway, request, "new");

        assertThat(update(gateway, request.setEtag("new")).getWeightsMap()).isEqualTo(Map.of("face", 1.0));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theSameRequestAgainHasTheSameAnswerAndNoFurtherEffect(Engine engine) {
        RunningService gateway = open(engine.freshUrl());
        UpdateProfileRequest.Builder request = request("anna", "new").putWeights("face", 0.12345);
        Profile first = update(gateway, request);
        Profile later = update(gateway, request("anna", first.getEtag()).putWeights("face", 1));

        assertThat(update(gateway, request)).isEqualTo(first);
        assertThat(get(gateway, "anna")).isEqualTo(later);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anotherRequestUnderAUsedIdIsRefused(Engine engine) {
        RunningService gateway = open(engine.freshUrl());
        UpdateProfileRequest.Builder request = request("anna", "new").putWeights("face", 0.5);
        Profile first = update(gateway, request);

        for (UpdateProfileRequest.Builder other :
                List.of(request.clone().putWeights("face", 1), request.clone().setUserId("berta"))) {
            assertThat(Refused.by(() -> update(gateway, other)).summary()).isEqualTo("INVALID_ARGUMENT REQUEST_ID_REUSED");
        }
        assertThat(get(gateway, "anna")).isEqualTo(first);
        assertThat(get(gateway, "berta").getEtag()).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void weightsAreKeptInThousandths(Engine engine) {
        RunningService gateway = open(engine.freshUrl());

        Profile stored = update(
                gateway,
                request("anna", "new")
                        .putWeights("face", 0.12345)
                        .putWeights("hedonism", -0.9996)
                        .putWeights("humility", 0.0004)
                        .putWeights("tradition", -0.0));

        assertThat(stored.getWeightsMap()).isEqualTo(Map.of("face", 0.123, "hedonism", -1.0));
        assertThat(get(gateway, "anna").getWeightsMap()).isEqualTo(stored.getWeightsMap());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofManyUpdatesOfOneVersionExactlyOneWins(Engine engine) throws Exception {
        RunningService gateway = open(engine.freshUrl());
        String etag = "new";
        for (int round = 0; round < 3; round++) {
            String read = etag;
            CyclicBarrier together = new CyclicBarrier(THREADS);
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                double weight = (i + 1) / 1000.0;
                tasks.add(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    try {
                        return "won " + update(gateway, request("anna", read).putWeights("face", weight)).getEtag();
                    } catch (StatusRuntimeException e) {
                        Refused refused = Refused.of(e);
                        return refused.summary() + " " + refused.metadata().get("etag");
                    }
                });
            }

            Set<String> answers = new HashSet<>(all(tasks));

            etag = get(gateway, "anna").getEtag();
            assertThat(answers).containsExactlyInAnyOrder("won " + etag, "ABORTED ETAG_MISMATCH " + etag);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theRecordOfARequestKeepsNothingOfThePerson(Engine engine) {
        Database database = Database.fresh(engine);
        RunningService gateway = open(database.url());
        Profile stored = update(gateway, request("canary", "new").putWeights("hedonism", 0.321));

        List<String> rows = database.rows("idempotency");
        assertThat(rows).hasSize(1);
        String answer = rows.get(0).replaceFirst(".*answer=(\\S+).*", "$1");
        ByteString decoded = ByteString.copyFrom(Base64.getDecoder().decode(answer));
        assertThat(decoded.toStringUtf8()).contains(stored.getEtag());
        assertThat(rows.get(0) + decoded.toStringUtf8()).doesNotContain("canary", "hedonism", "0.321");
        assertThat(database.rows("profile")).singleElement().asString().contains("canary", "hedonism=0.321");
    }

    @Test
    void aProfileOutlivesTheProcess(@TempDir Path folder) {
        String url = RunningService.fileUrl(folder);
        UpdateProfileRequest.Builder request = request("anna", "new").putWeights("face", 0.5);
        Profile stored;
        try (RunningService gateway = RunningService.start("gateway", Map.of("datasources.default.url", url))) {
            stored = update(gateway, request);
        }

        RunningService again = open(url);
        assertThat(get(again, "anna")).isEqualTo(stored);
        assertThat(update(again, request)).as("the request id is remembered too").isEqualTo(stored);
    }

    private RunningService open(String url) {
        RunningService gateway = RunningService.start("gateway", Map.of("datasources.default.url", url));
        running.add(gateway);
        return gateway;
    }

    private static void assertAborted(RunningService gateway, UpdateProfileRequest.Builder request, String storedEtag) {
        Refused refused = Refused.by(() -> update(gateway, request));
        assertThat(refused.summary()).isEqualTo("ABORTED ETAG_MISMATCH");
        assertThat(refused.metadata()).isEqualTo(Map.of("etag", storedEtag));
    }

    private static UpdateProfileRequest.Builder request(String user, String etag) {
        return UpdateProfileRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setEtag(etag);
    }

    private static Profile get(RunningService gateway, String user) {
        return stub(gateway).getProfile(GetProfileRequest.newBuilder().setUserId(user).build()).getProfile();
    }

    private static Profile update(RunningService gateway, UpdateProfileRequest.Builder request) {
        UpdateProfileResponse response = stub(gateway).updateProfile(request.build());
        return response.getProfile();
    }

    private static ProfileServiceBlockingStub stub(RunningService gateway) {
        return ProfileServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
