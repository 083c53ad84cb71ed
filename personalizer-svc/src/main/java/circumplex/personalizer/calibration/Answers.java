package circumplex.personalizer.calibration;

import circumplex.personalizer.data.AnnotationTable;

/** Questionnaire answers, standardised over the people in training. */
@SuppressWarnings("ArrayRecordComponent")
record Answers(float[] means, float[] scales) {

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

    /** The standardised answers of a person; empty if not all questions are answered. */
    float[] of(AnnotationTable table, int person) {
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
