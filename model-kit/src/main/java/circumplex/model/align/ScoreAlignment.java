package circumplex.model.align;

import circumplex.model.BadModel;
import circumplex.model.folder.StrictJson;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A monotone map, value by value, from the scores of one scorer to those that another would give: a score goes to the score of the same
 * quantile. Fitted on the scores that both gave to the same unlabelled posts; what any single post got does not matter, only how scores
 * are distributed. So it moves scales and keeps orders, and makes no scorer better.
 */
public final class ScoreAlignment {

    /** Fewer posts do not show the tails. */
    public static final int MIN_POSTS = 2_000;

    static final String KIND = "score-alignment";
    static final int FORMAT = 1;
    static final int QUANTILES = 101;

    private final ValueSet set;
    private final String from;
    private final String to;
    private final int posts;
    private final float[][] source;
    private final float[][] target;

    private ScoreAlignment(ValueSet set, String from, String to, int posts, float[][] source, float[][] target) {
        if (from.isBlank() || to.isBlank() || from.equals(to)) {
            throw new BadModel("an alignment is between two scorers");
        }
        if (posts < MIN_POSTS) {
            throw new BadModel("an alignment needs the scores of " + MIN_POSTS + " posts, these are " + posts);
        }
        this.set = set;
        this.from = from;
        this.to = to;
        this.posts = posts;
        this.source = source;
        this.target = target;
    }

    /**
     * @param from id of the scorer whose scores are to be mapped
     * @param to id of the scorer whose scale they are mapped to
     * @param fromScores what the first gave to each post
     * @param toScores what the second gave to the same posts, in the same order
     * @throws BadModel if there are fewer than {@value #MIN_POSTS} posts, or not as many of one scorer as of the other
     */
    public static ScoreAlignment fit(
            ValueSet set, String from, String to, List<ScoreVector> fromScores, List<ScoreVector> toScores) {
        if (fromScores.size() != toScores.size()) {
            throw new BadModel("both scorers have to score every post");
        }
        return new ScoreAlignment(set, from, to, fromScores.size(), quantiles(set, fromScores), quantiles(set, toScores));
    }

    /** @throws BadModel if it is none, is of another value set, or is not monotone */
    public static ScoreAlignment parse(byte[] json, ValueSet set) {
        JsonObject alignment = StrictJson.parse("an alignment", json);
        requireText(alignment, "kind", KIND);
        requireText(alignment, "format", Integer.toString(FORMAT));
        requireText(alignment, "value_set", set.toString());
        requireText(alignment, "value_set_sha256", set.sha256());
        JsonElement values = alignment.get("values");
        if (values == null || !values.isJsonObject() || values.getAsJsonObject().size() != set.size()) {
            throw new BadModel("an alignment has quantiles of every value");
        }
        float[][] source = new float[set.size()][];
        float[][] target = new float[set.size()][];
        for (int v = 0; v < set.size(); v++) {
            JsonElement value = values.getAsJsonObject().get(set.dimension(v).id());
            if (value == null || !value.isJsonObject()) {
                throw new BadModel("an alignment has quantiles of every value");
            }
            source[v] = increasing(value.getAsJsonObject().get("from"));
            target[v] = increasing(value.getAsJsonObject().get("to"));
        }
        return new ScoreAlignment(
                set, text(alignment, "from"), text(alignment, "to"), whole(text(alignment, "posts")), source, target);
    }

    /** Equal alignments are equal bytes. */
    public byte[] bytes() {
        JsonObject values = new JsonObject();
        for (int v = 0; v < set.size(); v++) {
            JsonObject value = new JsonObject();
            value.add("from", array(source[v]));
            value.add("to", array(target[v]));
            values.add(set.dimension(v).id(), value);
        }
        JsonObject alignment = new JsonObject();
        alignment.addProperty("kind", KIND);
        alignment.addProperty("format", FORMAT);
        alignment.addProperty("value_set", set.toString());
        alignment.addProperty("value_set_sha256", set.sha256());
        alignment.addProperty("from", from);
        alignment.addProperty("to", to);
        alignment.addProperty("posts", posts);
        alignment.add("values", values);
        return StrictJson.bytes("an alignment", alignment);
    }

    /** The id of the scorer whose scores it takes. */
    public String from() {
        return from;
    }

    /** The id of the scorer whose scale it maps to. */
    public String to() {
        return to;
    }

    public int posts() {
        return posts;
    }

    /** The scores on the other scale. A greater score never becomes a smaller one. */
    public ScoreVector map(ScoreVector scores) {
        float[] mapped = new float[set.size()];
        for (int v = 0; v < mapped.length; v++) {
            mapped[v] = map(source[v], target[v], scores.get(v));
        }
        return ScoreVector.of(set, mapped);
    }

    /** Between two quantiles in a straight line; a score that is several quantiles at once goes to the middle of theirs. */
    private static float map(float[] source, float[] target, float score) {
        if (score < source[0]) {
            return source[0] == 0 ? target[0] : target[0] * score / source[0];
        }
        if (score > source[QUANTILES - 1]) {
            float share = (score - source[QUANTILES - 1]) / (ScoreVector.MAX - source[QUANTILES - 1]);
            return target[QUANTILES - 1] + share * (ScoreVector.MAX - target[QUANTILES - 1]);
        }
        int first = 0;
        while (source[first] < score) {
            first++;
        }
        int last = first;
        while (last + 1 < QUANTILES && source[last + 1] == score) {
            last++;
        }
        if (source[first] == score) {
            return (target[first] + target[last]) / 2;
        }
        // Whole runs of equal quantiles have one image: the line begins in the middle of the run below and ends in that of the run above.
        float below = source[first - 1];
        float above = source[first];
        float share = (score - below) / (above - below);
        float low = map(source, target, below);
        return low + share * (map(source, target, above) - low);
    }

    private static float[][] quantiles(ValueSet set, List<ScoreVector> scores) {
        float[][] quantiles = new float[set.size()][QUANTILES];
        for (int v = 0; v < set.size() && !scores.isEmpty(); v++) {
            float[] sorted = new float[scores.size()];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = scores.get(i).get(v);
            }
            Arrays.sort(sorted);
            for (int q = 0; q < QUANTILES; q++) {
                quantiles[v][q] = sorted[(int) ((long) (sorted.length - 1) * q / (QUANTILES - 1))];
            }
        }
        return quantiles;
    }

    private static JsonArray array(float[] numbers) {
        JsonArray array = new JsonArray();
        for (float number : numbers) {
            array.add(Math.round(number * 1000) / 1000.0);
        }
        return array;
    }

    private static float[] increasing(JsonElement element) {
        if (element == null || !element.isJsonArray() || element.getAsJsonArray().size() != QUANTILES) {
            throw new BadModel("an alignment has " + QUANTILES + " quantiles a value and scorer");
        }
        float[] numbers = new float[QUANTILES];
        for (int q = 0; q < QUANTILES; q++) {
            JsonElement number = element.getAsJsonArray().get(q);
            if (!number.isJsonPrimitive() || !number.getAsJsonPrimitive().isNumber()) {
                throw new BadModel("a quantile is a number");
            }
            numbers[q] = number.getAsFloat();
            if (!(numbers[q] >= (q == 0 ? 0 : numbers[q - 1]) && numbers[q] <= ScoreVector.MAX)) {
                throw new BadModel("quantiles grow from 0 to " + ScoreVector.MAX);
            }
        }
        return numbers;
    }

    private static void requireText(JsonObject object, String name, String wanted) {
        if (!Objects.equals(text(object, name), wanted)) {
            throw new BadModel("\"" + name + "\" of the alignment is another than this code has");
        }
    }

    private static String text(JsonObject object, String name) {
        JsonElement element = object.get(name);
        if (element == null || !element.isJsonPrimitive()) {
            throw new BadModel("an alignment needs \"" + name + "\"");
        }
        return element.getAsString();
    }

    private static int whole(String digits) {
        if (!digits.matches("[1-9][0-9]{0,8}")) {
            throw new BadModel("the number of posts is a whole number");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
