package circumplex.ranker;

import static circumplex.ranker.Requests.CARING;
import static circumplex.ranker.Requests.SET;
import static circumplex.ranker.Requests.post;
import static circumplex.ranker.Requests.request;
import static circumplex.ranker.Requests.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.CandidateWeights;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankingRules;
import circumplex.ranker.v1.UncertaintyOptions;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What one request can cost: the largest feeds with the rules that cost most. */
class WorkTest {

    private static final long SEED = 2_020;
    private static final int MOST_POSTS = 10_000;

    /** Looking through a window for every waiting post at every place would take minutes. */
    private static final Duration PLENTY = Duration.ofSeconds(30);

    private static final RankingRules CAPPED = RankingRules.newBuilder()
            .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(MOST_POSTS))
            .build();

    private final RankPosts rankPosts = new RankPosts();

    /** Every author has one post with scores, and one without that keeps its slot further down. */
    @Test
    void aCapAroundPostsThatKeepTheirSlotIsNoLongWork() {
        RankPostsRequest.Builder request = request().putWeights(CARING, 1).setRules(CAPPED);
        for (int rank = 1; rank <= MOST_POSTS; rank++) {
            String author = "a" + rank % (MOST_POSTS / 2);
            request.addPosts(
                    rank <= MOST_POSTS / 2
                            ? post("p" + rank, rank, rank % 7, 0).setAuthorKey(author)
                            : PostToRank.newBuilder().setPostId("p" + rank).setEngagementRank(rank).setAuthorKey(author));
        }
        assertThat(ranked(request.build()).getRankedCount()).isEqualTo(MOST_POSTS);
    }

    @Test
    void neitherIsAnyOtherCapOfManyAuthorsAndABound() {
        Random random = new Random(SEED);
        for (int authors : new int[] {1, 3, 100, 5_000}) {
            RankPostsRequest.Builder request = request()
                    .putWeights(CARING, 1)
                    .setRules(RankingRules.newBuilder()
                            .setMaxDisplacement(4_000)
                            .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1 + authors % 7).setWindow(5_000)));
            for (int rank = 1; rank <= MOST_POSTS; rank++) {
                String author = "a" + random.nextInt(authors);
                request.addPosts(
                        random.nextInt(3) > 0
                                ? post("p" + rank, rank, random.nextInt(7), 0).setAuthorKey(author)
                                : PostToRank.newBuilder().setPostId("p" + rank).setEngagementRank(rank).setAuthorKey(author));
            }
            assertThat(ranked(request.build()).getRankedCount()).as("%d authors", authors).isEqualTo(MOST_POSTS);
        }
    }

    @Test
    void drawsThatArrangeAreFewerThanDrawsThatSort() {
        RankPostsRequest.Builder request =
                request().putWeights(CARING, 1).setUncertainty(UncertaintyOptions.newBuilder().setDraws(500));
        IntStream.rangeClosed(1, 1_001)
                .forEach(rank -> request.addPosts(post("p" + rank, rank, rank % 7, 0).addScoreSe(scores(1, 0))));
        assertThatCode(() -> RankerWire.read(request.build())).doesNotThrowAnyException();

        request.setRules(CAPPED);
        assertTooMuch("uncertainty.draws", () -> RankerWire.read(request.build()));
        request.setRules(RankingRules.newBuilder().setMaxDisplacement(3));
        assertTooMuch("uncertainty.draws", () -> RankerWire.read(request.build()));

        request.removePosts(0);
        assertThatCode(() -> RankerWire.read(request.build())).doesNotThrowAnyException();
    }

    /** Two authors cannot keep a cap of one in three, so every draw would be searched in both stages. */
    @Test
    void drawsSearchSoManyPlacesAndSayHowOftenTheyDidNot() {
        Random random = new Random(SEED);
        RankPostsRequest.Builder request = request()
                .putWeights(CARING, 1)
                .setUncertainty(UncertaintyOptions.newBuilder().setDraws(150))
                .setRules(RankingRules.newBuilder()
                        .setMaxDisplacement(60)
                        .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(3)));
        for (int rank = 1; rank <= 200; rank++) {
            request.addPosts(post("p" + rank, rank, random.nextInt(7), 0).setAuthorKey("a" + random.nextInt(2)).addScoreSe(scores(1, 0)));
        }

        long start = System.nanoTime();
        int leftOut = ranked(request.build()).getUncertainty().getSearchesLeftOut();
        System.out.printf(Locale.ROOT, "draws that search all they may: %d ms%n", (System.nanoTime() - start) / 1_000_000);
        // 20,000 places are a hundred searches.
        assertThat(leftOut).as("seed %d", SEED).isBetween(50, 200);
    }

    @Test
    void candidatesThatArrangeAreFewerThanCandidatesThatSort() {
        PreviewRankingsRequest.Builder request = PreviewRankingsRequest.newBuilder().addValueSets(WireValueSets.ref(SET));
        IntStream.rangeClosed(1, 2_001).forEach(rank -> request.addPosts(post("p" + rank, rank, rank % 7, 0)));
        for (int candidate = 0; candidate < 50; candidate++) {
            request.addCandidates(CandidateWeights.newBuilder().putWeights(CARING, candidate / 50.0));
        }
        assertThatCode(() -> PreviewWire.read(request.build())).doesNotThrowAnyException();

        request.setRules(CAPPED);
        assertTooMuch("candidates", () -> PreviewWire.read(request.build()));
        request.setRules(RankingRules.newBuilder().setMaxDisplacement(3));
        assertTooMuch("candidates", () -> PreviewWire.read(request.build()));

        request.removePosts(0);
        assertThatCode(() -> PreviewWire.read(request.build())).doesNotThrowAnyException();
    }

    private static void assertTooMuch(String path, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(InvalidField.class, invalid -> {
            assertThat(invalid.path()).isEqualTo(path);
            assertThat(invalid.rule()).isEqualTo("work");
        });
    }

    private RankPostsResponse ranked(RankPostsRequest request) {
        RankerWire wire = RankerWire.read(request);
        return assertTimeoutPreemptively(PLENTY, () -> Answers.read(wire.answer(rankPosts.rank(wire.task()))), "seed " + SEED);
    }
}
