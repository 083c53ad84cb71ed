package circumplex.personalizer.evaluation;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.training.CalibratorTraining;
import circumplex.personalizer.calibration.training.Refit;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The evaluations that can be asked for. */
public final class Evaluation {

    /** Folds of people and folds of posts. */
    public static final int FOLDS = 5;

    /** Folds of people whose feeds one model orders. More than five: with the people go all of their posts. */
    public static final int FEED_FOLDS = 10;

    /** The name under which trained calibrators take part. */
    public static final String CALIBRATOR = "calibrator";

    /** The name of base scores as they are. */
    public static final String RAW = Baselines.RAW;

    /** The base of what needs no base scores. */
    public static final String NO_BASE = Baselines.NO_BASE;

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
     * Trains and asks in each of 25 folds, and for feeds in each of ten: people and posts that are asked about are both unseen.
     *
     * @param bases lists of scorers; a calibrator is trained for each
     */
    public Outcome strict(List<List<String>> bases, TrainingSpec spec, Progress progress) throws InterruptedException {
        return folds(FOLDS * FOLDS, FEED_FOLDS, bases, spec, progress);
    }

    /** As {@link #strict} in the first fold of each kind only, with one network: a first look. */
    public Outcome oneFold(List<String> scorers, TrainingSpec spec) throws InterruptedException {
        return folds(1, 1, List.of(scorers), spec.withNets(1), (done, all, what) -> {});
    }

    Outcome folds(int posts, int feeds, List<List<String>> bases, TrainingSpec spec, Progress progress) throws InterruptedException {
        Folds folds = new Folds(table, FOLDS, protocol.seed());
        Folds feedFolds = new Folds(table, FEED_FOLDS, protocol.seed());
        Steps steps = new Steps((posts + feeds) * bases.size(), progress);
        for (int fold = 0; fold < posts; fold++) {
            int people = fold / FOLDS;
            int of = fold % FOLDS;
            contest(folds.train(people, of), folds.test(people, of), fold, bases, spec, steps, judge::askWithinPosts);
        }
        for (int fold = 0; fold < feeds; fold++) {
            int seed = FOLDS * FOLDS + fold;
            contest(feedFolds.feedTrain(fold), feedFolds.feedTest(fold), seed, bases, spec, steps, judge::askForFeeds);
        }
        otherPeople();
        return new Outcome(judge.results(), judge.feedResults());
    }

    /** Asks a trained calibrator about all rows. Whether it learnt from them, only the caller can know. */
    public Outcome of(CalibratorWeights weights, Progress progress) {
        int[] rows = IntStream.range(0, table.rows()).toArray();
        List<Contestant> contestants = new ArrayList<>(baselines.contestants(rows));
        try (Calibrator calibrator = new Calibrator(weights, torch)) {
            contestants.addAll(Calibrators.contestants(table, calibrator, Baselines.rates(table, rows)));
            Steps steps = new Steps(2 * contestants.size() + 2, progress);
            for (Contestant contestant : contestants) {
                steps.next("contestants, posts: " + contestant.name());
                judge.askWithinPosts(contestant, rows);
                steps.next("contestants, feeds: " + contestant.name());
                judge.askForFeeds(contestant, rows);
            }
            otherPeople();
            steps.next("contestants, intervals of posts");
            List<Result> results = judge.results();
            steps.next("contestants, intervals of feeds");
            return new Outcome(results, judge.feedResults());
        }
    }

    /** As {@link #strict}, of a base model that is refitted in each fold, beside the base as it is. The base must not know the people. */
    public Outcome refitted(CalibratorWeights base, Progress progress) {
        Folds folds = new Folds(table, FOLDS, protocol.seed());
        Folds feedFolds = new Folds(table, FEED_FOLDS, protocol.seed());
        Steps steps = new Steps(FOLDS * FOLDS + FEED_FOLDS, progress);
        for (int fold = 0; fold < FOLDS * FOLDS; fold++) {
            refit(base, folds.train(fold / FOLDS, fold % FOLDS), folds.test(fold / FOLDS, fold % FOLDS), steps, judge::askWithinPosts);
        }
        for (int fold = 0; fold < FEED_FOLDS; fold++) {
            refit(base, feedFolds.feedTrain(fold), feedFolds.feedTest(fold), steps, judge::askForFeeds);
        }
        otherPeople();
        return new Outcome(judge.results(), judge.feedResults());
    }

    private void refit(CalibratorWeights base, int[] train, int[] test, Steps steps, BiConsumer<Contestant, int[]> ask) {
        steps.next(base.scorers());
        if (train.length == 0 || test.length == 0) {
            throw new IllegalArgumentException("there are too few annotations to refit in folds");
        }
        baselines.contestants(train).forEach(baseline -> ask.accept(baseline, test));
        try (Calibrator before = new Calibrator(base, torch);
                Calibrator after = new Calibrator(new Refit(torch, base).on(table, train), torch)) {
            Contestant refitted = Calibrators.contestants(table, after, Baselines.rates(table, train)).get(0);
            ask.accept(refitted, test);
            ask.accept(new Contestant("the base, not refitted", refitted.base(), before, refitted.answers(), true, true), test);
        }
    }

    private static final class Steps {
        private final int all;
        private final Progress progress;
        private int done;

        Steps(int all, Progress progress) {
            this.all = all;
            this.progress = progress;
        }

        void next(String what) {
            progress.at(done++, all, what);
        }

        void next(List<String> scorers) {
            next(String.join(" + ", scorers));
        }
    }

    /** All contestants learn from {@code train} and are asked about {@code test}. */
    private void contest(
            int[] train,
            int[] test,
            int fold,
            List<List<String>> bases,
            TrainingSpec spec,
            Steps steps,
            BiConsumer<Contestant, int[]> ask)
            throws InterruptedException {
        if (train.length == 0 || test.length == 0) {
            throw new IllegalArgumentException("there are too few people or posts for " + FOLDS + " × " + FOLDS + " folds");
        }
        baselines.contestants(train).forEach(baseline -> ask.accept(baseline, test));
        double[] rates = Baselines.rates(table, train);
        long seed = protocol.seed() * 100 + fold;
        try (Calibrators calibrators = new Calibrators(table)) {
            for (List<String> scorers : bases) {
                steps.next(scorers);
                CalibratorWeights weights = train(scorers, spec, train, seed);
                calibrators.add(new Calibrator(weights, torch), rates);
                CalibratorWeights closed = spec.kind() == TrainingSpec.Kind.bayes
                        ? weights
                        : train(scorers, spec.withKind(TrainingSpec.Kind.bayes), train, seed);
                calibrators.addClosedForm(new Calibrator(closed, torch));
            }
            calibrators.contestants().forEach(contestant -> ask.accept(contestant, test));
        }
    }

    private CalibratorWeights train(List<String> scorers, TrainingSpec spec, int[] rows, long seed) throws InterruptedException {
        return new CalibratorTraining(torch, table, scorers, spec).train(rows, seed, (at, of, loss) -> {});
    }

    private void otherPeople() {
        for (int row = 0; row < table.rows(); row++) {
            judge.note("another person", row, baselines.otherPerson(row));
        }
    }
}
