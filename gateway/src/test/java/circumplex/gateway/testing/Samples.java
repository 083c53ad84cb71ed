package circumplex.gateway.testing;

import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireVectors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Feeds and posts for tests. */
public final class Samples {

    public static final ValueSet SET = ValueSets.all().defaultSet();

    private Samples() {}

    /** Four posts: by base scores b d c a, for a person a d c b, by engagement a b c d. The third has no text. */
    public static RankFeedRequest.Builder feed() {
        return RankFeedRequest.newBuilder()
                .putWeights("hedonism", 1)
                .addPosts(post("a", "hedonism=1"))
                .addPosts(post("b", "hedonism=5"))
                .addPosts(post("c", "  "))
                .addPosts(post("d", "hedonism=3"));
    }

    public static FeedPost post(String id, String text) {
        return FeedPost.newBuilder().setPostId(id).setText(text).build();
    }

    public static PostAnnotation rated(String id, String text, Map<String, Integer> ratings) {
        return PostAnnotation.newBuilder().setPostId(id).setText(text).putAllRatings(ratings).build();
    }

    public static ScoreVector scoreVector(String text) {
        float[] scores = new float[SET.size()];
        for (String word : text.split(" ", -1)) {
            List<String> pair = List.of(word.split("=", -1));
            if (pair.size() == 2) {
                scores[SET.requirePosition(pair.get(0))] = Float.parseFloat(pair.get(1));
            }
        }
        return ScoreVector.of(SET, scores);
    }

    public static ValueScores scores(String text) {
        return WireVectors.scores(scoreVector(text));
    }

    /** Equal for texts that differ in spaces only, as the classifier's are. */
    public static String key(String text) {
        try {
            byte[] bytes = text.strip().replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
