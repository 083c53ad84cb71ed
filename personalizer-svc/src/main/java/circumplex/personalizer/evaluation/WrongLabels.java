package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadRowException;
import circumplex.personalizer.data.TableBuilder;
import circumplex.personalizer.statistics.Bootstrap;
import circumplex.personalizer.statistics.Interval;
import circumplex.personalizer.statistics.Resampled;
import circumplex.personalizer.statistics.StableHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What wrong labels cost: the study's measure where a share of what is known of a person is turned round, a rating y to 6 − y. Those who are
 * asked about are judged by what they really said.
 */
public final class WrongLabels {

    /** Annotations known. */
    static final int[] KNOWN = {2, 5, 10};

    private final AnnotationTable table;
    private final double share;
    private final Protocol protocol;
    private final Supports supports;
    private final Map<Key, WithinPost> measures = new LinkedHashMap<>();

    /** @param share of what is turned round, in [0, 1] */
    public WrongLabels(AnnotationTable table, double share, Protocol protocol) {
        this.table = table;
        this.share = share;
        this.protocol = protocol;
        supports = new Supports(table, protocol);
    }

    /** What is turned round. */
    public enum Turned {
        /** Single ratings, each by itself. */
        RATINGS,
        /** All ratings of an annotation together. */
        ANNOTATIONS
    }

    /** @param turned null where labels are as they are */
    private record Key(@Nullable Turned turned, int k, Guard guard) {}

    /**
     * ρ with so many annotations known, behind a guard.
     *
     * @param nothing with nothing known
     * @param right with the labels as they are
     * @param unguarded the same without a guard
     * @param wrong with wrong labels
     */
    public record Cost(Turned turned, int k, Guard guard, double nothing, Resampled right, Resampled unguarded, Resampled wrong) {

        /** What wrong labels cost, against right ones without a guard. */
        public Interval cost() {
            return unguarded.minus(wrong).interval();
        }

        /** What the guard does to right labels; below 0 where it costs. */
        public Interval guardOfRight() {
            return right.minus(unguarded).interval();
        }
    }

    /**
     * Asks about rows of one fold.
     *
     * @param predictor one that believes everybody
     * @param served the same with the guard that is served
     * @param rows whose people and posts they did not learn from
     */
    public void ask(Predictor predictor, Predictor served, int[] rows) {
        Guarded guarded = new Guarded(predictor, served);
        ask(guarded, table, null, 0, rows);
        for (int k : KNOWN) {
            ask(guarded, table, null, k, rows);
            for (Turned turned : Turned.values()) {
                ask(guarded, turn(table, turned, share, protocol.seed()), turned, k, rows);
            }
        }
    }

    /** Over all rows that were asked about. */
    public List<Cost> costs() {
        Bootstrap bootstrap = new Bootstrap(protocol.resamples(), protocol.seed());
        List<Cost> costs = new ArrayList<>();
        double nothing = measure(null, 0, Guard.NONE).mean();
        for (Turned turned : Turned.values()) {
            for (int k : KNOWN) {
                Resampled unguarded = measure(null, k, Guard.NONE).overPosts(bootstrap);
                for (Guard guard : Guard.values()) {
                    if (guard == Guard.NONE || k >= Guarded.FROM) {
                        Resampled right = measure(null, k, guard).overPosts(bootstrap);
                        Resampled wrong = measure(turned, k, guard).overPosts(bootstrap);
                        costs.add(new Cost(turned, k, guard, nothing, right, unguarded, wrong));
                    }
                }
            }
        }
        return costs;
    }

    private WithinPost measure(@Nullable Turned turned, int k, Guard guard) {
        return measures.computeIfAbsent(new Key(turned, k, guard), key -> new WithinPost(table));
    }

    /** @param known the table that supports are read from */
    private void ask(Guarded guarded, AnnotationTable known, @Nullable Turned turned, int k, int[] rows) {
        List<Query> queries = new ArrayList<>();
        for (int row : rows) {
            if (table.rowsOfPerson(table.person(row)).length > Protocol.MIN_OTHERS) {
                for (int draw = 0; draw < (k == 0 ? 1 : protocol.draws()); draw++) {
                    queries.add(new Query(row, supports.around(row, k, draw)));
                }
            }
        }
        guarded.predict(known, queries).forEach((guard, predictions) -> {
            WithinPost measure = measure(turned, k, guard);
            for (int i = 0; i < predictions.size(); i++) {
                measure.add(queries.get(i).row(), predictions.get(i));
            }
        });
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
