package circumplex.personalizer.calibration.map;

import java.util.Collections;
import java.util.List;

/**
 * What is between features and outputs: a population map and a way to be personal. Safe for concurrent calls; the answer for a post does
 * not depend, to the last bit, on what it is asked together with.
 */
public interface PersonalMap extends AutoCloseable {

    /** Ranks, ordinal and levels by value, and P(rating &gt; c) by value and threshold. */
    @SuppressWarnings("ArrayRecordComponent")
    record Outputs(float[] outputs, float[] above) {}

    /**
     * What annotations say about whoever made them.
     *
     * @param features of the annotated posts, row after row
     */
    List<UserState.Element> elements(float[] features, List<Targets> annotations);

    /**
     * @param features of the posts, row after row
     * @param states for each post what is known of whoever is asked about
     * @param answers for each post the standardised answers of whoever is asked about, zeros where there are none
     */
    Outputs personal(float[] features, List<UserState> states, float[] answers);

    /**
     * P(rating &gt; c) alone, by post, value and threshold, for posts of one person.
     *
     * @param answers for each post that person's, as before
     */
    default float[] above(float[] features, UserState state, float[] answers, int posts) {
        return personal(features, Collections.nCopies(posts, state), answers).above();
    }

    /**
     * How far a person's annotations are believed, in [0, 1].
     *
     * @param answers that person's, as before
     */
    double trust(UserState state, float[] answers);

    @Override
    void close();
}
