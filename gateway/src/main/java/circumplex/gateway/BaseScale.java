package circumplex.gateway;

import circumplex.values.ScoreVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a feed on the scale of one scorer without asking the personalizer: the scorer that covers most posts, then the first id. */
final class BaseScale {

    private BaseScale() {}

    static PersonalizedFeed of(List<ClassifiedPost> posts) {
        Map<String, Integer> covered = new TreeMap<>();
        for (ClassifiedPost post : posts) {
            post.scores().keySet().forEach(scorer -> covered.merge(scorer, 1, Integer::sum));
        }
        String widest = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : covered.entrySet()) {
            if (entry.getValue() > most) {
                widest = entry.getKey();
                most = entry.getValue();
            }
        }
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
        return new PersonalizedFeed(widest, "", scores, mixed);
    }
}
