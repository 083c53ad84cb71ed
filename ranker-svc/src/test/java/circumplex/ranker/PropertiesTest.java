package circumplex.ranker;

import static circumplex.ranker.Requests.SET;
import static circumplex.ranker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.FloorAction;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RankingRules;
import circumplex.ranker.v1.UncertaintyOptions;
import circumplex.ranker.v1.UnscoredPlacement;
import circumplex.values.v1.ValueScores;
import circumplex.wire.InvalidField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every feed, from message to message, on seeded feeds with many ties. */
class PropertiesTest {

    private static final long SEED = 4_004;
    private static final int ROUNDS = 300;

    private final RankPosts rankPosts = new RankPosts();

    @Test
    void permutingTheInputChangesNothing() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            RankPostsRequest request =
                    judged(random, feed(random, 1 + random.nextInt(40), true).setRules(rules(random)).setExplain(true));
            List<PostToRank> posts = new ArrayList<>(request.getPostsList());
            Collections.shuffle(posts, random);
            assertThat(rank(request.toBuilder().clearPosts().addAllPosts(posts).build())).as(where(round)).isEqualTo(rank(request));
        }
    }

    @Test
    void scalingWeightsOnTheGridChangesNothing() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            RankPostsRequest.Builder request = feed(random, 1 + random.nextInt(40), true).setRules(rules(random)).clearWeights();
            int factor = 1 + random.nextInt(9);
            RankPostsRequest.Builder scaled = request.clone();
            for (int value = 0; value < SET.size(); value++) {
                int weight = random.nextInt(201) - 100;
                request.putWeights(SET.dimension(value).id(), weight / 1000.0);
                scaled.putWeights(SET.dimension(value).id(), weight * factor / 1000.0);
            }
            assertThat(ids(rank(scaled.build()))).as("%s, factor %d", where(round), factor).isEqualTo(ids(rank(request.build())));
        }
    }

    @Test
    void theTopKIsAPrefix() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            int posts = 1 + random.nextInt(40);
            RankPostsRequest.Builder request = feed(random, posts, true).setRules(rules(random));
            List<String> all = ids(rank(request.build()));
            int k = 1 + random.nextInt(posts + 2);
            List<String> prefix = all.subList(0, Math.min(k, all.size()));
            assertThat(ids(rank(request.setTopK(k).build()))).as("%s, k %d", where(round), k).isEqualTo(prefix);
            assertThat(ids(rank(request.setTopOnly(true).build()))).as("%s, only k %d", where(round), k).isEqualTo(prefix);
        }
    }

    @Test
    void allEngagementIsTheEngagementOrder() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            RankPostsRequest request = feed(random, 1 + random.nextInt(40), true)
                    .setUnscoredPlacement(UnscoredPlacement.UNSCORED_PLACEMENT_KEEP_ENGAGEMENT_SLOT)
                    .setRules(RankingRules.newBuilder().setEngagementBlendMilli(1000))
                    .build();
            assertThat(rank(request).getRankedList())
                    .as(where(round))
                    .isSortedAccordingTo((a, b) -> Integer.compare(a.getEngagementRank(), b.getEngagementRank()));
        }
    }

    /** Without a blend between the ends, without rules, and where every post is scored: unscored posts hold slots, not ranks. */
    @Test
    void removingAPostKeepsTheOrderOfTheOthers() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            int posts = 2 + random.nextInt(30);
            RankPostsRequest.Builder request = feed(random, posts, false)
                    .setRules(RankingRules.newBuilder().setEngagementBlendMilli(random.nextBoolean() ? 0 : 1000));
            List<String> before = new ArrayList<>(ids(rank(request.build())));
            int gone = random.nextInt(posts);
            before.remove(request.getPosts(gone).getPostId());
            assertThat(ids(rank(request.removePosts(gone).build()))).as(where(round)).isEqualTo(before);
        }
    }

    @Test
    void aBoundIsKeptAndTheFloorIsNotOverridden() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            int bound = random.nextInt(6);
            RankPostsRequest request = judged(random, feed(random, 1 + random.nextInt(40), true)
                    .setRules(rules(random).setFloor(floor(random)).setMaxDisplacement(bound)));
            int limited = SET.requirePosition("power_dominance");
            for (RankedPost post : rank(request).getRankedList()) {
                if (post.hasEngagementPlace()) {
                    assertThat(Math.abs(post.getRank() - post.getEngagementPlace())).as(where(round)).isLessThanOrEqualTo(bound);
                    PostToRank sent = request.getPostsList().stream()
                            .filter(one -> one.getPostId().equals(post.getPostId()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(sent.getBaseScoresCount() == 0 || sent.getBaseScores(0).getScores(limited) <= 4)
                            .as(where(round))
                            .isTrue();
                }
            }
        }
    }

    /** NaN is no score and no weight: it never gets as far as a comparison. */
    @Test
    void aNanCanNeverWin() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            RankPostsRequest.Builder request = feed(random, 5, false);
            int post = random.nextInt(5);
            int value = random.nextInt(SET.size());
            request.getPostsBuilder(post).getScoresBuilder(0).setScores(value, Float.NaN);
            assertThatThrownBy(() -> rank(request.build()))
                    .as(where(round))
                    .isInstanceOfSatisfying(InvalidField.class, invalid -> assertThat(invalid.path())
                            .isEqualTo("posts[" + post + "].scores[0].scores[" + value + "]"));
        }
        assertThatThrownBy(() -> rank(feed(random, 5, false).putWeights("hedonism", Double.NaN).build()))
                .isInstanceOf(InvalidField.class);
    }

    /** With ids of any script and length, unscored posts, and everything that a request can ask for. */
    @Test
    void anAnswerHasTheBytesThatItsMessagesWrite() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS / 4; round++) {
            RankPostsRequest.Builder request = feed(random, 1 + random.nextInt(40), true).setRules(rules(random)).setExplain(random.nextBoolean());
            for (PostToRank.Builder post : request.getPostsBuilderList()) {
                post.setPostId(post.getPostId() + "ü中🌳".repeat(random.nextInt(25)));
            }
            if (random.nextBoolean()) {
                request.setUncertainty(UncertaintyOptions.newBuilder().setDraws(100));
                request.getPostsBuilderList().stream().filter(post -> post.getScoresCount() > 0).forEach(post -> post.addScoreSe(scores(random)));
            }
            if (random.nextBoolean()) {
                request.setTopK(1 + random.nextInt(40));
            }
            // Which looks at the bytes.
            RankPostsResponse answer = rank(judged(random, request));
            assertThat(answer.getRankedCount() + answer.getRemovedCount()).as(where(round)).isEqualTo(request.getPostsCount());
        }
    }

    private RankPostsResponse rank(RankPostsRequest request) {
        RankerWire wire = RankerWire.read(request);
        return Answers.read(wire.answer(rankPosts.rank(wire.task())));
    }

    private static RankPostsRequest.Builder feed(Random random, int posts, boolean unscored) {
        RankPostsRequest.Builder request = request();
        for (int value = 0; value < 3; value++) {
            request.putWeights(SET.dimension(random.nextInt(SET.size())).id(), (random.nextInt(21) - 10) / 10.0);
        }
        for (int rank = 1; rank <= posts; rank++) {
            PostToRank.Builder post = PostToRank.newBuilder()
                    .setPostId("p" + rank)
                    .setEngagementRank(rank * 3)
                    .setAuthorKey(random.nextInt(4) == 0 ? "" : "author " + random.nextInt(6));
            if (!unscored || random.nextInt(6) > 0) {
                post.addScores(scores(random));
            }
            request.addPosts(post);
        }
        List<PostToRank> shuffled = new ArrayList<>(request.getPostsList());
        Collections.shuffle(shuffled, random);
        return request.clearPosts().addAllPosts(shuffled);
    }

    /** With base scores for most posts, where there is a floor to read them. */
    private static RankPostsRequest judged(Random random, RankPostsRequest.Builder request) {
        for (PostToRank.Builder post : request.getPostsBuilderList()) {
            if (request.getRules().hasFloor() && random.nextInt(6) > 0) {
                post.addBaseScores(scores(random));
            }
        }
        return request.build();
    }

    private static FloorRules.Builder floor(Random random) {
        return FloorRules.newBuilder()
                .setAction(random.nextBoolean() ? FloorAction.FLOOR_ACTION_REMOVE : FloorAction.FLOOR_ACTION_SEND_TO_END)
                .addLimits(FloorLimit.newBuilder().setValueId("power_dominance").setAtMost(4));
    }

    /** Rules of any kind. */
    private static RankingRules.Builder rules(Random random) {
        RankingRules.Builder rules = RankingRules.newBuilder().setEngagementBlendMilli(random.nextInt(5) * 250);
        if (random.nextBoolean()) {
            rules.setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(2 + random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            rules.setMaxDisplacement(random.nextInt(10));
        }
        if (random.nextBoolean()) {
            rules.setFloor(floor(random));
        }
        return rules;
    }

    private static ValueScores.Builder scores(Random random) {
        ValueScores.Builder scores = ValueScores.newBuilder();
        for (int value = 0; value < SET.size(); value++) {
            scores.addScores(random.nextInt(7));
        }
        return scores;
    }

    private static String where(int round) {
        return "seed " + SEED + ", round " + round;
    }

    private static List<String> ids(RankPostsResponse answer) {
        return answer.getRankedList().stream().map(RankedPost::getPostId).toList();
    }
}
