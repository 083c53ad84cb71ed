package circumplex.gateway.calibration;

import java.util.List;
import java.util.Set;

/**
 * What became of a person's annotations.
 *
 * @param inactive posts of the call without scores
 * @param contentKeys of the posts of the call, in its order
 * @param withdrawn content keys that this call took back; none in the answer to a repetition
 * @param annotated content keys of the call that are annotated now, in any value set
 * @param revision of what is kept about the person
 */
record Recorded(
        int added,
        int updated,
        int total,
        int inactive,
        List<String> contentKeys,
        List<String> withdrawn,
        Set<String> annotated,
        long revision,
        List<Change> changes) {

    Recorded {
        contentKeys = List.copyOf(contentKeys);
        withdrawn = List.copyOf(withdrawn);
        annotated = Set.copyOf(annotated);
        changes = List.copyOf(changes);
    }

    /** How one value is seen now and was before, and what that does to the score of an average post. */
    record Change(String valueId, double gainBefore, double gain, double scoreChange) {}
}
