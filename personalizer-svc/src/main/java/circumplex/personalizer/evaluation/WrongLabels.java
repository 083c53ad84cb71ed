package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadRowException;
import circumplex.personalizer.data.TableBuilder;
import circumplex.personalizer.statistics.StableHash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What wrong labels cost: the study's measure where a share of what is known of a person is turned round, a rating y to 6 − y. Those who are
 * asked about are judged by what they really said.
 */
public final class WrongLabels {

    /** Annotations known. */
    static final int[] KNOWN = {2, 5, 10};

    private WrongLabels() {}

    /** What is turned round. */
    public enum Turned {
        /** Single ratings, each by itself. */
        RATINGS,
        /** All ratings of an annotation together. */
        ANNOTATIONS
    }

    /**
     * ρ with so many annotations known.
     *
     * @param right with the labels as they are, without the guard
     * @param guarded the same with the guard
     * @param wrong with wrong labels, without the guard
     * @param wrongGuarded the same with the guard
     */
    public record Cost(Turned turned, int k, double nothing, double right, double guarded, double wrong, double wrongGuarded) {}

    /**
     * @param rows whose people and posts {@code predictor} did not learn from
     * @param share of what is turned round, in [0, 1]
     */
    public static List<Cost> of(AnnotationTable table, Predictor predictor, int[] rows, double share, Protocol protocol) {
        Predictor guard = new Guarded(predictor);
        double nothing = rho(table, table, predictor, rows, 0, protocol);
        List<Cost> costs = new ArrayList<>();
        for (Turned turned : Turned.values()) {
            AnnotationTable wrong = turn(table, turned, share, protocol.seed());
            for (int k : KNOWN) {
                costs.add(new Cost(
                        turned,
                        k,
                        nothing,
                        rho(table, table, predictor, rows, k, protocol),
                        rho(table, table, guard, rows, k, protocol),
                        rho(table, wrong, predictor, rows, k, protocol),
                        rho(table, wrong, guard, rows, k, protocol)));
            }
        }
        return costs;
    }

    /** @param known the table that supports are read from */
    private static double rho(
            AnnotationTable table, AnnotationTable known, Predictor predictor, int[] rows, int k, Protocol protocol) {
        Supports supports = new Supports(table, protocol.seed());
        List<Query> queries = new ArrayList<>();
        for (int row : rows) {
            if (table.rowsOfPerson(table.person(row)).length > Protocol.MIN_OTHERS) {
                for (int draw = 0; draw < (k == 0 ? 1 : protocol.draws()); draw++) {
                    queries.add(new Query(row, supports.around(row, k, draw)));
                }
            }
        }
        WithinPost measure = new WithinPost(table);
        List<Prediction> predictions = predictor.predict(known, queries);
        for (int i = 0; i < predictions.size(); i++) {
            measure.add(queries.get(i).row(), predictions.get(i));
        }
        return measure.mean();
    }

    /** The same table with wrong labels; row by row it is drawn what is wrong. */
    static AnnotationTable turn(AnnotationTable table, Turned turned, double share, long seed) {
        TableBuilder wrong = new TableBuilder(table.set(), table.scorers(), table.questions(), false, table.rows());
        int values = table.set().size();
        for (int row = 0; row < table.rows(); row++) {
            String person = table.people().get(table.person(row));
            String post = table.posts().get(table.post(row));
            SplittableRandom random = new SplittableRandom(StableHash.of(seed, "turned", person, post));
            boolean whole = random.nextDouble() < share;
            byte[] ratings = new byte[values];
            float[][] scores = new float[table.scorers().size()][values];
            for (int v = 0; v < values; v++) {
                int rating = table.rating(row, v);
                boolean turn = turned == Turned.ANNOTATIONS ? whole : random.nextDouble() < share;
                ratings[v] = (byte) (turn && rating != AnnotationTable.UNRATED ? 6 - rating : rating);
                for (int s = 0; s < scores.length; s++) {
                    scores[s][v] = table.score(s, row, v);
                }
            }
            float[] answers = new float[table.questions()];
            for (int q = 0; q < answers.length; q++) {
                answers[q] = table.answer(table.person(row), q);
            }
            try {
                wrong.add(person, post, ratings, scores, new float[0], answers);
            } catch (BadRowException e) {
                throw new IllegalStateException("a row of a table is refused by another", e);
            }
        }
        return wrong.build();
    }
}
