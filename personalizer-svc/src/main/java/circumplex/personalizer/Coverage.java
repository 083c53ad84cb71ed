package circumplex.personalizer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many posts of a request each scorer covers. Scales of different scorers are never mixed, so one scorer has to win. */
final class Coverage {

    private Coverage() {}

    /** The scorers that cover most posts, in the order of their ids; none if there are no posts. */
    static List<String> leaders(List<ScoredPost> posts) {
        Map<String, Integer> covered = new TreeMap<>();
        posts.forEach(post -> post.scores().keySet().forEach(scorer -> covered.merge(scorer, 1, Integer::sum)));
        int most = covered.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return covered.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
