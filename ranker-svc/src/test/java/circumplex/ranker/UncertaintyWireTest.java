package circumplex.ranker;

import static circumplex.ranker.Requests.CARING;
import static circumplex.ranker.Requests.DOMINANCE;
import static circumplex.ranker.Requests.SET;
import static circumplex.ranker.Requests.post;
import static circumplex.ranker.Requests.request;
import static circumplex.ranker.Requests.scores;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rank intervals from message to message. */
class UncertaintyWireTest {

    private static final long SEED = 1_959;
    private static final int ROUNDS = 80;

    private final RankPosts rankPosts = new RankPosts();

    /** One pass places p1 first and then has to break the cap; the search finds p0 p2 p1. */
    @Test
    void certainScoresStandWhereTheyAreRankedWhereTheCapIsSearchedFor() {
        RankPostsResponse answer = rank(request()
                .putWeights(CARING, 1)
                .setUncertainty(UncertaintyOptions.newBuilder().setDraws(100))
                .setRules(RankingRules.newBuilder()
                        .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(2))
                        .setMaxDisplacement(1))
                .addPosts(certain("p0", 1, 2, "x"))
                .addPosts(certain("p1", 2, 3, "x"))
                .addPosts(certain("p2", 3, 1, "z"))
                .build());

        assertThat(answer.getRankedList()).extracting(RankedPost::getPostId).containsExactly("p0", "p2", "p1");
        assertCertain(answer, "");
    }

    @Test
    void certainScoresStandWhereTheyAreRankedUnderAllRules() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            RankPostsRequest.Builder request = request()
                    .putWeights(CARING, 1)
                    .setUncertainty(UncertaintyOptions.newBuilder().setDraws(100))
                    .setRules(RankingRules.newBuilder()
                            .setEngagementBlendMilli(random.nextInt(3) * 250)
                            .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(2 + random.nextInt(3)))
                            .setMaxDisplacement(1 + random.nextInt(4)));
            int posts = 3 + random.nextInt(20);
            for (int rank = 1; rank <= posts; rank++) {
                String author = "author " + random.nextInt(4);
                request.addPosts(
                        random.nextInt(6) > 0
                                ? certain("p" + rank, rank, random.nextInt(7), author)
                                : PostToRank.newBuilder().setPostId("p" + rank).setEngagementRank(rank).setAuthorKey(author));
            }
            assertCertain(rank(request.build()), "seed " + SEED + ", round " + round);
        }
    }

    /** What one value has too much the other has too much as well, and they weigh against each other. */
    @Test
    void errorsThatCancelMoveNothing() {
        UncertaintyOptions.Builder together = UncertaintyOptions.newBuilder().setDraws(100);
        for (int i = 0; i < SET.size() * SET.size(); i++) {
            together.addResidualCorrelation(1);
        }
        RankPostsRequest.Builder request = request().putWeights(CARING, 1).putWeights(DOMINANCE, -1);
        for (int rank = 1; rank <= 10; rank++) {
            request.addPosts(post("p" + rank, rank, rank * 3 % 7, 3).addScoreSe(scores(1, 1)));
        }

        assertCertain(rank(request.setUncertainty(together).build()), "");
        assertThat(rank(request.setUncertainty(together.clearResidualCorrelation()).build()).getRankedList())
                .anyMatch(post -> post.getRankInterval().getHigh() > post.getRankInterval().getLow());
    }

    @Test
    void drawsKeepToTheBoundTheCapAndTheBlend() {
        RankPostsRequest.Builder request =
                request().putWeights(CARING, 1).setUncertainty(UncertaintyOptions.newBuilder().setDraws(100));
        for (int rank = 1; rank <= 9; rank++) {
            request.addPosts(post("p" + rank, rank, 3, 0).addScoreSe(scores(3, 0)));
        }
        request.setRules(RankingRules.newBuilder().setMaxDisplacement(1));
        assertThat(rank(request.build()).getRankedList()).allSatisfy(post -> {
            assertThat(post.getRankInterval().getLow()).isGreaterThanOrEqualTo(post.getEngagementPlace() - 1);
            assertThat(post.getRankInterval().getHigh()).isLessThanOrEqualTo(post.getEngagementPlace() + 1);
        });

        request.setRules(RankingRules.newBuilder().setEngagementBlendMilli(1000));
        assertCertain(rank(request.build()), "all engagement");

        // Nothing but x y x keeps the cap.
        request.clearPosts()
                .setRules(RankingRules.newBuilder().setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(2)))
                .addPosts(post("x1", 1, 3, 0).addScoreSe(scores(3, 0)).setAuthorKey("x"))
                .addPosts(post("y", 2, 3, 0).addScoreSe(scores(3, 0)).setAuthorKey("y"))
                .addPosts(post("x2", 3, 3, 0).addScoreSe(scores(3, 0)).setAuthorKey("x"));
        RankedPost middle = rank(request.build()).getRanked(1);
        assertThat(middle.getPostId()).isEqualTo("y");
        assertThat(middle.getRankInterval().getLow()).isEqualTo(middle.getRankInterval().getHigh()).isEqualTo(2);
    }

    /** The first post by engagement is floored, so the others are numbered anew; each must keep its own error. */
    @Test
    void errorsStayWithTheirPostsBehindAFloor() {
        for (FloorAction action : List.of(FloorAction.FLOOR_ACTION_REMOVE, FloorAction.FLOOR_ACTION_SEND_TO_END)) {
            RankPostsResponse answer = rank(request()
                    .putWeights(CARING, 1)
                    .setUncertainty(UncertaintyOptions.newBuilder().setDraws(100))
                    .setRules(RankingRules.newBuilder()
                            .setFloor(FloorRules.newBuilder()
                                    .setAction(action)
                                    .addLimits(FloorLimit.newBuilder().setValueId(DOMINANCE).setAtMost(4))))
                    .addPosts(post("floored", 1, 6, 0).addScoreSe(scores(6, 0)).addBaseScores(scores(0, 6)))
                    .addPosts(certain("sure", 2, 6, "x").addBaseScores(scores(0, 0)))
                    .addPosts(post("b", 3, 2, 0).addScoreSe(scores(0.5f, 0)).addBaseScores(scores(0, 0)))
                    .addPosts(post("c", 4, 2, 0).addScoreSe(scores(0.5f, 0)).addBaseScores(scores(0, 0)))
                    .build());

            assertThat(answer.getRanked(0).getPostId()).isEqualTo("sure");
            assertThat(answer.getRanked(0).getRankInterval().getHigh()).as("%s", action).isEqualTo(1);
            for (int place = 1; place <= 2; place++) {
                assertThat(answer.getRanked(place).getRankInterval().getLow()).as("%s", action).isEqualTo(2);
                assertThat(answer.getRanked(place).getRankInterval().getHigh()).as("%s", action).isEqualTo(3);
            }
            assertThat(answer.getRankedList())
                    .filteredOn(post -> post.getPostId().equals("floored"))
                    .noneMatch(RankedPost::hasRankInterval);
        }
    }

    private static PostToRank.Builder certain(String id, int rank, float caring, String author) {
        return post(id, rank, caring, 0).setAuthorKey(author).addScoreSe(scores(0, 0));
    }

    private static void assertCertain(RankPostsResponse answer, String where) {
        assertThat(answer.getRankedList()).as(where).allSatisfy(post -> {
            assertThat(post.getRankInterval().getLow()).isEqualTo(post.getRank());
            assertThat(post.getRankInterval().getHigh()).isEqualTo(post.getRank());
        });
    }

    private RankPostsResponse rank(RankPostsRequest request) {
        RankerWire wire = RankerWire.read(request);
        return Answers.read(wire.answer(rankPosts.rank(wire.task())));
    }
}
