package circumplex.personalizer.calibration.training;

import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.TrainingRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where training begins: weights small and random, and the answer to a post of which nothing is known the training mean. Without
 * the latter the population's answer stays biased, and what annotations add looks larger than it is.
 */
final class InitialParameters {

    private static final double FIRST_SHRINKAGE_OF_CODES = 5;
    private static final double FIRST_SHRINKAGE_OF_RESIDUALS = 10;

    /** The rate of a rating that never occurs is not exactly 0. */
    private static final double PSEUDO_COUNT = 0.5;

    private InitialParameters() {}

    static float[] of(NetworkShape shape, TrainingRows rows, SplittableRandom random) {
        float[] parameters = new float[shape.parameters()];
        int at = 0;
        for (NetworkShape.Section section : shape.sections()) {
            float[] part = part(section, shape, rows, random);
            System.arraycopy(part, 0, parameters, at, part.length);
            at += part.length;
        }
        return parameters;
    }

    private static float[] part(NetworkShape.Section section, NetworkShape shape, TrainingRows rows, SplittableRandom random) {
        float[] part = new float[section.size()];
        switch (section.name()) {
            case "skip.weight", "shift.weight" -> {
                // The hidden layers and the direct term begin alone.
            }
            case "head.bias" -> headBias(part, shape, rows);
            case "ordinal.thresholds" -> thresholds(part, rows);
            case "direct.gain" -> Arrays.fill(part, 1);
            case "shrinkage.log" -> {
                part[0] = (float) Math.log(FIRST_SHRINKAGE_OF_CODES);
                part[1] = (float) Math.log(FIRST_SHRINKAGE_OF_RESIDUALS);
            }
            default -> uniform(part, section, random);
        }
        return part;
    }

    private static void uniform(float[] part, NetworkShape.Section section, SplittableRandom random) {
        if (!section.decays()) {
            return;
        }
        double bound = 1 / Math.sqrt(section.rows());
        for (int i = 0; i < part.length; i++) {
            part[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
    }

    private static void headBias(float[] bias, NetworkShape shape, TrainingRows rows) {
        int values = shape.values();
        for (int v = 0; v < values; v++) {
            double ranks = 0;
            double levels = 0;
            double rated = 0;
            double ranked = 0;
            for (Targets targets : rows.targets) {
                ranks += targets.ranked() ? targets.ranks()[v] : 0;
                ranked += targets.ranked() ? targets.rated()[v] : 0;
                levels += targets.levels()[v];
                rated += targets.rated()[v];
            }
            bias[v] = (float) (ranks / Math.max(1, ranked));
            bias[2 * values + v] = (float) (levels / Math.max(1, rated));
        }
    }

    private static void thresholds(float[] thresholds, TrainingRows rows) {
        for (int i = 0; i < thresholds.length; i++) {
            int value = i / NetworkShape.THRESHOLDS;
            double above = PSEUDO_COUNT;
            double count = 2 * PSEUDO_COUNT;
            for (Targets targets : rows.targets) {
                above += targets.above()[i];
                count += targets.rated()[value];
            }
            thresholds[i] = (float) -Math.log(above / (count - above));
        }
    }
}
