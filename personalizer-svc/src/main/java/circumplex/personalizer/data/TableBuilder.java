package circumplex.personalizer.data;

import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes rows one by one and checks each; {@link #build} makes the table of them. */
public final class TableBuilder {

    /** More than this is refused unless the caller says otherwise: about 1 GB. */
    public static final int DEFAULT_MAX_ROWS = 2_000_000;

    private static final int MAX_RATING = 6;

    private final ValueSet set;
    private final List<String> scorers;
    private final int questions;
    private final boolean withReference;
    private final int maxRows;
    private final Map<String, Integer> people = new LinkedHashMap<>();
    private final Map<String, Integer> posts = new LinkedHashMap<>();
    private final Set<Long> pairs = new HashSet<>();
    private final List<float[]> answers = new ArrayList<>();
    private int rows;
    private int[] person = new int[1024];
    private int[] post = new int[1024];
    private byte[] ratings;
    private float[][] scores;
    private float[] reference;

    /**
     * @param scorers who made the base scores; one or two
     * @param questions how many questionnaire answers people can have
     * @param withReference whether rows carry the predictions of another model
     */
    public TableBuilder(ValueSet set, List<String> scorers, int questions, boolean withReference, int maxRows) {
        this.set = set;
        this.scorers = List.copyOf(scorers);
        this.questions = questions;
        this.withReference = withReference;
        this.maxRows = maxRows;
        ratings = new byte[1024 * set.size()];
        scores = new float[scorers.size()][1024 * set.size()];
        reference = withReference ? new float[1024 * set.size()] : new float[0];
    }

    /**
     * Takes one annotation.
     *
     * @param rated 0 to 6 or {@link AnnotationTable#UNRATED}, one for each value
     * @param based for each scorer one score in [0, 6] or NaN for each value
     * @param predicted the other model's prediction; ignored without {@code withReference}
     * @param answered the person's answers or NaN; must be the same in all rows of a person
     * @throws BadRowException saying what is wrong, when the row is left out
     */
    public void add(String personId, String postId, byte[] rated, float[][] based, float[] predicted, float[] answered)
            throws BadRowException {
        requireId("annotator", personId);
        requireId("post", postId);
        requireRatings(rated);
        for (int s = 0; s < based.length; s++) {
            requireScores(scorers.get(s), based[s]);
        }
        if (rows == maxRows) {
            throw new BadRowException("more than " + maxRows + " annotations; give a larger limit if there is memory for it");
        }
        int who = people.getOrDefault(personId, people.size());
        int what = posts.getOrDefault(postId, posts.size());
        requireSameAnswers(who, answered);
        if (!pairs.add(((long) who << 32) | what)) {
            throw new BadRowException("this annotator rated this post in an earlier line");
        }
        if (who == people.size()) {
            people.put(personId, who);
            answers.add(answered.clone());
        }
        posts.putIfAbsent(postId, what);
        append(who, what, rated, based, predicted);
    }

    /** The table of all rows taken. */
    public AnnotationTable build() {
        return new AnnotationTable(this);
    }

    int rows() {
        return rows;
    }

    ValueSet set() {
        return set;
    }

    List<String> scorers() {
        return scorers;
    }

    List<String> people() {
        return List.copyOf(people.keySet());
    }

    List<String> posts() {
        return List.copyOf(posts.keySet());
    }

    int[] personColumn() {
        return Arrays.copyOf(person, rows);
    }

    int[] postColumn() {
        return Arrays.copyOf(post, rows);
    }

    byte[] ratingColumns() {
        return Arrays.copyOf(ratings, rows * set.size());
    }

    float[][] scoreColumns() {
        float[][] copy = new float[scores.length][];
        Arrays.setAll(copy, s -> Arrays.copyOf(scores[s], rows * set.size()));
        return copy;
    }

    float[] referenceColumns() {
        return withReference ? Arrays.copyOf(reference, rows * set.size()) : new float[0];
    }

    int questions() {
        return questions;
    }

    float[] answerColumns() {
        float[] columns = new float[answers.size() * questions];
        for (int i = 0; i < answers.size(); i++) {
            System.arraycopy(answers.get(i), 0, columns, i * questions, questions);
        }
        return columns;
    }

    private void append(int who, int what, byte[] rated, float[][] based, float[] predicted) {
        if (rows == person.length) {
            grow(rows + (rows >> 1));
        }
        int at = rows * set.size();
        person[rows] = who;
        post[rows] = what;
        System.arraycopy(rated, 0, ratings, at, set.size());
        for (int s = 0; s < based.length; s++) {
            System.arraycopy(based[s], 0, scores[s], at, set.size());
        }
        if (withReference) {
            System.arraycopy(predicted, 0, reference, at, set.size());
        }
        rows++;
    }

    private void grow(int capacity) {
        person = Arrays.copyOf(person, capacity);
        post = Arrays.copyOf(post, capacity);
        ratings = Arrays.copyOf(ratings, capacity * set.size());
        Arrays.setAll(scores, s -> Arrays.copyOf(scores[s], capacity * set.size()));
        reference = withReference ? Arrays.copyOf(reference, capacity * set.size()) : reference;
    }

    private static void requireId(String what, String id) throws BadRowException {
        if (id.isBlank() || id.length() > 128) {
            throw new BadRowException("the " + what + " id must have 1 to 128 characters");
        }
    }

    private void requireRatings(byte[] rated) throws BadRowException {
        boolean any = false;
        for (int v = 0; v < rated.length; v++) {
            if (rated[v] != AnnotationTable.UNRATED && (rated[v] < 0 || rated[v] > MAX_RATING)) {
                throw new BadRowException("the rating of " + set.dimension(v).id() + " must be a whole number from 0 to 6");
            }
            any |= rated[v] != AnnotationTable.UNRATED;
        }
        if (!any) {
            throw new BadRowException("no value is rated");
        }
    }

    private void requireScores(String scorer, float[] based) throws BadRowException {
        for (int v = 0; v < based.length; v++) {
            if (!Float.isNaN(based[v]) && !(based[v] >= 0 && based[v] <= MAX_RATING)) {
                throw new BadRowException("the score of " + set.dimension(v).id() + " by " + scorer + " must be in [0, 6]");
            }
        }
    }

    private void requireSameAnswers(int who, float[] answered) throws BadRowException {
        if (who < answers.size() && !Arrays.equals(answers.get(who), answered)) {
            throw new BadRowException("the questionnaire answers differ from those in an earlier line of this annotator");
        }
    }
}
