package circumplex.ranker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.ranker.order.Order;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EffortTest {

    private static final AuthorCap ONE_IN_TWO = new AuthorCap(1, 2);

    /** One pass over p1 p0 p2 within one place breaks the cap; a search finds p0 p2 p1. */
    private static final Order WANTED = Order.of(1, 0, 2);

    private static final Order ONE_PASS = Order.of(1, 0, 2);
    private static final Order SEARCHED = Order.of(0, 2, 1);

    @Test
    void aStageStopsInTheMiddleWhenNobodyWaitsForIt() {
        int posts = 2_000;
        Order reversed = Order.of(IntStream.range(0, posts).map(post -> posts - 1 - post).toArray());
        AtomicInteger looks = new AtomicInteger();
        Effort gone = Effort.onePass(() -> {
            if (looks.incrementAndGet() == 3) {
                throw new IllegalStateException("nobody waits");
            }
        });

        assertThatThrownBy(() -> new BoundedDisplacement(900)
                        .limit(reversed, new boolean[posts], AuthorCap.NONE, Authors.unknown(posts), gone))
                .hasMessage("nobody waits");
    }

    @Test
    void aSearchStopsInTheMiddleWhenNobodyWaitsForIt() {
        AtomicInteger looks = new AtomicInteger();
        Effort gone = Effort.search(() -> {
            // The first look is that of the pass.
            if (looks.incrementAndGet() == 3) {
                throw new IllegalStateException("nobody waits");
            }
        });

        assertThatThrownBy(() -> limit(gone)).hasMessage("nobody waits");
    }

    @Test
    void searchesOnceWhatItHasFound() {
        Effort effort = Effort.search(() -> {});

        assertThat(limit(effort)).isEqualTo(SEARCHED);
        Effort many = effort.within(0);
        assertThat(limit(many)).isEqualTo(SEARCHED);
        assertThat(many.leftOut()).isZero();
    }

    @Test
    void saysHowManySearchesItHadNoPlacesFor() {
        Effort effort = Effort.search(() -> {}).within(2);

        assertThat(limit(effort)).isEqualTo(ONE_PASS);
        assertThat(effort.leftOut()).isEqualTo(1);
        assertThat(limit(Effort.search(() -> {}).within(3))).isEqualTo(SEARCHED);
    }

    private static Order limit(Effort effort) {
        return Arrangement.of(WANTED, new boolean[3], 1, ONE_IN_TWO, Authors.of(0, 0, 1), effort);
    }
}
