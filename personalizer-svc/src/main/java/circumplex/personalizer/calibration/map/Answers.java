package circumplex.personalizer.calibration.map;

import circumplex.personalizer.data.AnnotationTable;

/** Questionnaire answers, standardised over the people in training. */
@SuppressWarnings("ArrayRecordComponent")
public record Answers(float[] means, float[] scales) {

    private static final float[] NONE = {};

    static Answers measure(AnnotationTable table, int[] people) {
        float[] means = new float[table.questions()];
        float[] scales = new float[table.questions()];
        for (int q = 0; q < means.length; q++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int person : people) {
                if (table.answered(person)) {
                    double answer = table.answer(person, q);
                    sum += answer;
                    squares += answer * answer;
                    count++;
                }
            }
            double mean = count == 0 ? 0 : sum / count;
            double variance = count == 0 ? 0 : squares / count - mean * mean;
            means[q] = (float) mean;
            scales[q] = variance > 1e-6 ? (float) Math.sqrt(variance) : 1;
        }
        return new Answers(means, scales);
    }

    /**
     * Answers as a network reads them: zeros, as if nothing had been asked, if there are none.
     *
     * @throws IllegalArgumentException if there are not as many as there are questions
     */
    public float[] standardised(float[] given) {
        float[] standard = new float[means.length];
        if (given.length == 0) {
            return standard;
        }
        if (given.length != means.length) {
            throw new IllegalArgumentException("the questionnaire has " + means.length + " questions, not " + given.length);
        }
        for (int q = 0; q < standard.length; q++) {
            standard[q] = (given[q] - means[q]) / scales[q];
        }
        return standard;
    }

    /** The standardised answers of a person; empty if not all questions are answered. */
    public float[] of(AnnotationTable table, int person) {
        if (means.length == 0 || !table.answered(person)) {
            return NONE;
        }
        float[] standard = new float[means.length];
        for (int q = 0; q < standard.length; q++) {
            standard[q] = (table.answer(person, q) - means[q]) / scales[q];
        }
        return standard;
    }
}
