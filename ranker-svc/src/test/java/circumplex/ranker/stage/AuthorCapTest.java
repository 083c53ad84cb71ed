package circumplex.ranker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import circumplex.ranker.order.Order;
import java.util.BitSet;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuthorCapTest {

    private static final long SEED = 5501;
    private static final AuthorCap ONE_IN_TWO = new AuthorCap(1, 2);

    @Test
    void putsOffWhatIsOneTooMany() {
        assertThat(spread(ONE_IN_TWO, Authors.of(0, 0, 1, 2), 0, 1, 2, 3)).isEqualTo(Order.of(0, 2, 1, 3));
        assertThat(spread(new AuthorCap(2, 3), Authors.of(0, 0, 0, 1), 0, 1, 2, 3)).isEqualTo(Order.of(0, 1, 3, 2));
    }

    /** Beginning with the post that is wanted first would leave the two others side by side. */
    @Test
    void looksAhead() {
        assertThat(spread(ONE_IN_TWO, Authors.of(1, 0, 0), 0, 1, 2)).isEqualTo(Order.of(1, 0, 2));
    }

    @Test
    void leavesPostsOfUnknownAuthorsAlone() {
        Order order = Order.of(2, 0, 1);

        assertThat(spread(ONE_IN_TWO, Authors.unknown(3), 2, 0, 1)).isEqualTo(order);
        assertThat(spread(ONE_IN_TWO, Authors.of(-1, -5, -1), 2, 0, 1)).isEqualTo(order);
    }

    @Test
    void doesNothingWhereNothingIsCapped() {
        assertThat(spread(new AuthorCap(2, 2), Authors.of(0, 0, 0), 2, 1, 0)).isEqualTo(Order.of(2, 1, 0));
        assertThat(spread(AuthorCap.NONE, Authors.of(0, 0, 0), 2, 1, 0)).isEqualTo(Order.of(2, 1, 0));
    }

    @Test
    void saysWhereItCouldNotBeKept() {
        Authors authors = Authors.of(0, 0, 0, 1);
        Order order = spread(ONE_IN_TWO, authors, 0, 1, 2, 3);

        assertThat(order).isEqualTo(Order.of(0, 3, 1, 2));
        assertThat(ONE_IN_TWO.exceeded(order, authors)).isEqualTo(BitSet.valueOf(new long[] {0b1000}));
    }

    @Test
    void refusesACapThatCapsNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorCap(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorCap(0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new AuthorCap(-1, 2));
    }

    /** Against all orders of small feeds: if any keeps the cap, ours does. */
    @Test
    void isKeptWheneverItCanBe() {
        Random random = new Random(SEED);
        int more = 0;
        int cases = 0;
        for (int round = 0; round < 6_000; round++) {
            ConfinedOrders.Case feed = ConfinedOrders.Case.random(random, 3 + random.nextInt(5), round % 2 == 0);
            int most = 1 + random.nextInt(2);
            AuthorCap cap = new AuthorCap(most, most + 1 + random.nextInt(3));
            Order order = cap.spread(feed.wanted(), feed.pinned(), feed.authors(), Effort.search(() -> {}));
            int exceeded = cap.countExceeded(order, feed.authors());
            int fewest = ConfinedOrders.fewest(feed, cap, order.size());
            String where = "seed %d, round %d, %s, %s".formatted(SEED, round, cap, feed);
            assertThat(order.toArray()).as(where).containsExactlyInAnyOrder(feed.wanted().toArray());
            assertThat(exceeded == 0).as(where).isEqualTo(fewest == 0);
            cases++;
            more += exceeded > fewest ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "author cap: of %d small feeds %d exceed it oftener than they have to%n", cases, more);
        assertThat(more).as("seed %d", SEED).isLessThan(cases / 10);
    }

    /** Where no post is put off that need not be, the order is the wanted one; so what is kept is the first wanted at every place. */
    @Test
    void isTheFirstOrderThatKeepsIt() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            ConfinedOrders.Case feed = ConfinedOrders.Case.random(random, 3 + random.nextInt(4), false);
            Order order = ONE_IN_TWO.spread(feed.wanted(), feed.pinned(), feed.authors(), Effort.onePass(() -> {}));
            if (ONE_IN_TWO.countExceeded(order, feed.authors()) == 0) {
                assertThat(order)
                        .as("seed %d, round %d, %s", SEED, round, feed)
                        .isEqualTo(firstThatKeeps(feed, new int[order.size()], new boolean[order.size()], 0));
            }
        }
    }

    private static Order firstThatKeeps(ConfinedOrders.Case feed, int[] order, boolean[] used, int place) {
        if (place == order.length) {
            return Order.of(order);
        }
        for (int at = 0; at < order.length; at++) {
            int post = feed.wanted().post(at);
            int author = feed.authorNumbers()[post];
            if (!used[post] && (place == 0 || author < 0 || author != feed.authorNumbers()[order[place - 1]])) {
                used[post] = true;
                order[place] = post;
                Order found = firstThatKeeps(feed, order, used, place + 1);
                if (found.size() > 0) {
                    return found;
                }
                used[post] = false;
            }
        }
        return Order.of();
    }

    private static Order spread(AuthorCap cap, Authors authors, int... wanted) {
        return cap.spread(
                Order.of(wanted), new boolean[wanted.length], authors, Effort.search(() -> {}));
    }

    @Test
    void aLongFeedOfOneAuthorIsLeftAsItIs() {
        int[] wanted = IntStream.range(0, 2_000).map(post -> 1_999 - post).toArray();

        assertThat(spread(new AuthorCap(1, 3), Authors.of(new int[2_000]), wanted)).isEqualTo(Order.of(wanted));
    }
}
