package circumplex.personalizer.annotation;

import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import java.util.Comparator;
import java.util.List;

/**
 * Everything one person annotated in one value set.
 *
 * @param posts oldest first
 */
public record History(ValueSet set, List<RatedPost> posts) {

    /** The scorer id where there is none to name. */
    public static final String NO_SCORER = "";

    public History {
        posts = List.copyOf(posts);
    }

    /** Annotated posts that the scorer has scored. */
    public int active(String scorer) {
        return Math.toIntExact(posts.stream().filter(post -> post.scores().containsKey(scorer)).count());
    }

    /** Annotated posts that the scorer has not scored. */
    public int inactive(String scorer) {
        return posts.size() - active(scorer);
    }

    /** Of these scorers the one with most active annotations, then the first of them. */
    public String mostActive(List<String> scorers) {
        return scorers.stream().min(Comparator.comparingInt(scorer -> -active(scorer))).orElse(NO_SCORER);
    }

    /**
     * The scorer of the latest annotation that has scores; of several, as {@link #mostActive}, and among equals the one that said it last, so that
     * a scorer that was added to all annotations takes over.
     */
    public String latestScorer() {
        for (int i = posts.size() - 1; i >= 0; i--) {
            if (!posts.get(i).scores().isEmpty()) {
                return mostActive(List.copyOf(posts.get(i).scores().keySet()));
            }
        }
        return NO_SCORER;
    }

    /** What the annotations say about one scorer. */
    public Evidence evidence(String scorer) {
        Evidence evidence = new Evidence(set);
        for (RatedPost post : posts) {
            ScoreVector scores = post.scores().get(scorer);
            if (scores != null) {
                evidence.add(post.ratings(), scores);
            }
        }
        return evidence;
    }

    /** Whether this person rated the value in any post, active or not. */
    public boolean rated(int position) {
        return posts.stream().anyMatch(post -> post.ratings().rated(position));
    }
}
