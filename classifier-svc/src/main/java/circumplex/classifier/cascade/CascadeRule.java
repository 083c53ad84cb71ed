package circumplex.classifier.cascade;

import circumplex.model.BadModel;
import circumplex.model.folder.StrictJson;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which posts the quick scorer may answer alone. It errs on a post if any value differs from the other scorer's by more than {@value
 * #TOLERANCE}.
 *
 * <p>From the quick scores alone the rule expects how far the worst value is off (ridge regression on the scores and their squares, fitted on
 * one half of the posts). On the other half, which the regression has not seen, posts are taken in the order of that expectation; the
 * quick scorer answers up to the last place where (errors + 1) / (posts + 1) is within the wanted rate. That quotient is the stated
 * rate: posts to come that are like these err as often among those it answers (split conformal prediction with selection; Angelopoulos and
 * others, Conformal Risk Control, 2024).
 *
 * @param quickId who has to have made the quick scores
 * @param otherId who was asked
 * @param posts that were scored by both
 * @param statedRate of errors among the posts that it answers; 0 to 1
 * @param answered share of posts that it answers; 0 to 1
 * @param threshold the largest expectation that it answers at; below every expectation if it answers nothing
 */
record CascadeRule(
        String quickId, String otherId, int posts, double statedRate, double answered, double threshold, List<Double> weights) {

    static final double TOLERANCE = 1.5;
    static final int MIN_POSTS = 1_000;

    private static final String KIND = "cascade";
    private static final int FORMAT = 1;
    private static final int LEAST_ANSWERED = 50;
    private static final double RIDGE = 1;

    /** Answers nothing. */
    private static final double NEVER = -1e9;

    CascadeRule {
        if (posts < MIN_POSTS) {
            throw new BadModel("a cascade needs " + MIN_POSTS + " posts that both scorers scored, these are " + posts);
        }
        if (quickId.isBlank() || otherId.isBlank() || quickId.equals(otherId)) {
            throw new BadModel("a cascade is between two scorers");
        }
        weights = List.copyOf(weights);
    }

    /**
     * @param quick what the quick scorer gave to each post, in an order that has nothing to do with the posts
     * @param other what the other gave to the same posts
     * @param wantedRate of errors; in (0, 1)
     */
    static CascadeRule fit(String quickId, String otherId, List<ScoreVector> quick, List<ScoreVector> other, double wantedRate) {
        int n = Math.min(quick.size(), other.size());
        if (n < MIN_POSTS || quick.size() != other.size()) {
            throw new BadModel("a cascade needs " + MIN_POSTS + " posts that both scorers scored, these are " + n);
        }
        List<Double> weights = Ridge.fit(
                IntStream.range(0, n / 2).mapToObj(i -> features(quick.get(i))).toList(),
                IntStream.range(0, n / 2).mapToObj(i -> off(quick.get(i), other.get(i))).toList(),
                RIDGE);
        List<Integer> order = IntStream.range(n / 2, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Ridge.expect(weights, features(quick.get(i)))))
                .toList();
        int errors = 0;
        int answered = 0;
        double stated = 0;
        for (int i = 0; i < order.size(); i++) {
            errors += off(quick.get(order.get(i)), other.get(order.get(i))) > TOLERANCE ? 1 : 0;
            double rate = (errors + 1.0) / (i + 2.0);
            if (i + 1 >= LEAST_ANSWERED && rate <= wantedRate) {
                answered = i + 1;
                stated = rate;
            }
        }
        double threshold = answered == 0 ? NEVER : Ridge.expect(weights, features(quick.get(order.get(answered - 1))));
        return new CascadeRule(quickId, otherId, n, stated, answered / (double) order.size(), threshold, weights);
    }

    /** Whether it was learnt from these two. */
    boolean isAbout(String quick, String other) {
        return quickId.equals(quick) && otherId.equals(other);
    }

    /** Whether the quick scorer may answer a post that it gave these scores. */
    boolean answers(ScoreVector quick) {
        return Ridge.expect(weights, features(quick)) <= threshold;
    }

    /** How far the worst value is off. */
    static double off(ScoreVector quick, ScoreVector other) {
        double most = 0;
        for (int v = 0; v < quick.set().size(); v++) {
            most = Math.max(most, Math.abs((double) quick.get(v) - other.get(v)));
        }
        return most;
    }

    /** @throws BadModel if it is none, or of another value set */
    static CascadeRule parse(byte[] json, ValueSet set) {
        JsonObject rule = StrictJson.parse("a cascade", json);
        if (!text(rule, "kind").equals(KIND) || !text(rule, "format").equals(Integer.toString(FORMAT))
                || !text(rule, "value_set_sha256").equals(set.sha256())) {
            throw new BadModel("the file is no cascade, or of another format or value set");
        }
        List<Double> weights = new ArrayList<>();
        JsonElement listed = Optional.ofNullable(rule.get("weights")).orElseGet(JsonArray::new);
        if (!listed.isJsonArray() || listed.getAsJsonArray().size() != 1 + 2 * set.size()) {
            throw new BadModel("a cascade has " + (1 + 2 * set.size()) + " weights");
        }
        listed.getAsJsonArray().forEach(weight -> weights.add(number(weight)));
        return new CascadeRule(
                text(rule, "quick"), text(rule, "other"), (int) number(rule.get("posts")), number(rule.get("stated_rate")),
                number(rule.get("answered")), number(rule.get("threshold")), weights);
    }

    byte[] bytes(ValueSet set) {
        JsonArray listed = new JsonArray();
        weights.forEach(listed::add);
        JsonObject rule = new JsonObject();
        rule.addProperty("kind", KIND);
        rule.addProperty("format", FORMAT);
        rule.addProperty("value_set_sha256", set.sha256());
        rule.addProperty("quick", quickId);
        rule.addProperty("other", otherId);
        rule.addProperty("posts", posts);
        rule.addProperty("tolerance", TOLERANCE);
        rule.addProperty("stated_rate", statedRate);
        rule.addProperty("answered", answered);
        rule.addProperty("threshold", threshold);
        rule.add("weights", listed);
        return StrictJson.bytes("a cascade", rule);
    }

    private static List<Double> features(ScoreVector scores) {
        List<Double> features = new ArrayList<>();
        features.add(1.0);
        for (int v = 0; v < scores.set().size(); v++) {
            features.add((double) scores.get(v));
            features.add((double) scores.get(v) * scores.get(v) / 6);
        }
        return features;
    }

    private static String text(JsonObject object, String name) {
        JsonElement element = object.get(name);
        if (element == null || !element.isJsonPrimitive()) {
            throw new BadModel("a cascade needs \"" + name + "\"");
        }
        return element.getAsString();
    }

    private static double number(JsonElement element) {
        if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isNumber()) {
            throw new BadModel("a number of the cascade is none");
        }
        return element.getAsDouble();
    }
}
