package circumplex.personalizer.data;

import circumplex.values.ValueSet;
import java.util.Arrays;
import java.util.List;

/**
 * Annotations as columns: row r says how one person rated one post, and what the scorers gave the post.
 *
 * <p>Everything is in memory: 100 bytes a row and scorer, so a million annotations take about 250 MB; {@link
 * TableBuilder} refuses more than it is allowed.
 */
public final class AnnotationTable {

    /** Stands where a person did not rate a value, which is not the same as 0. */
    public static final byte UNRATED = -1;

    private final ValueSet set;
    private final List<String> scorers;
    private final List<String> people;
    private final List<String> posts;
    private final int[] person;
    private final int[] post;
    private final byte[] ratings;
    private final float[][] scores;
    private final float[] reference;
    private final float[] answers;
    private final int questions;
    private final int[][] rowsOfPerson;

    AnnotationTable(TableBuilder rows) {
        set = rows.set();
        scorers = rows.scorers();
        people = rows.people();
        posts = rows.posts();
        person = rows.personColumn();
        post = rows.postColumn();
        ratings = rows.ratingColumns();
        scores = rows.scoreColumns();
        reference = rows.referenceColumns();
        answers = rows.answerColumns();
        questions = rows.questions();
        rowsOfPerson = group(person, people.size());
    }

    public ValueSet set() {
        return set;
    }

    public int rows() {
        return person.length;
    }

    /** Who made the base scores, in the order of {@link #score}. */
    public List<String> scorers() {
        return scorers;
    }

    public List<String> people() {
        return people;
    }

    public List<String> posts() {
        return posts;
    }

    /** The position in {@link #people} of who rated. */
    public int person(int row) {
        return person[row];
    }

    /** The position in {@link #posts} of what was rated. */
    public int post(int row) {
        return post[row];
    }

    /** All rows of the person at {@code position}, in file order. The caller must not change the array. */
    public int[] rowsOfPerson(int position) {
        return rowsOfPerson[position];
    }

    /** 0 to 6, or {@link #UNRATED}. */
    public int rating(int row, int value) {
        return ratings[row * set.size() + value];
    }

    /** The ratings of a row; NaN where unrated. */
    public double[] ratings(int row) {
        double[] vector = new double[set.size()];
        for (int v = 0; v < vector.length; v++) {
            int rating = rating(row, v);
            vector[v] = rating == UNRATED ? Double.NaN : rating;
        }
        return vector;
    }

    /** Base score in [0, 6] by the scorer at {@code scorer}; NaN where the file has none. */
    public float score(int scorer, int row, int value) {
        return scores[scorer][row * set.size() + value];
    }

    /** The base scores of a row; NaN where the file has none. */
    public double[] scores(int scorer, int row) {
        double[] vector = new double[set.size()];
        for (int v = 0; v < vector.length; v++) {
            vector[v] = score(scorer, row, v);
        }
        return vector;
    }

    /** Whether the scorer gave this row at least one score. */
    public boolean scored(int scorer, int row) {
        for (int v = 0; v < set.size(); v++) {
            if (!Float.isNaN(score(scorer, row, v))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the file brought the predictions of another model along, to be compared with. */
    public boolean hasReference() {
        return reference.length > 0;
    }

    /** The prediction that the file brought along; NaN where it has none. */
    public double[] reference(int row) {
        double[] vector = new double[set.size()];
        for (int v = 0; v < vector.length; v++) {
            vector[v] = reference[row * set.size() + v];
        }
        return vector;
    }

    /** How many questionnaire answers a person can have; 0 if the file has no questionnaire. */
    public int questions() {
        return questions;
    }

    /** A person's answer; NaN where there is none. */
    public float answer(int person, int question) {
        return answers[person * questions + question];
    }

    /** Whether a person answered every question. */
    public boolean answered(int person) {
        for (int q = 0; q < questions; q++) {
            if (Float.isNaN(answer(person, q))) {
                return false;
            }
        }
        return questions > 0;
    }

    /** The position of a scorer in {@link #scorers}. */
    public int scorer(String name) {
        int position = scorers.indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException("there is no scorer '" + name + "' in the data; it has " + scorers);
        }
        return position;
    }

    /** Counts only: who rated what belongs in no log. */
    @Override
    public String toString() {
        return rows() + " annotations of " + posts.size() + " posts by " + people.size() + " people";
    }

    private static int[][] group(int[] keys, int size) {
        int[] counts = new int[size];
        for (int key : keys) {
            counts[key]++;
        }
        int[][] groups = new int[size][];
        Arrays.setAll(groups, key -> new int[counts[key]]);
        int[] next = new int[size];
        for (int row = 0; row < keys.length; row++) {
            groups[keys[row]][next[keys[row]]++] = row;
        }
        return groups;
    }
}
