package circumplex.personalizer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The places, by their definition, on both sides of the number from which on another way is quicker. */
final class RanksTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 19, 40, 41, 200})
    void aPlaceIsTheMeanOfThePlacesOfAllEqualNumbers(int size) {
        SplittableRandom random = new SplittableRandom(size);
        for (int trial = 0; trial < 50; trial++) {
            double[] values = new double[size];
            Arrays.setAll(values, i -> switch (random.nextInt(5)) {
                case 0 -> Double.NaN;
                case 1 -> -0.0;
                case 2 -> 0.0;
                case 3 -> random.nextInt(4) - 1;
                default -> random.nextDouble();
            });
            double[] places = Ranks.average(values);
            for (int i = 0; i < size; i++) {
                double value = values[i];
                long below = Arrays.stream(values).filter(other -> other < value).count();
                long equal = Arrays.stream(values).filter(other -> other == value).count();
                // Boxed: NaN is to equal NaN.
                Double place = Double.isNaN(value) ? Double.NaN : below + (equal + 1) / 2.0;
                assertThat(places[i]).as("seed %s, number %s of %s", size, i, trial).isEqualTo(place);
            }
        }
    }
}
