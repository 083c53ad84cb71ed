package circumplex.personalizer.annotation;

import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.rated;
import static circumplex.personalizer.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TallyTest {

    private static final Tally TALLY = Tally.of(new History(
            SET,
            List.of(
                    new RatedPost(key(1), rated("face", 1), Map.of("a", same(1), "b", same(0))),
                    new RatedPost(key(2), rated("hedonism", 2), Map.of("b", same(3))),
                    new RatedPost(key(3), rated("face", 3), Map.of()))));

    @Test
    void whatIsKeptComesBackAndWhatIsOfAnotherFormIsNone() {
        byte[] kept = TALLY.toBytes();
        assertThat(Tally.parse(SET, kept)).contains(TALLY);

        byte[] anotherForm = kept.clone();
        anotherForm[3]--;
        assertThat(Tally.parse(SET, anotherForm)).isEmpty();
        assertThat(Tally.parse(SET, Arrays.copyOf(kept, kept.length - 1))).isEmpty();
        assertThat(Tally.parse(SET, Arrays.copyOf(kept, kept.length + 1))).isEmpty();
        assertThat(Tally.parse(SET, new byte[0])).isEmpty();
    }

    /** In posts that a scorer has scored at all, whether they say anything of the value or not. */
    @Test
    void aValueIsMetWhereTheScorerFoundItRatedOrNot() {
        assertThat(TALLY.evidence("a").met()).containsOnly(1);
        assertThat(TALLY.evidence("b").met()).containsOnly(1);
        assertThat(TALLY.evidence("nobody").met()).containsOnly(0);
    }
}
