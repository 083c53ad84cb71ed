package circumplex.personalizer.calibration.training;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.calibration.closedform.ClosedFormTraining;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Trains a calibrator: in closed form, or several networks on the same rows, from seeds that follow from one. */
public final class CalibratorTraining {

    private static final int RESIDUAL_ROWS = 5000;

    private final Torch torch;
    private final AnnotationTable table;
    private final int[] scorers;
    private final TrainingSpec spec;

    public CalibratorTraining(Torch torch, AnnotationTable table, List<String> scorers, TrainingSpec spec) {
        this.torch = torch;
        this.table = table;
        this.scorers = scorers.stream().mapToInt(table::scorer).toArray();
        this.spec = spec;
    }

    /** Told of every step. */
    @FunctionalInterface
    public interface Progress {
        void step(int done, int all, double loss);
    }

    /** As {@link #train(int[], long, TrainingState, Progress)}, from the beginning, without keeping where it stands. */
    public CalibratorWeights train(int[] rows, long seed, Progress progress) throws InterruptedException {
        return train(rows, seed, TrainingState.FORGETFUL, progress);
    }

    /**
     * @param rows what may be learnt from
     * @param state where the run goes on, and where it leaves word of how far it is
     * @throws InterruptedException if the thread is interrupted; the state then says where to go on
     */
    public CalibratorWeights train(int[] rows, long seed, TrainingState state, Progress progress) throws InterruptedException {
        TrainingRows training = new TrainingRows(table, scorers, rows, spec.kind() == TrainingSpec.Kind.monotone);
        NetworkShape shape = new NetworkShape(table.set().size(), scorers.length, table.questions(), spec.architecture());
        return weights(training, shape, rows, parameters(training, shape, seed, state, progress));
    }

    private List<float[]> parameters(
            TrainingRows training, NetworkShape shape, long seed, TrainingState state, Progress progress) throws InterruptedException {
        return switch (shape.architecture()) {
            case NETWORK -> networks(training, shape, seed, state, progress);
            case CLOSED_FORM -> List.of(closedForm(shape, training));
            case BOTH -> {
                List<float[]> members = new ArrayList<>(networks(training, shape.ofMember(0, 2), seed, state, progress));
                members.add(closedForm(shape.ofMember(1, 2), training));
                yield members;
            }
        };
    }

    private float[] closedForm(NetworkShape shape, TrainingRows training) {
        return new ClosedFormTraining(shape, training, spec.kind() == TrainingSpec.Kind.monotone).parameters();
    }

    private List<float[]> networks(
            TrainingRows training, NetworkShape shape, long seed, TrainingState state, Progress progress) throws InterruptedException {
        Steps steps = new Steps(spec.nets() * spec.steps(training.people.length), progress);
        List<Callable<float[]>> runs = new ArrayList<>();
        for (int i = 0; i < spec.nets(); i++) {
            int net = i;
            runs.add(() -> train(new NetworkTraining(training, spec, shape, StableHash.of(seed, "net", "" + net)), net, state, steps));
        }
        return all(runs);
    }

    private CalibratorWeights weights(TrainingRows training, NetworkShape shape, int[] rows, List<float[]> parameters) {
        CalibratorWeights weights = new CalibratorWeights(
                table.set(),
                Arrays.stream(scorers).mapToObj(table.scorers()::get).toList(),
                shape,
                training.features.means(),
                training.features.scales(),
                training.levelScales,
                training.answerMeans,
                training.answerScales,
                new float[shape.values() * shape.values()],
                true,
                parameters);
        return weights.withResidualCovariance(residuals(torch, weights, table, rows));
    }

    /** Steps of all networks together. */
    private static final class Steps {
        private final int all;
        private final Progress progress;
        private int done;

        Steps(int all, Progress progress) {
            this.all = all;
            this.progress = progress;
        }

        synchronized void add(int more, double loss) {
            done += more;
            progress.step(done, all, loss);
        }
    }

    private float[] train(NetworkTraining run, int net, TrainingState state, Steps steps) throws InterruptedException {
        state.read(net, run.shape()).ifPresent(run::resume);
        steps.add(run.step(), Double.NaN);
        while (!run.done()) {
            run.advance(torch);
            state.write(net, run);
            steps.add(1, run.loss());
        }
        return run.parameters();
    }

    /** Networks share nothing while they train, so which thread trains which changes no bit. */
    private List<float[]> all(List<Callable<float[]>> runs) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(runs.size(), torch.callsAtOnce()));
        try {
            List<float[]> nets = new ArrayList<>();
            for (Future<float[]> run : threads.invokeAll(runs)) {
                nets.add(run.get());
            }
            return nets;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException("training failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Over some thousand rows, of people of whom nothing is known. */
    static float[] residuals(Torch torch, CalibratorWeights weights, AnnotationTable table, int[] rows) {
        int[] scorers = weights.scorers().stream().mapToInt(table::scorer).toArray();
        List<Query> queries = Arrays.stream(rows)
                .filter(row -> TrainingRows.scored(table, scorers, row))
                .limit(RESIDUAL_ROWS)
                .mapToObj(row -> new Query(row, new int[0]))
                .toList();
        int values = table.set().size();
        double[] sums = new double[values * values];
        long[] counts = new long[values * values];
        try (Calibrator calibrator = new Calibrator(weights, torch)) {
            List<Prediction> predictions = calibrator.predict(table, queries);
            for (int i = 0; i < predictions.size(); i++) {
                double[] ratings = table.ratings(queries.get(i).row());
                double[] means = predictions.get(i).mean();
                for (int pair = 0; pair < sums.length; pair++) {
                    int v = pair / values;
                    int w = pair % values;
                    double product = (ratings[v] - means[v]) * (ratings[w] - means[w]);
                    sums[pair] += Double.isNaN(product) ? 0 : product;
                    counts[pair] += Double.isNaN(product) ? 0 : 1;
                }
            }
        }
        float[] covariance = new float[sums.length];
        for (int pair = 0; pair < sums.length; pair++) {
            covariance[pair] = (float) (sums[pair] / Math.max(1, counts[pair]));
        }
        return covariance;
    }
}
