package circumplex.personalizer.evaluation;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Agreement;
import circumplex.personalizer.twin.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether a synthetic twin has the published aggregates of "Whose Values?" and is as hard to predict as the real table. A twin on
 * which annotations help more than they do in reality would flatter every calibrator.
 */
public final class Hardness {

    private static final double MEAN = 0.83;
    private static final double SPREAD = 0.36;
    private static final double ZEROS = 0.786;
    private static final double MOST_GAIN = 0.06;

    private Hardness() {}

    /** One figure of the twin, and where it has to be. */
    public record Check(String what, double figure, double low, double high) {

        public boolean holds() {
            return figure >= low && figure <= high;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-4s %-42s %.4f in [%.4f, %.4f]", holds() ? "ok" : "FAIL", what, figure, low, high);
        }
    }

    /** Everything that needs no training. */
    public static List<Check> of(AnnotationTable twin) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("annotations", twin.rows(), Twin.PEOPLE * Twin.POSTS_OF_A_PERSON, Twin.PEOPLE * Twin.POSTS_OF_A_PERSON));
        checks.add(new Check("posts", twin.posts().size(), Twin.POSTS, Twin.POSTS));
        checks.add(around("share of zeros", zeros(twin), ZEROS, 0.01));
        double[] means = personMeans(twin);
        double mean = Arrays.stream(means).average().orElse(Double.NaN);
        checks.add(around("mean over people of the mean rating", mean, MEAN, 0.05));
        checks.add(around("SD over people of the mean rating", deviation(means, mean), SPREAD, 0.05));
        int[] posts = IntStream.range(0, twin.rows()).map(twin::post).toArray();
        double[] agreement = Twin.agreement(twin.set());
        for (int v = 0; v < agreement.length; v++) {
            int value = v;
            double[] ratings = IntStream.range(0, twin.rows()).mapToDouble(row -> twin.rating(row, value)).toArray();
            checks.add(around("ICC of " + twin.set().dimension(v).id(), Agreement.icc(ratings, posts), agreement[v], 0.03));
        }
        Baselines baselines = new Baselines(twin);
        int[] rows = IntStream.range(0, twin.rows()).toArray();
        WithinPost others = new WithinPost(twin);
        Arrays.stream(rows).forEach(row -> others.add(row, baselines.otherPerson(row)));
        checks.add(around("ρ of base rates", within(twin, baselines, rows, "base rates"), 0.176, 0.02));
        checks.add(around("ρ of another person", others.mean(), 0.2015, 0.02));
        checks.add(around("ρ of the consensus of the others", within(twin, baselines, rows, "consensus of the others"), 0.261, 0.02));
        checks.add(around("ρ of the raw base scores", within(twin, baselines, rows, "raw base scores"), 0.165, 0.02));
        return checks;
    }

    /** {@code checks} and those of a calibrator trained in some of the folds. */
    public static List<Check> trained(List<Check> checks, Torch torch, AnnotationTable twin) throws InterruptedException {
        Evaluation.Outcome outcome =
                new Evaluation(torch, twin, new Protocol(1, 3, 1)).folds(1, 0, List.of(twin.scorers()), TrainingSpec.DEFAULT, (a, b, c) -> {});
        double mapped = spearman(outcome, 0);
        List<Check> all = new ArrayList<>(checks);
        all.add(around("ρ of the base scores, mapped", mapped, 0.30, 0.02));
        all.add(new Check("gain of ρ from 0 to 10 annotations", spearman(outcome, 10) - mapped, 0, MOST_GAIN));
        return all;
    }

    private static double spearman(Evaluation.Outcome outcome, int k) {
        return outcome.results().stream()
                .filter(result -> result.predictor().equals(Evaluation.CALIBRATOR) && result.k() == k)
                .mapToDouble(result -> result.spearman().mean())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double within(AnnotationTable twin, Baselines baselines, int[] rows, String name) {
        Contestant contestant = baselines.contestants(rows).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        WithinPost within = new WithinPost(twin);
        for (int row : rows) {
            if (contestant.answers().test(row)) {
                List<Prediction> answer = contestant
                        .predictor()
                        .predict(twin, List.of(new Query(row, new int[0])));
                within.add(row, answer.get(0));
            }
        }
        return within.mean();
    }

    private static Check around(String what, double figure, double middle, double width) {
        return new Check(what, figure, middle - width, middle + width);
    }

    private static double zeros(AnnotationTable twin) {
        return IntStream.range(0, twin.rows() * twin.set().size())
                .mapToDouble(i -> twin.rating(i / twin.set().size(), i % twin.set().size()) == 0 ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static double[] personMeans(AnnotationTable twin) {
        return IntStream.range(0, twin.people().size())
                .mapToDouble(person -> Arrays.stream(twin.rowsOfPerson(person))
                        .mapToDouble(row -> Arrays.stream(twin.ratings(row)).average().orElse(0))
                        .average()
                        .orElse(0))
                .toArray();
    }

    private static double deviation(double[] numbers, double mean) {
        return Math.sqrt(Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN));
    }
}
