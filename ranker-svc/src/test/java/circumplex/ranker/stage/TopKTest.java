package circumplex.ranker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import circumplex.ranker.order.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopKTest {

    private static final Order ORDER = Order.of(2, 0, 3, 1);

    @Test
    void keepsTheFirstAndSaysWhyTheOthersWent() {
        Selection selection = new TopK(2).select(ORDER);

        assertThat(selection.kept()).isEqualTo(Order.of(2, 0));
        assertThat(selection.removed())
                .containsExactly(
                        new Removal(3, Removal.Reason.BELOW_TOP_K), new Removal(1, Removal.Reason.BELOW_TOP_K));
    }

    @Test
    void keepsAllWhenThereAreNoMore() {
        for (TopK topK : List.of(new TopK(4), new TopK(5), TopK.ALL)) {
            assertThat(topK.select(ORDER)).isEqualTo(new Selection(ORDER, List.of()));
        }
    }

    @Test
    void refusesToKeepNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TopK(0));
    }
}
