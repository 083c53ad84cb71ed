package circumplex.personalizer.evaluation;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.StableHash;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The strict protocol: people and posts are each dealt to folds, and the rows of one fold of people on one fold of posts are
 * predicted by a model that saw neither those people nor those posts. Who is in which fold depends on the id and the seed alone.
 *
 * <p>A feed is another matter: whoever orders it is one model. Put together from the answers of several, posts would change places
 * because the models differ in what they add to all posts of a person, which no reader would ever see.
 */
public final class Folds {

    private final AnnotationTable table;
    private final int count;
    private final int[] ofPerson;
    private final int[] ofPost;

    public Folds(AnnotationTable table, int count, long seed) {
        this.table = table;
        this.count = count;
        ofPerson = deal(table.people(), "person", seed);
        ofPost = deal(table.posts(), "post", seed);
    }

    public int count() {
        return count;
    }

    /** Rows of unseen people on unseen posts. */
    public int[] test(int people, int posts) {
        return rows(row -> ofPerson[table.person(row)] == people && ofPost[table.post(row)] == posts);
    }

    /** Rows that share neither a person nor a post with {@link #test}. */
    public int[] train(int people, int posts) {
        return rows(row -> ofPerson[table.person(row)] != people && ofPost[table.post(row)] != posts);
    }

    /** All rows of unseen people: their feeds. */
    public int[] feedTest(int people) {
        return rows(row -> ofPerson[table.person(row)] == people);
    }

    /** Rows that share neither a person nor a post with {@link #feedTest}: one model can order whole feeds of these people. */
    public int[] feedTrain(int people) {
        boolean[] seen = new boolean[table.posts().size()];
        Arrays.stream(feedTest(people)).forEach(row -> seen[table.post(row)] = true);
        return rows(row -> ofPerson[table.person(row)] != people && !seen[table.post(row)]);
    }

    private int[] rows(IntPredicate wanted) {
        return IntStream.range(0, table.rows()).filter(wanted).toArray();
    }

    private int[] deal(List<String> ids, String kind, long seed) {
        int[] folds = new int[ids.size()];
        Arrays.setAll(folds, i -> (int) Long.remainderUnsigned(StableHash.of(seed, kind, ids.get(i)), count));
        return folds;
    }
}
