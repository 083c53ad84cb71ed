package circumplex.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OrdersTest {

    @Test
    void equalNumbersStayAsTheyStand() {
        assertThat(Orders.descending(1, 3, 1, 3, 2)).containsExactly(1, 3, 4, 0, 2);
    }

    @Test
    void aRandomOrderHasEveryNumberOnce() {
        assertThat(Orders.random(new Random(3), 50)).containsExactlyInAnyOrder(Orders.descending(new double[50]));
    }

    @Test
    void spearmanIsThatOfTheDefinition() {
        assertThat(Orders.spearman(new double[] {1, 2, 3}, new double[] {10, 20, 30})).isEqualTo(1);
        assertThat(Orders.spearman(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isEqualTo(-1);
        // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4.
        assertThat(Orders.spearman(new double[] {0, 1, 1, 2}, new double[] {1, 3, 2, 4})).isCloseTo(0.9487, within(0.0001));
        assertThat(Orders.spearman(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    }
}
