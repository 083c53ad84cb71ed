package circumplex.personalizer.twin;

import circumplex.values.ValueSet;

/**
 * How people rate. A rating is how many thresholds a latent normal number passes, the sum of what the post has for everybody, the
 * person's generosity, the person's taste for the value, and a mood of the moment; each is correlated over values as raters'
 * use of neighbouring values is.
 *
 * @param shared variance of the post's part, by value
 * @param taste variance of the person's part, by value
 * @param agreement the ICC that follows, by value
 * @param thresholds six for each value
 * @param generosity variance of the person's part that is the same for all values
 * @param like latent correlations between values
 */
@SuppressWarnings("ArrayRecordComponent")
record TwinPeople(
        double[] shared, double[] taste, double[] agreement, double[][] thresholds, double generosity, double[][] like) {

    static TwinPeople shipped(ValueSet set) {
        ParameterFile file = ParameterFile.shipped(set, "people.tsv");
        double[][] values = file.byValue("value", 9);
        int size = set.size();
        double[] shared = new double[size];
        double[] taste = new double[size];
        double[] agreement = new double[size];
        double[][] thresholds = new double[size][];
        for (int v = 0; v < size; v++) {
            shared[v] = values[v][0];
            taste[v] = values[v][1];
            agreement[v] = values[v][2];
            thresholds[v] = java.util.Arrays.copyOfRange(values[v], 3, 9);
        }
        return new TwinPeople(shared, taste, agreement, thresholds, file.number("generosity"), file.byValue("like", size));
    }

    /** What is left for the mood of the moment, so that the latent number has variance 1. */
    double mood(int value) {
        return 1 - shared[value] - taste[value] - generosity;
    }

    int rating(int value, double latent) {
        int rating = 0;
        while (rating < thresholds[value].length && latent > thresholds[value][rating]) {
            rating++;
        }
        return rating;
    }
}
