package circumplex.ranker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void isTheSameForTheSameKeyAndSalt() {
        Assignment assignment = Assignment.of("ada", "sliders");

        assertThat(Assignment.of("ada", "sliders").seed()).isEqualTo(assignment.seed());
        assertThat(Assignment.of("ada", "sliders").bucket(100)).isEqualTo(assignment.bucket(100));
        assertThat(Assignment.of("bo", "sliders").seed()).isNotEqualTo(assignment.seed());
        assertThat(Assignment.of("ada", "presets").seed()).isNotEqualTo(assignment.seed());
    }

    /** Pinned: a user must stay in her bucket from one release to the next. */
    @Test
    void isWhatItWasInEarlierReleases() {
        assertThat(Assignment.of("ada", "sliders").bucket(1000)).isEqualTo(480);
    }

    @Test
    void keyAndSaltDoNotRunIntoEachOther() {
        assertThat(Assignment.of("ab", "c").seed()).isNotEqualTo(Assignment.of("a", "bc").seed());
        assertThat(Assignment.of("", "abc").seed()).isNotEqualTo(Assignment.of("abc", "").seed());
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
}
