package circumplex.bench.durability;

import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.values.ValueSet;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import java.util.HashMap;
import java.util.Map;

/** What a person's ratings are after a request, by content key and value, as the contract says it. */
final class Ratings {

    private static final String SCORER = "bench/none/1/schwartz-19@1/-/1";

    private Ratings() {}

    /** Ratings of an earlier request are kept for the values that this one leaves out. */
    static void apply(RecordAnnotationsRequest request, Map<String, Map<String, Integer>> ratings) {
        for (Annotation annotation : request.getAnnotationsList()) {
            Map<String, Integer> merged = new HashMap<>(ratings.getOrDefault(annotation.getContentKey(), Map.of()));
            merged.putAll(annotation.getRatingsMap());
            ratings.put(annotation.getContentKey(), merged);
        }
    }

    /** Whether everything found is of a post that the person rated: then something is missing, and nothing was made up. */
    static boolean within(Map<String, Map<String, Integer>> found, Map<String, Map<String, Integer>> known) {
        return found.keySet().stream().allMatch(known::containsKey);
    }

    /** The same post always has the same scores. */
    static BaseScores scores(ValueSet set, String contentKey) {
        ValueScores.Builder scores = ValueScores.newBuilder();
        for (int v = 0; v < set.size(); v++) {
            scores.addScores(Math.floorMod(contentKey.hashCode() + 31 * v, 6001) / 1000f);
        }
        return BaseScores.newBuilder().setScorerId(SCORER).setValues(scores).build();
    }

    static boolean sameScores(Annotation annotation, BaseScores expected) {
        return annotation.getBaseScoresCount() == 1
                && annotation.getBaseScores(0).getScorerId().equals(expected.getScorerId())
                && annotation.getBaseScores(0).getValues().getScoresList().equals(expected.getValues().getScoresList());
    }
}
