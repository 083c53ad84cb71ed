package circumplex.bench.simulation;

import java.util.ArrayList;
import java.util.List;

/** What one policy did to the feeds of people with so many weighted values. */
final class Tally {

    private final List<Double> agreement = new ArrayList<>();
    private final List<Double> tau = new ArrayList<>();
    private final double[] exposureBefore;
    private final double[] exposureAfter;
    private int recognised;

    Tally(int values) {
        exposureBefore = new double[values];
        exposureAfter = new double[values];
    }

    void add(double feedAgreement, double feedTau, boolean feedRecognised, List<Float> before, List<Float> after) {
        agreement.add(feedAgreement);
        tau.add(feedTau);
        recognised += feedRecognised ? 1 : 0;
        for (int value = 0; value < exposureBefore.length; value++) {
            exposureBefore[value] += before.get(value);
            exposureAfter[value] += after.get(value);
        }
    }

    int feeds() {
        return agreement.size();
    }

    /** Of the way from chance, 0, to the best order, 1: the discounted mean worth of the feed as the person sees it. */
    List<Double> agreement() {
        return List.copyOf(agreement);
    }

    /** Kendall's tau of the order against the engagement order. */
    List<Double> tau() {
        return List.copyOf(tau);
    }

    double recognisedShare() {
        return (double) recognised / feeds();
    }

    /** Standard error of {@link #recognisedShare}. */
    double recognisedError() {
        double share = recognisedShare();
        return StrictMath.sqrt(share * (1 - share) / feeds());
    }

    double exposureBefore(int value) {
        return exposureBefore[value] / feeds();
    }

    double exposureAfter(int value) {
        return exposureAfter[value] / feeds();
    }

    static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).sum() / numbers.size();
    }

    static double deviation(List<Double> numbers) {
        double mean = mean(numbers);
        double sum = 0;
        for (double number : numbers) {
            sum += (number - mean) * (number - mean);
        }
        return StrictMath.sqrt(sum / (numbers.size() - 1));
    }

    /** Standard error of the mean. */
    static double error(List<Double> numbers) {
        return deviation(numbers) / StrictMath.sqrt(numbers.size());
    }
}
