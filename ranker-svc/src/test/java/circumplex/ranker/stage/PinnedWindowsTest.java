package circumplex.ranker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PinnedWindowsTest {

    private static final long SEED = 2_202;

    /** Against looking through every window that a pinned post ends, place by place, while places are given away at random. */
    @Test
    void knowsWhichWindowsHaveNoRoom() {
        Random random = new Random(SEED);
        for (int round = 0; round < 1_000; round++) {
            int places = 1 + random.nextInt(30);
            int most = 1 + random.nextInt(3);
            AuthorCap cap = new AuthorCap(most, most + random.nextInt(places + 4));
            int[] at = random.ints(places, 0, 6).map(author -> author < 2 ? author : PinnedWindows.NOBODY).toArray();
            boolean[] pinned = new boolean[places];
            for (int place = 0; place < places; place++) {
                pinned[place] = at[place] != PinnedWindows.NOBODY;
            }
            PinnedWindows windows = new PinnedWindows(cap, 2, at);
            for (int place = 0; place < places; place++) {
                if (place > 0) {
                    windows.reach(place);
                }
                windows.pass(place);
                for (int author = 0; author < 2; author++) {
                    assertThat(windows.full(author))
                            .as("seed %d, round %d, %s, place %d of %s", SEED, round, cap, place, Arrays.toString(at))
                            .isEqualTo(full(cap, at, pinned, place, author));
                }
                if (!pinned[place] && random.nextInt(3) > 0) {
                    at[place] = random.nextInt(2);
                    windows.take(place, at[place]);
                }
            }
        }
    }

    private static boolean full(AuthorCap cap, int[] at, boolean[] pinned, int place, int author) {
        for (int last = place + 1; last < at.length && last < place + cap.window(); last++) {
            int posts = 0;
            for (int other = Math.max(0, last - cap.window() + 1); other <= last; other++) {
                posts += at[other] == author ? 1 : 0;
            }
            if (pinned[last] && at[last] == author && posts >= cap.maxPosts()) {
                return true;
            }
        }
        return false;
    }
}
