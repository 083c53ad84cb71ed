package circumplex.personalizer;

import circumplex.personalizer.annotation.Evidence;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Score and rating vectors for tests. */
public final class Samples {

    public static final ValueSet SET = ValueSets.all().defaultSet();

    public static final String SCORER = "circumplex/lexicon/1/schwartz-19@1/-/1";

    private Samples() {}

    public static ScoreVector same(float score) {
        float[] scores = new float[SET.size()];
        Arrays.fill(scores, score);
        return ScoreVector.of(SET, scores);
    }

    /** 0 everywhere but for one value. */
    public static ScoreVector only(String valueId, float score) {
        float[] scores = new float[SET.size()];
        scores[SET.requirePosition(valueId)] = score;
        return ScoreVector.of(SET, scores);
    }

    public static RatingVector rated(String valueId, int rating) {
        return RatingVector.of(SET, Map.of(valueId, rating));
    }

    /** Whole thousandths, a third of them 0, as scorers give them. */
    public static ScoreVector randomScores(Random random) {
        float[] scores = new float[SET.size()];
        for (int v = 0; v < scores.length; v++) {
            scores[v] = random.nextInt(3) == 0 ? 0 : random.nextInt(6001) / 1000f;
        }
        return ScoreVector.of(SET, scores);
    }

    /** At least one value rated. */
    public static RatingVector randomRatings(Random random) {
        Map<String, Integer> ratings = new HashMap<>();
        ratings.put(SET.dimension(random.nextInt(SET.size())).id(), random.nextInt(7));
        for (int v = 0; v < SET.size(); v++) {
            if (random.nextBoolean()) {
                ratings.put(SET.dimension(v).id(), random.nextInt(7));
            }
        }
        return RatingVector.of(SET, ratings);
    }

    public static Evidence randomEvidence(Random random, int posts) {
        Evidence evidence = new Evidence(SET);
        for (int i = 0; i < posts; i++) {
            evidence.add(randomRatings(random), randomScores(random));
        }
        return evidence;
    }

    /** The i-th content key. */
    public static String key(int i) {
        return String.format("%064x", i);
    }
}
