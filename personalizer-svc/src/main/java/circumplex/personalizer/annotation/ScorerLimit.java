package circumplex.personalizer.annotation;

import circumplex.kit.refusal.Refusal;
import circumplex.values.ScoreVector;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many scorers the annotations of one person in one value set may have scores of. Every one of them takes room in the tally, which is
 * read and written with each annotation, and who calls chooses their ids.
 */
public final class ScorerLimit {

    /** Far more than versions of scorers that one person sees in years. */
    static final int MOST = 100;

    private ScorerLimit() {}

    /**
     * Scorers that are there already may always say more.
     *
     * @param list the field of the request that holds the posts
     * @param named what the request says of each post, in its order
     * @throws Refusal INVALID_REQUEST at the first scorer too many
     */
    public static void require(Tally before, Tally after, String list, List<Map<String, ScoreVector>> named) {
        if (after.scorers().size() <= MOST || before.scorers().containsAll(after.scorers())) {
            return;
        }
        Set<String> known = new HashSet<>(before.scorers());
        known.retainAll(after.scorers());
        for (int i = 0; i < named.size(); i++) {
            int j = 0;
            for (String scorer : named.get(i).keySet()) {
                if (after.scorers().contains(scorer) && known.add(scorer) && known.size() > MOST) {
                    throw Refusal.invalid(
                            list + "[" + i + "].base_scores[" + j + "].scorer_id",
                            "scorer_id.most",
                            "is one scorer more than the " + MOST + " that the annotations of a person may have scores of");
                }
                j++;
            }
        }
    }
}
