package circumplex.personalizer.annotation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The difference that a request makes to what is known of a person. No text form shows it.
 *
 * @param added posts that were not annotated before
 * @param updated posts that were, and of which something else holds now
 * @param withdrawn content keys of posts that are annotated no longer, ascending
 * @param takesBack whether an earlier rating is gone and no other stands in its place
 * @param after everything that is known now: what changed is the latest
 */
record Changes(List<RatedPost> added, List<RatedPost> updated, List<String> withdrawn, boolean takesBack, History after) {

    /**
     * @param corrections each post once
     * @param withdrawn content keys, none of them in {@code corrections}; those without an annotation mean nothing
     */
    static Changes of(History before, Collection<Correction> corrections, Collection<String> withdrawn) {
        Map<String, RatedPost> known = new LinkedHashMap<>();
        before.posts().forEach(post -> known.put(post.contentKey(), post));
        List<RatedPost> added = new ArrayList<>();
        List<RatedPost> updated = new ArrayList<>();
        boolean takesBack = false;
        TreeSet<String> gone = new TreeSet<>(withdrawn);
        gone.retainAll(known.keySet());
        for (Correction correction : corrections) {
            RatedPost earlier = known.get(correction.post().contentKey());
            RatedPost now = correction.over(earlier).orElse(null);
            if (now == null && earlier != null) {
                gone.add(earlier.contentKey());
            } else if (now != null && earlier == null) {
                added.add(now);
            } else if (now != null && earlier != null && !now.equals(earlier)) {
                updated.add(now);
                takesBack |= correction.withdrawn().stream().anyMatch(earlier.ratings()::rated);
            }
        }
        known.keySet().removeAll(gone);
        updated.forEach(post -> known.remove(post.contentKey()));
        updated.forEach(post -> known.put(post.contentKey(), post));
        added.forEach(post -> known.put(post.contentKey(), post));
        return new Changes(
                added, updated, List.copyOf(gone), takesBack || !gone.isEmpty(), new History(before.set(), List.copyOf(known.values())));
    }

    boolean none() {
        return added.isEmpty() && updated.isEmpty() && withdrawn.isEmpty();
    }

    @Override
    public String toString() {
        return "changes";
    }
}
