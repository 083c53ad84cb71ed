package circumplex.gateway.calibration;

import java.util.List;

/**
 * What became of a person's annotations.
 *
 * @param inactive posts of the call without scores
 * @param contentKeys of the posts of the call, in its order
 * @param withdrawn content keys that are annotated no longer
 * @param revision of what is kept about the person
 */
record Recorded(
        int added,
        int updated,
        int total,
        int inactive,
        List<String> contentKeys,
        List<String> withdrawn,
        long revision,
        List<Change> changes) {

    Recorded {
        contentKeys = List.copyOf(contentKeys);
        withdrawn = List.copyOf(withdrawn);
        changes = List.copyOf(changes);
    }

    /** How one value is seen now and was before, and what that does to the score of an average post. */
    record Change(String valueId, double gainBefore, double gain, double scoreChange) {}
}
