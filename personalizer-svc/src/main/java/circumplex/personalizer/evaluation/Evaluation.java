package circumplex.personalizer.evaluation;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorTraining;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.RankOffset;
import circumplex.personalizer.calibration.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The evaluations that can be asked for. */
public final class Evaluation {

    /** Folds of people and folds of posts. */
    public static final int FOLDS = 5;

    /** The name under which trained calibrators take part. */
    public static final String CALIBRATOR = "calibrator";

    private final Torch torch;
    private final AnnotationTable table;
    private final Protocol protocol;
    private final Baselines baselines;
    private final Judge judge;

    public Evaluation(Torch torch, AnnotationTable table, Protocol protocol) {
        this.torch = torch;
        this.table = table;
        this.protocol = protocol;
        baselines = new Baselines(table);
        judge = new Judge(table, protocol);
    }

    /** Told what is being done. */
    @FunctionalInterface
    public interface Progress {
        void at(int done, int all, String what);
    }

    /** What came out. */
    public record Outcome(List<Result> results, List<FeedResult> feeds) {

        /** What is said of the contestants with these names. */
        public Outcome only(Predicate<String> named) {
            return new Outcome(
                    results.stream().filter(result -> named.test(result.predictor())).toList(),
                    feeds.stream().filter(feed -> named.test(feed.predictor())).toList());
        }
    }

    /**
     * Trains and asks in each of 25 folds: people and posts that are asked about are both unseen.
     *
     * @param bases lists of scorers; a calibrator is trained for each
     */
    public Outcome strict(List<List<String>> bases, TrainingSpec spec, Progress progress) throws InterruptedException {
        return folds(FOLDS * FOLDS, bases, spec, progress);
    }

    /** As {@link #strict} in the first fold only, with one network: a first look. */
    public Outcome oneFold(List<String> scorers, TrainingSpec spec) throws InterruptedException {
        return folds(1, List.of(scorers), spec.withNets(1), (done, all, what) -> {});
    }

    Outcome folds(int count, List<List<String>> bases, TrainingSpec spec, Progress progress) throws InterruptedException {
        Folds folds = new Folds(table, FOLDS, protocol.seed());
        int done = 0;
        int all = count * bases.size();
        for (int fold = 0; fold < count; fold++) {
            int people = fold / FOLDS;
            int posts = fold % FOLDS;
            int[] train = folds.train(people, posts);
            int[] test = folds.test(people, posts);
            if (train.length == 0 || test.length == 0) {
                throw new IllegalArgumentException("there are too few people or posts for " + FOLDS + " × " + FOLDS + " folds");
            }
            baselines.contestants(train).forEach(baseline -> judge.ask(baseline, test));
            for (List<String> scorers : bases) {
                progress.at(done++, all, String.join(" + ", scorers));
                long seed = protocol.seed() * 100 + (long) people * FOLDS + posts;
                askCalibrator(new CalibratorTraining(torch, table, scorers, spec).train(train, seed, (at, of, loss) -> {}), test);
            }
        }
        otherPeople();
        return new Outcome(judge.results(), judge.feedResults());
    }

    /** Asks a trained calibrator about all rows. Whether it learnt from them, only the caller can know. */
    public Outcome of(CalibratorWeights weights) {
        int[] rows = IntStream.range(0, table.rows()).toArray();
        baselines.contestants(rows).forEach(baseline -> judge.ask(baseline, rows));
        askCalibrator(weights, rows);
        otherPeople();
        return new Outcome(judge.results(), judge.feedResults());
    }

    private void askCalibrator(CalibratorWeights weights, int[] test) {
        String base = String.join(" + ", weights.scorers());
        int[] scorers = weights.scorers().stream().mapToInt(table::scorer).toArray();
        IntPredicate scored = row -> Arrays.stream(scorers).anyMatch(scorer -> table.scored(scorer, row));
        try (Calibrator calibrator = new Calibrator(weights, torch)) {
            judge.ask(new Contestant(CALIBRATOR, base, calibrator, scored, true, true), test);
            // An offset is the same for all posts of a person: it cannot change a feed.
            judge.ask(new Contestant("map + rank offset, shrunk by 10", base, new RankOffset(calibrator, 10), scored, true, false), test);
            judge.ask(new Contestant("map + rank offset, not shrunk", base, new RankOffset(calibrator, 0), scored, true, false), test);
        }
    }

    private void otherPeople() {
        for (int row = 0; row < table.rows(); row++) {
            judge.note("another person", row, baselines.otherPerson(row));
        }
    }
}
