package circumplex.personalizer.calibration;

import ai.djl.ndarray.NDManager;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trains a calibrator: several networks on the same rows, from seeds that follow from one. */
public final class CalibratorTraining {

    private final AnnotationTable table;
    private final int[] scorers;
    private final TrainingSpec spec;

    public CalibratorTraining(AnnotationTable table, List<String> scorers, TrainingSpec spec) {
        this.table = table;
        this.scorers = scorers.stream().mapToInt(table::scorer).toArray();
        this.spec = spec;
    }

    /** Told of every step. */
    @FunctionalInterface
    public interface Progress {
        void step(int done, int all, double loss);
    }

    public CalibratorWeights train(int[] rows, long seed, Progress progress) {
        TrainingRows training = new TrainingRows(table, scorers, rows);
        NetworkShape shape = new NetworkShape(table.set().size(), scorers.length, table.questions());
        List<float[]> nets = new ArrayList<>();
        int all = spec.nets() * spec.steps(training.people.length);
        int done = 0;
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (int net = 0; net < spec.nets(); net++) {
                NetworkTraining run = new NetworkTraining(training, spec, shape, seed * 31 + net);
                while (!run.done()) {
                    run.advance(manager);
                    progress.step(++done, all, run.loss());
                }
                nets.add(run.parameters());
            }
        }
        float[] variance = new float[shape.values()];
        Arrays.fill(variance, 1);
        return new CalibratorWeights(
                table.set(),
                Arrays.stream(scorers).mapToObj(table.scorers()::get).toList(),
                shape,
                training.features.means(),
                training.features.scales(),
                training.levelScales,
                training.answerMeans,
                training.answerScales,
                variance,
                nets);
    }
}
