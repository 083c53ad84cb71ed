package circumplex.gateway.userdata;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One annotation as the personalizer keeps it, handed on as it is: its value set may be installed no longer.
 *
 * @param ratings by value id
 * @param baseScores by scorer id, in the order of the value set
 */
record AnnotationRecord(
        String contentKey,
        SetName set,
        Map<String, Integer> ratings,
        Map<String, List<Float>> baseScores,
        Instant annotatedAt)
        implements PersonRecord {

    AnnotationRecord {
        ratings = Map.copyOf(ratings);
        baseScores = Collections.unmodifiableMap(new TreeMap<>(baseScores));
    }

    /** A value set that need not be known here. */
    record SetName(String id, int version, String sha256) {}
}
