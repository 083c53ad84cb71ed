package circumplex.gateway;

import static circumplex.gateway.testing.Samples.SET;
import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.post;
import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.profile.Profile;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.RawCall;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.ExportUserDataRequest;
import circumplex.gateway.v1.FeedFloorLimit;
import circumplex.gateway.v1.FeedRules;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.ListPresetsRequest;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.kit.testing.Refused;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gateway refuses: status, reason, field path and rule. No other service hears of it. */
final class BadInputTest {

    private static final String ID = UUID.randomUUID().toString();
    private static final String SMILE = new String(Character.toChars(0x1F600));

    private static FakeServices services;

    @BeforeAll
    static void start() {
        services = FakeServices.start();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @BeforeEach
    void reset() {
        services.reset();
    }

    static Stream<Arguments> feeds() {
        return Stream.of(
                refused(feed().putWeights("benevolence_carring", 1), "weights[\"benevolence_carring\"]", "known_value"),
                refused(feed().putWeights("", 1), "weights[\"\"]", "known_value"),
                refused(feed().putWeights("x".repeat(129), 1), "weights[\"" + "x".repeat(129) + "\"]", "string.max_bytes"),
                refused(feed().putWeights("face", 1.2), "weights[\"face\"]", "double.gte_lte"),
                refused(feed().putWeights("face", -1.0001), "weights[\"face\"]", "double.gte_lte"),
                refused(feed().putWeights("face", Double.NaN), "weights[\"face\"]", "double.gte_lte"),
                refused(feed().putWeights("face", Double.NEGATIVE_INFINITY), "weights[\"face\"]", "double.gte_lte"),
                refused(feed().addPosts(post("b", "again")), "posts[4].post_id", "unique"),
                refused(feed().addPosts(post("", "x")), "posts[4].post_id", "string.min_len"),
                refused(feed().addPosts(post("é".repeat(129), "x")), "posts[4].post_id", "string.max_bytes"),
                refused(many(501), "posts", "repeated.max_items"),
                refused(feed().addPosts(post("e", "x".repeat(10_001))), "posts[4].text", "string.max_len"),
                refused(feed().addPosts(post("e", SMILE.repeat(10_001))), "posts[4].text", "string.max_len"),
                refused(feed().setTopK(0), "top_k", "uint32.gte_lte"),
                refused(feed().setTopK(501), "top_k", "uint32.gte_lte"),
                refused(feed().setUnscoredPlacementValue(9), "unscored_placement", "enum.defined_only"),
                refused(feed().addPosts(post("e", "x").toBuilder().setAuthorKey("x".repeat(257))), "posts[4].author_key", "string.max_bytes"),
                refused(ruled(rules -> rules.setEngagementBlendMilli(1001)), "rules.engagement_blend_milli", "uint32.lte"),
                refused(ruled(rules -> rules.setMaxDisplacement(10_001)), "rules.max_displacement", "uint32.lte"),
                refused(capped(0, 3), "rules.author_cap.max_posts", "uint32.gte_lte"),
                refused(capped(1, 10_001), "rules.author_cap.window", "uint32.gte_lte"),
                refused(capped(3, 2), "rules.author_cap", "contradiction"),
                refused(ruled(rules -> rules.getFloorBuilder()), "rules.floor.limits", "repeated.min_items"),
                refused(floored(limit("face").setAtMost(3), limit("fase").setAtMost(3)), "rules.floor.limits[1].value_id", "known_value"),
                refused(floored(limit("face").setAtMost(3), limit("face").setAtLeast(1)), "rules.floor.limits[1].value_id", "unique"),
                refused(floored(limit("").setAtMost(3)), "rules.floor.limits[0].value_id", "string.min_len"),
                refused(floored(limit("face")), "rules.floor.limits[0]", "required"),
                refused(floored(limit("face").setAtLeast(4).setAtMost(3)), "rules.floor.limits[0]", "contradiction"),
                refused(floored(limit("face").setAtMost(6.5f)), "rules.floor.limits[0].at_most", "float.gte_lte"),
                refused(floored(limit("face").setAtLeast(Float.NaN)), "rules.floor.limits[0].at_least", "float.gte_lte"),
                refused(ruled(rules -> rules.getFloorBuilder().addLimits(limit("face").setAtMost(3)).setActionValue(9)),
                        "rules.floor.action", "enum.defined_only"),
                refused(ruled(rules -> rules.getFloorBuilder().addLimits(limit("face").setAtMost(3)).setUnjudgedValue(9)),
                        "rules.floor.unjudged", "enum.defined_only"),
                refused(feed().setUserId("a\0b"), "user_id", "string.not_contains"),
                refused(feed().setUserId("é".repeat(64) + "x"), "user_id", "string.max_bytes"),
                refused(feed().clearWeights().setPresetId("x".repeat(65)), "preset_id", "string.max_bytes"),
                refused(feed().setValueSet(ValueSetRef.newBuilder().setId("Schwartz").setVersion(1).setSha256("0".repeat(64))),
                        "value_set.id", "string.pattern"));
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void aBadFeedIsRefused(RankFeedRequest request, String summary) {
        assertThat(Refused.by(() -> services.feeds().rankFeed(request)).summary()).isEqualTo(summary);
        assertThat(services.classifier.server.calls()).isEmpty();
    }

    @Test
    void anUnknownValueIsAnsweredWithTheNearestOne() throws Exception {
        Refused refused = Refused.by(() -> services.feeds().rankFeed(feed().putWeights("benevolence_carring", 1).build()));

        BadRequest bad = BadRequest.getDefaultInstance();
        for (com.google.protobuf.Any detail : refused.details().getDetailsList()) {
            bad = detail.is(BadRequest.class) ? detail.unpack(BadRequest.class) : bad;
        }
        assertThat(bad.getFieldViolations(0).getDescription()).contains("'benevolence_caring'");
    }

    @Test
    void tenThousandCodePointsAreWithinTheLimit() {
        RankFeedRequest request = feed().addPosts(post("e", SMILE.repeat(10_000))).build();

        assertThat(services.feeds().rankFeed(request).getRankedCount()).isEqualTo(5);
    }

    static Stream<Arguments> annotations() {
        PostAnnotation good = rated("a", "hedonism=1", Map.of("hedonism", 1));
        return Stream.of(
                refused(annotating("", good), "user_id", "string.min_len"),
                refused(annotating("a\0", good), "user_id", "string.not_contains"),
                refused(annotating("x".repeat(129), good), "user_id", "string.max_bytes"),
                refused(annotating("u", good).setRequestId("7"), "request_id", "string.uuid"),
                refused(annotating("u"), "posts", "repeated.min_items"),
                refused(annotating("u", Collections.nCopies(101, good).toArray(PostAnnotation[]::new)), "posts", "repeated.max_items"),
                refused(annotating("u", good, good), "posts[1].post_id", "unique"),
                refused(annotating("u", rated("", "x", Map.of("face", 1))), "posts[0].post_id", "string.min_len"),
                refused(annotating("u", good, rated("b", " \n", Map.of("face", 1))), "posts[1].text", "not_blank"),
                refused(annotating("u", rated("a", "", Map.of("face", 1))), "posts[0].text", "string.min_len"),
                refused(annotating("u", rated("a", "x".repeat(10_001), Map.of("face", 1))), "posts[0].text", "string.max_len"),
                refused(annotating("u", rated("a", "x", Map.of())), "posts[0]", "something_said"),
                refused(annotating("u", good, rated("b", "x", Map.of("face", 7))), "posts[1].ratings[\"face\"]", "uint32.lte"),
                refused(annotating("u", rated("b", "x", Map.of("face", -1))), "posts[0].ratings[\"face\"]", "uint32.lte"),
                refused(annotating("u", good, rated("b", "x", Map.of("Face", 1))), "posts[1].ratings[\"Face\"]", "known_value"));
    }

    @ParameterizedTest
    @MethodSource("annotations")
    void aBadAnnotationIsRefused(AnnotateRequest request, String summary) {
        assertThat(Refused.by(() -> services.calibration().annotate(request)).summary()).isEqualTo(summary);
        assertThat(services.classifier.server.calls()).isEmpty();
    }

    static Stream<Arguments> updates() {
        return Stream.of(
                refused(updating("u").setUserId(""), "user_id", "string.min_len"),
                refused(updating("a\0"), "user_id", "string.not_contains"),
                refused(updating("u").setRequestId("not a uuid"), "request_id", "string.uuid"),
                refused(updating("u").setEtag(""), "etag", "string.min_len"),
                refused(updating("u").setEtag("x".repeat(65)), "etag", "string.max_bytes"),
                refused(updating("u").putWeights("face", 2), "weights[\"face\"]", "double.gte_lte"),
                refused(updating("u").putWeights("face", Double.NaN), "weights[\"face\"]", "double.gte_lte"),
                refused(updating("u").putWeights("fase", 1), "weights[\"fase\"]", "known_value"));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void aBadUpdateIsRefusedAndChangesNothing(UpdateProfileRequest request, String summary) {
        assertThat(Refused.by(() -> services.profiles().updateProfile(request)).summary()).isEqualTo(summary);
        assertThat(services.profiles()
                        .getProfile(GetProfileRequest.newBuilder().setUserId("u").build())
                        .getProfile()
                        .getEtag())
                .isEqualTo(Profile.NEW);
    }

    @Test
    void theOtherCallsRefuseTheSameUserIds() {
        for (String user : List.of("", "x".repeat(129), "\0")) {
            String rule = user.isEmpty() ? "string.min_len" : user.length() > 128 ? "string.max_bytes" : "string.not_contains";
            String expected = Refused.invalid("user_id", rule);
            assertThat(Refused.by(() -> services.profiles()
                                    .getProfile(GetProfileRequest.newBuilder().setUserId(user).build()))
                            .summary())
                    .isEqualTo(expected);
            assertThat(Refused.by(() -> services.calibration()
                                    .getCalibration(GetCalibrationRequest.newBuilder().setUserId(user).build()))
                            .summary())
                    .isEqualTo(expected);
            assertThat(Refused.by(() -> services.userData()
                                    .exportUserData(ExportUserDataRequest.newBuilder().setUserId(user).build())
                                    .hasNext())
                            .summary())
                    .isEqualTo(expected);
            assertThat(Refused.by(() -> services.userData()
                                    .deleteUserData(DeleteUserDataRequest.newBuilder().setRequestId(ID).setUserId(user).build()))
                            .summary())
                    .isEqualTo(expected);
        }
    }

    @Test
    void otherFieldsOfOtherCalls() {
        assertThat(Refused.by(() -> services.feeds().explainPost(ExplainPostRequest.newBuilder().setPostId("a").build())).summary())
                .isEqualTo(Refused.invalid("ranking_id", "string.min_len"));
        assertThat(Refused.by(() -> services.feeds().explainPost(ExplainPostRequest.newBuilder().setRankingId("a").build())).summary())
                .isEqualTo(Refused.invalid("post_id", "string.min_len"));
        assertThat(Refused.by(() -> services.profiles().listPresets(ListPresetsRequest.newBuilder().setPageSize(101).build())).summary())
                .isEqualTo(Refused.invalid("page_size", "uint32.lte"));
        assertThat(Refused.by(() -> services.profiles().listPresets(ListPresetsRequest.newBuilder().setPageToken("x").build())).summary())
                .isEqualTo(Refused.invalid("page_token", "page_token"));
        assertThat(Refused.by(() -> services.userData()
                                .deleteUserData(DeleteUserDataRequest.newBuilder().setRequestId("1").setUserId("u").build()))
                        .summary())
                .isEqualTo(Refused.invalid("request_id", "string.uuid"));
    }

    @Test
    void aStaleValueSetReferenceIsAFailedPrecondition() {
        ValueSetRef stale = WireValueSets.ref(SET).toBuilder().setSha256("0".repeat(64)).build();
        ValueSetRef newer = WireValueSets.ref(SET).toBuilder().setVersion(2).build();
        for (ValueSetRef ref : List.of(stale, newer)) {
            List<Refused> refused = List.of(
                    Refused.by(() -> services.feeds().rankFeed(feed().setValueSet(ref).build())),
                    Refused.by(() -> services.calibration()
                            .annotate(annotating("u", rated("a", "x", Map.of("face", 1))).setValueSet(ref).build())),
                    Refused.by(() -> services.calibration()
                            .getCalibration(GetCalibrationRequest.newBuilder().setUserId("u").setValueSet(ref).build())),
                    Refused.by(() -> services.profiles()
                            .getProfile(GetProfileRequest.newBuilder().setUserId("u").setValueSet(ref).build())),
                    Refused.by(() -> services.profiles().updateProfile(updating("u").setValueSet(ref).build())));
            assertThat(refused).extracting(Refused::summary).containsOnly("FAILED_PRECONDITION VALUE_SET_MISMATCH");
            assertThat(refused).extracting(Refused::metadata).containsOnly(Map.of(
                    "value_set_id", SET.id(), "version", Integer.toString(SET.version()), "sha256", SET.sha256()));
        }
        assertThat(services.classifier.server.calls()).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() {
        byte[] notUtf8 = {(byte) 0xC3, (byte) 0x28};
        // The strings of both messages stand at field 1: user_id, and a post's id inside of posts.
        byte[] user = {0x0A, 2, notUtf8[0], notUtf8[1]};
        byte[] text = {0x2A, 4, 0x12, 2, notUtf8[0], notUtf8[1]};
        assertThat(ByteString.copyFrom(notUtf8).isValidUtf8()).isFalse();
        for (byte[] bytes : List.of(user, text, new byte[] {(byte) 0xFF})) {
            Refused refused = Refused.by(
                    () -> RawCall.send(services.gateway.channel(), "circumplex.gateway.v1.FeedService/RankFeed", bytes));
            assertThat(refused.summary()).isEqualTo("INVALID_ARGUMENT MALFORMED_MESSAGE");
        }
    }

    private static RankFeedRequest.Builder many(int posts) {
        RankFeedRequest.Builder feed = RankFeedRequest.newBuilder();
        IntStream.range(0, posts).forEach(i -> feed.addPosts(post("post " + i, "x")));
        return feed;
    }

    private static RankFeedRequest.Builder ruled(Consumer<FeedRules.Builder> rules) {
        RankFeedRequest.Builder feed = feed();
        rules.accept(feed.getRulesBuilder());
        return feed;
    }

    private static RankFeedRequest.Builder capped(int maxPosts, int window) {
        return ruled(rules -> rules.getAuthorCapBuilder().setMaxPosts(maxPosts).setWindow(window));
    }

    private static RankFeedRequest.Builder floored(FeedFloorLimit.Builder... limits) {
        return ruled(rules -> Stream.of(limits).forEach(rules.getFloorBuilder()::addLimits));
    }

    private static FeedFloorLimit.Builder limit(String value) {
        return FeedFloorLimit.newBuilder().setValueId(value);
    }

    private static AnnotateRequest.Builder annotating(String user, PostAnnotation... posts) {
        return AnnotateRequest.newBuilder().setRequestId(ID).setUserId(user).addAllPosts(List.of(posts));
    }

    private static UpdateProfileRequest.Builder updating(String user) {
        return UpdateProfileRequest.newBuilder().setRequestId(ID).setUserId(user).setEtag(Profile.NEW);
    }

    private static Arguments refused(Message.Builder request, String field, String rule) {
        return Arguments.of(request.build(), Refused.invalid(field, rule));
    }
}
