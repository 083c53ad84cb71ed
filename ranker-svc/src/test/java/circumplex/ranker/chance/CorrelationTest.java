package circumplex.ranker.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import circumplex.ranker.chance.CorrelationException.Fault;
import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static final double CLOSE = 1e-6;

    @Test
    void makesTheDeviationOfASum() {
        assertThat(Correlation.none().deviation(3, 4)).isCloseTo(5, within(CLOSE));
        assertThat(Correlation.of(2, 1, 0.5f, 0.5f, 1).deviation(3, 4)).isCloseTo(Math.sqrt(37), within(CLOSE));
        assertThat(Correlation.of(2, 1, 0.5f, 0.5f, 1).deviation(3, -4)).isCloseTo(Math.sqrt(13), within(CLOSE));
        assertThat(Correlation.none().deviation(0, 0)).isZero();
    }

    @Test
    void takesASingularMatrix() {
        assertThat(Correlation.of(2, 1, 1, 1, 1).deviation(3, 4)).isCloseTo(7, within(CLOSE));
        assertThat(Correlation.of(2, 1, -1, -1, 1).deviation(3, 3)).isCloseTo(0, within(CLOSE));
    }

    @Test
    void namesWhatIsWrong() {
        assertFault(Fault.LENGTH, -1, 2, 1, 0, 0);
        assertFault(Fault.LENGTH, -1, 300, 1);
        assertFault(Fault.FINITE, 1, 2, 1, Float.NaN, 0, 1);
        assertFault(Fault.FINITE, 2, 2, 1, 0, Float.POSITIVE_INFINITY, 1);
        assertFault(Fault.UNIT_DIAGONAL, 3, 2, 1, 0, 0, 0.9f);
        assertFault(Fault.SYMMETRIC, 2, 2, 1, 0.5f, 0.4f, 1);
        assertFault(Fault.POSITIVE_SEMIDEFINITE, -1, 3, 1, 0.9f, 0.9f, 0.9f, 1, -0.9f, 0.9f, -0.9f, 1);
        assertFault(Fault.POSITIVE_SEMIDEFINITE, -1, 2, 1, 1.5f, 1.5f, 1);
    }

    private static void assertFault(Fault fault, int element, int values, float... packed) {
        assertThatThrownBy(() -> Correlation.of(values, packed))
                .isInstanceOfSatisfying(CorrelationException.class, e -> {
                    assertThat(e.fault()).isEqualTo(fault);
                    assertThat(e.element()).isEqualTo(element);
                });
    }
}
