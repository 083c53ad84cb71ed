package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.RankOffset;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** The contestants of one fold that were trained in it, and the simpler ways to be personal that start from their maps. */
final class Calibrators implements AutoCloseable {

    private final AnnotationTable table;
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<Calibrator> all = new ArrayList<>();
    private final List<Calibrator> single = new ArrayList<>();

    Calibrators(AnnotationTable table) {
        this.table = table;
    }

    /** @param rates mean rating of each value in training */
    void add(Calibrator calibrator, double[] rates) {
        all.add(calibrator);
        if (calibrator.weights().scorers().size() == 1) {
            single.add(calibrator);
        }
        contestants.addAll(contestants(table, calibrator, rates));
    }

    void addClosedForm(Calibrator calibrator) {
        all.add(calibrator);
        contestants.add(new Contestant(
                "closed-form Bayes", base(calibrator), calibrator, answers(table, List.of(calibrator)), true, true));
    }

    /** Everybody who was added, and the average of two whose scorers have no model in common. */
    List<Contestant> contestants() {
        List<Contestant> list = new ArrayList<>(contestants);
        if (single.size() == 2) {
            String base = base(single.get(0)) + ", " + base(single.get(1));
            list.add(new Contestant("two calibrators, averaged", base, new Averaged(single), answers(table, single), true, true));
        }
        return list;
    }

    /** A calibrator, and what its map gives with simpler personal parts. */
    static List<Contestant> contestants(AnnotationTable table, Calibrator calibrator, double[] rates) {
        String base = base(calibrator);
        IntPredicate scored = answers(table, List.of(calibrator));
        Predictor map = new PopulationOnce(calibrator);
        return List.of(
                new Contestant(Evaluation.CALIBRATOR, base, map, scored, true, true),
                new Contestant("map + gain, shrunk by 10", base, new Gain(map, rates), scored, true, true),
                // An offset is the same for all posts of a person: it cannot change a feed.
                new Contestant("map + rank offset, shrunk by 10", base, new RankOffset(map, 10), scored, true, false),
                new Contestant("map + rank offset, not shrunk", base, new RankOffset(map, 0), scored, true, false));
    }

    @Override
    public void close() {
        all.forEach(Calibrator::close);
    }

    private static String base(Calibrator calibrator) {
        return String.join(" + ", calibrator.weights().scorers());
    }

    private static IntPredicate answers(AnnotationTable table, List<Calibrator> calibrators) {
        List<int[]> scorers = calibrators.stream()
                .map(calibrator -> calibrator.weights().scorers().stream().mapToInt(table::scorer).toArray())
                .toList();
        return row -> scorers.stream().allMatch(each -> Arrays.stream(each).anyMatch(scorer -> table.scored(scorer, row)));
    }
}
