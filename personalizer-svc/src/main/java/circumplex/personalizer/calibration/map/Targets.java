package circumplex.personalizer.calibration.map;

import circumplex.personalizer.statistics.Ranks;

/**
 * One annotation as the network's outputs are measured against it.
 *
 * @param ranks standardised places among the rated values; 0 where unrated
 * @param ranked whether the places say anything: at least three values are rated and not all alike
 * @param above for each value and threshold c whether the rating is above c; 0 where unrated
 * @param levels ratings in standard deviations of the value; 0 where unrated
 * @param rated 1 where rated, else 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record Targets(float[] ranks, boolean ranked, float[] above, float[] levels, float[] rated) {

    /** Places among fewer values than this say too little. */
    private static final int MIN_RANKED = 3;

    /** @param ratings 0 to 6, NaN where unrated */
    public static Targets of(double[] ratings, float[] levelScales) {
        int values = ratings.length;
        double[] places = Ranks.standardised(ratings);
        float[] ranks = new float[values];
        float[] above = new float[values * NetworkShape.THRESHOLDS];
        float[] levels = new float[values];
        float[] rated = new float[values];
        int count = 0;
        boolean differ = false;
        for (int v = 0; v < values; v++) {
            if (Double.isNaN(ratings[v])) {
                continue;
            }
            count++;
            differ |= places[v] != 0;
            rated[v] = 1;
            ranks[v] = (float) places[v];
            levels[v] = (float) ratings[v] / levelScales[v];
            for (int c = 0; c < NetworkShape.THRESHOLDS; c++) {
                above[v * NetworkShape.THRESHOLDS + c] = ratings[v] > c ? 1 : 0;
            }
        }
        return new Targets(ranks, count >= MIN_RANKED && differ, above, levels, rated);
    }

    /** 1 where the rating is above 0. */
    public float present(int value) {
        return above[value * NetworkShape.THRESHOLDS];
    }
}
