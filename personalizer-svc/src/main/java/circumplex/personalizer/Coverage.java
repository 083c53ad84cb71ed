package circumplex.personalizer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many posts of a request each scorer covers. Scales of different scorers are never mixed, so one scorer has to win. */
final class Coverage {

    private Coverage() {}

    /** The scorers that cover most posts, first the one that more posts name first, then by id; none if there are no posts. */
    static List<String> leaders(List<ScoredPost> posts) {
        Map<String, Integer> covered = new TreeMap<>();
        Map<String, Integer> preferred = new TreeMap<>();
        for (ScoredPost post : posts) {
            post.scores().keySet().forEach(scorer -> covered.merge(scorer, 1, Integer::sum));
            post.scores().keySet().stream().limit(1).forEach(scorer -> preferred.merge(scorer, 1, Integer::sum));
        }
        int most = covered.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return covered.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(scorer -> -preferred.getOrDefault(scorer, 0)))
                .toList();
    }
}
