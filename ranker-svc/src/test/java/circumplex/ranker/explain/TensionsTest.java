package circumplex.ranker.explain;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensionsTest {

    private static final ValueSet SET = ValueSets.all().defaultSet();

    @Test
    void findsOpposingGroupsThatAreBothWanted() {
        List<Tensions.Tension> tensions =
                tensions(Map.of("stimulation", 300, "hedonism", 900, "tradition", 400, "power_dominance", -1000, "humility", 1000));

        assertThat(tensions)
                .containsExactly(new Tensions.Tension(
                        "openness_to_change",
                        "conservation",
                        List.of(SET.requirePosition("hedonism"), SET.requirePosition("stimulation")),
                        List.of(SET.requirePosition("tradition")),
                        400));
    }

    @Test
    void findsEachPairOnce() {
        assertThat(tensions(Map.of("hedonism", 1, "tradition", 1, "achievement", 1, "universalism_nature", 1)))
                .extracting(Tensions.Tension::group)
                .containsExactly("openness_to_change", "self_enhancement");
    }

    @Test
    void aValueThatIsUnwantedIsInNoTension() {
        assertThat(tensions(Map.of("hedonism", 1000, "tradition", -1000))).isEmpty();
        assertThat(tensions(Map.of())).isEmpty();
    }

    private static List<Tensions.Tension> tensions(Map<String, Integer> weights) {
        return Tensions.of(SET, position -> weights.getOrDefault(SET.dimension(position).id(), 0));
    }
}
