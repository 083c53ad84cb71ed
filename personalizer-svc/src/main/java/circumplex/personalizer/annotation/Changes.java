package circumplex.personalizer.annotation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The difference that a request makes to what is known of a person. No text form shows it.
 *
 * @param added posts that were not annotated before
 * @param updated posts that were, and of which something else holds now
 * @param withdrawn content keys of posts that are annotated no longer, ascending
 * @param takesBack whether an earlier rating is gone and no other stands in its place
 * @param all of these, post by post
 */
record Changes(List<RatedPost> added, List<RatedPost> updated, List<String> withdrawn, boolean takesBack, List<Change> all) {

    /**
     * @param known what is annotated of the posts that follow, by content key
     * @param corrections each post once
     * @param withdrawn content keys, none of them in {@code corrections}; those without an annotation mean nothing
     */
    static Changes of(Map<String, RatedPost> known, Collection<Correction> corrections, Collection<String> withdrawn) {
        List<RatedPost> added = new ArrayList<>();
        List<RatedPost> updated = new ArrayList<>();
        List<Change> all = new ArrayList<>();
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
                all.add(new Change(Optional.empty(), Optional.of(now)));
            } else if (now != null && earlier != null && !now.equals(earlier)) {
                updated.add(now);
                all.add(new Change(Optional.of(earlier), Optional.of(now)));
                takesBack |= correction.withdrawn().stream().anyMatch(earlier.ratings()::rated);
            }
        }
        gone.forEach(key -> all.add(new Change(Optional.ofNullable(known.get(key)), Optional.empty())));
        return new Changes(added, updated, List.copyOf(gone), takesBack || !gone.isEmpty(), all);
    }

    boolean none() {
        return all.isEmpty();
    }

    @Override
    public String toString() {
        return "changes";
    }
}
