package circumplex.personalizer.calibration;

import circumplex.model.engine.Torch;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trains a calibrator: several networks on the same rows, from seeds that follow from one. */
public final class CalibratorTraining {

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
        TrainingRows training = new TrainingRows(table, scorers, rows);
        NetworkShape shape = new NetworkShape(table.set().size(), scorers.length, table.questions());
        int each = spec.steps(training.people.length);
        List<float[]> nets = new ArrayList<>();
        for (int net = 0; net < spec.nets(); net++) {
            NetworkTraining run = new NetworkTraining(training, spec, shape, StableHash.of(seed, "net", "" + net));
            state.read(net, shape).ifPresent(run::resume);
            while (!run.done()) {
                torch.call(arrays -> {
                    run.advance(arrays);
                    return run.step();
                });
                state.write(net, run);
                progress.step(net * each + run.step(), spec.nets() * each, run.loss());
            }
            nets.add(run.parameters());
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
