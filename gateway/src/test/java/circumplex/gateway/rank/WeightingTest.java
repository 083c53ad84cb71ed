package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.feed;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.profile.Profile;
import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.WeightSource;
import circumplex.kit.testing.Refused;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By whose weights a feed is ranked: the request's, else the preset's, else the profile's, else nobody's. */
final class WeightingTest {

    private static FakeServices services;

    @BeforeAll
    static void start() {
        services = FakeServices.start();
        services.profiles()
                .updateProfile(UpdateProfileRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId("anna")
                        .putWeights("hedonism", -1)
                        .setEtag(Profile.NEW)
                        .build());
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @BeforeEach
    void reset() {
        services.reset();
    }

    @Test
    void theRequestsOwnWeightsComeFirst() {
        RankFeedResponse answer = rank(feed().setUserId("anna").putWeights("face", 0.1234));

        assertWeights(answer, WeightSource.WEIGHT_SOURCE_REQUEST, Map.of("hedonism", 1.0, "face", 0.123));
        assertThat(Answer.of(answer).order()).isEqualTo("a d c b");
    }

    @Test
    void weightsOfZeroAreWeights() {
        RankFeedResponse answer = rank(feed().setUserId("anna").putWeights("hedonism", 0));

        assertWeights(answer, WeightSource.WEIGHT_SOURCE_REQUEST, Map.of());
        assertThat(Answer.of(answer).order()).isEqualTo("a b c d");
    }

    @Test
    void aPresetComesBeforeTheProfile() {
        RankFeedResponse answer = rank(feed().clearWeights().setUserId("anna").setPresetId("ambition"));

        assertWeights(
                answer,
                WeightSource.WEIGHT_SOURCE_PRESET,
                Map.of("achievement", 1.0, "self_direction_action", 0.5, "power_resources", 0.5, "face", 0.3, "humility", -0.3));
    }

    @Test
    void theProfileDecidesForItsPerson() {
        RankFeedResponse answer = rank(feed().clearWeights().setUserId("anna"));

        assertWeights(answer, WeightSource.WEIGHT_SOURCE_PROFILE, Map.of("hedonism", -1.0));
        assertThat(Answer.of(answer).order()).isEqualTo("b d c a");
    }

    @Test
    void withoutAnyTheFeedKeepsItsEngagementOrder() {
        for (String user : new String[] {"", "berta"}) {
            services.reset();
            RankFeedResponse answer = rank(feed().clearWeights().setUserId(user));

            assertWeights(answer, WeightSource.WEIGHT_SOURCE_NONE, Map.of());
            assertThat(Answer.of(answer).order()).isEqualTo("a b c d");
            assertThat(answer.getCoverage()).isEqualTo(1);
        }
    }

    @Test
    void weightsAndAPresetTogetherAreRefused() {
        Refused refused = Refused.by(() -> rank(feed().setPresetId("ambition")));

        assertThat(refused.summary()).isEqualTo(Refused.invalid("", "one_weighting"));
    }

    @Test
    void anUnknownPresetIsNotFound() {
        Refused refused = Refused.by(() -> rank(feed().clearWeights().setPresetId("Ambition")));

        assertThat(refused.summary()).isEqualTo("NOT_FOUND NOT_FOUND");
        assertThat(refused.metadata()).containsEntry("resource", "preset");
        assertThat(services.classifier.server.calls()).isEmpty();
    }

    private static void assertWeights(RankFeedResponse answer, WeightSource source, Map<String, Double> weights) {
        assertThat(answer.getWeightSource()).isEqualTo(source);
        assertThat(answer.getWeightsMap()).isEqualTo(weights);
        assertThat(((circumplex.ranker.v1.RankPostsRequest) services.ranker.server.onlyCall().request()).getWeightsMap())
                .isEqualTo(weights);
    }

    private static RankFeedResponse rank(RankFeedRequest.Builder request) {
        return services.feeds().rankFeed(request.build());
    }
}
