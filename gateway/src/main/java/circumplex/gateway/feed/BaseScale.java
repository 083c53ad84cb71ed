package circumplex.gateway.feed;

import circumplex.values.ScoreVector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a feed on the scale of one scorer without asking the personalizer: the scorer that covers most posts, then the one
 * that more posts prefer, then the first id.
 */
public final class BaseScale {

    private BaseScale() {}

    public static PersonalizedFeed of(List<ClassifiedPost> posts) {
        String widest = widest(posts);
        Map<String, ScoreVector> scores = new HashMap<>();
        boolean mixed = false;
        for (ClassifiedPost post : posts) {
            ScoreVector known = post.scores().get(widest);
            if (known != null) {
                scores.put(post.id(), known);
            } else {
                mixed |= !post.scores().isEmpty();
            }
        }
        return PersonalizedFeed.ofBase(widest, scores, mixed);
    }

    private static String widest(List<ClassifiedPost> posts) {
        Map<String, Integer> covered = new TreeMap<>();
        Map<String, Integer> preferred = new TreeMap<>();
        for (ClassifiedPost post : posts) {
            post.scores().keySet().forEach(scorer -> covered.merge(scorer, 1, Integer::sum));
            post.scores().keySet().stream().limit(1).forEach(scorer -> preferred.merge(scorer, 1, Integer::sum));
        }
        return covered.keySet().stream()
                .min(Comparator.comparingInt((String scorer) -> -covered.getOrDefault(scorer, 0))
                        .thenComparingInt(scorer -> -preferred.getOrDefault(scorer, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }
}
