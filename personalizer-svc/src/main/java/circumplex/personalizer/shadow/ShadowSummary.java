package circumplex.personalizer.shadow;

import java.time.Instant;
import java.util.List;

/**
 * How a candidate differs, on this replica.
 *
 * @param share of the calls that it is asked about too
 * @param skipped calls of the sample that were left out because it was busy or could not answer
 */
public record ShadowSummary(String modelId, double share, Instant since, long feeds, long posts, long skipped, List<OfValue> values) {

    public ShadowSummary {
        values = List.copyOf(values);
    }

    /** Mean difference of the candidate's mean to what was answered, and mean distance, in units of the rating. */
    public record OfValue(String valueId, double difference, double distance) {}
}
