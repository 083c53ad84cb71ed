package circumplex.ranker.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** A feed and its weights cannot hold what the arithmetic has no room for. */
class FeedTest {

    @Test
    void holdsScoresByPostAndByValue() {
        Feed feed = Feeds.of(2, new int[] {1, 2}, new int[0], new int[] {0, 6000});

        assertThat(feed.size()).isEqualTo(3);
        assertThat(feed.scored(1)).isFalse();
        assertThat(feed.thousandths(2, 1)).isEqualTo(6000);
        assertThat(feed.column(1)).startsWith(2, 0, 6000);
    }

    @Test
    void refusesAScoreOutOfRange() {
        for (int score : new int[] {-1, 6001, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Feed.Builder(1, 1).scores(0, score));
        }
    }

    @Test
    void refusesTooFewAndTooManyScores() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Feed.Builder(1, 2).scores(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Feed.Builder(1, 2).scores(0, 1, 2, 3));
    }

    @Test
    void refusesMoreThanThereIsRoomFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Feed.Builder(Feed.MAX_POSTS + 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Feed.Builder(1, Feed.MAX_VALUES + 1));
    }

    @Test
    void refusesAWeightOutOfRange() {
        for (int weight : new int[] {-1001, 1001, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(0, weight));
        }
    }
}
