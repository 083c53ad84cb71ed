package circumplex.ranker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void isTheSameForTheSameKeyAndSalt() {
        Assignment assignment = Assignment.of("ada", "sliders");

        assertThat(seed("ada", "sliders")).isEqualTo(seed("ada", "sliders"));
        assertThat(Assignment.of("ada", "sliders").bucket(100)).isEqualTo(assignment.bucket(100));
        assertThat(seed("bo", "sliders")).isNotEqualTo(seed("ada", "sliders"));
        assertThat(seed("ada", "presets")).isNotEqualTo(seed("ada", "sliders"));
    }

    /** Pinned: a user must stay in her bucket from one release to the next. */
    @Test
    void isWhatItWasInEarlierReleases() {
        assertThat(Assignment.of("ada", "sliders").bucket(1000)).isEqualTo(480);
    }

    @Test
    void keyAndSaltDoNotRunIntoEachOther() {
        assertThat(seed("ab", "c")).isNotEqualTo(seed("a", "bc"));
        assertThat(seed("", "abc")).isNotEqualTo(seed("abc", ""));
    }

    /** 30,000 keys in 10 buckets: a bucket's share has a standard deviation of 52, and five of them are the tolerance. */
    @Test
    void bucketsAreOfEqualSizeAndIndependentOfOtherExperiments() {
        int[] sizes = new int[10];
        int same = 0;
        for (int user = 0; user < 30_000; user++) {
            int bucket = Assignment.of("user-" + user, "one").bucket(10);
            sizes[bucket]++;
            same += Assignment.of("user-" + user, "two").bucket(10) == bucket ? 1 : 0;
        }
        assertThat(Arrays.stream(sizes)).allMatch(size -> size >= 2_740 && size <= 3_260);
        assertThat(same).isBetween(2_740, 3_260);
    }

    @Test
    void otherRankingsAreAnotherSeed() {
        Assignment ada = Assignment.of("ada", "sliders");
        long seed = ada.seed(List.of("p", "q"), List.of("q", "p"));

        assertThat(ada.seed(List.of("p", "q"), List.of("q", "p"))).isEqualTo(seed);
        assertThat(ada.seed(List.of("q", "p"), List.of("p", "q"))).isNotEqualTo(seed);
        assertThat(ada.seed(List.of("p", "q", "q"), List.of("p"))).isNotEqualTo(seed);
        assertThat(ada.seed(List.of("pq"), List.of("q", "p"))).isNotEqualTo(seed);
    }

    private static long seed(String key, String salt) {
        return Assignment.of(key, salt).seed(List.of(), List.of());
    }
}
