package circumplex.personalizer.statistics;

/** How alike two vectors are. Every measure is NaN where it is undefined: fewer than two pairs, or one side constant. */
public final class Correlation {

    private Correlation() {}

    /** Pearson's r over the pairs in which both numbers are present. */
    public static double pearson(double[] a, double[] b) {
        requireSameLength(a, b);
        double sumA = 0;
        double sumB = 0;
        int pairs = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                sumA += a[i];
                sumB += b[i];
                pairs++;
            }
        }
        double meanA = sumA / pairs;
        double meanB = sumB / pairs;
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                products += (a[i] - meanA) * (b[i] - meanB);
                squaresA += (a[i] - meanA) * (a[i] - meanA);
                squaresB += (b[i] - meanB) * (b[i] - meanB);
            }
        }
        return squaresA > 0 && squaresB > 0 ? products / Math.sqrt(squaresA * squaresB) : Double.NaN;
    }

    /** Spearman's ρ: Pearson's r of the places, which are shared by equal numbers. */
    public static double spearman(double[] a, double[] b) {
        requireSameLength(a, b);
        double[] left = a.clone();
        double[] right = b.clone();
        for (int i = 0; i < left.length; i++) {
            if (Double.isNaN(left[i]) || Double.isNaN(right[i])) {
                left[i] = Double.NaN;
                right[i] = Double.NaN;
            }
        }
        return pearson(Ranks.average(left), Ranks.average(right));
    }

    /** Kendall's τ-b: concordant less discordant pairs, over the geometric mean of the pairs not tied on either side. */
    public static double kendallTauB(double[] a, double[] b) {
        requireSameLength(a, b);
        long balance = 0;
        long untiedA = 0;
        long untiedB = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                int left = order(a[i], a[j]);
                int right = order(b[i], b[j]);
                balance += (long) left * right;
                untiedA += (long) left * left;
                untiedB += (long) right * right;
            }
        }
        return untiedA > 0 && untiedB > 0 ? balance / Math.sqrt((double) untiedA * untiedB) : Double.NaN;
    }

    /** 1, 0 or −1. Evaluations ask this some thousand million times, and only for numbers. */
    private static int order(double a, double b) {
        return (a > b ? 1 : 0) - (a < b ? 1 : 0);
    }

    private static void requireSameLength(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("vectors of " + a.length + " and " + b.length + " numbers cannot be compared");
        }
    }
}
