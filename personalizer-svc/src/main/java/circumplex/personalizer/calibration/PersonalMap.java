package circumplex.personalizer.calibration;

import java.util.List;

/**
 * What is between features and outputs: a population map and a way to be personal. Safe for concurrent calls; the answer for a post does
 * not depend, to the last bit, on what it is asked together with.
 */
interface PersonalMap extends AutoCloseable {

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

    @Override
    void close();
}
