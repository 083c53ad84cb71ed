package circumplex.gateway.profile;

import circumplex.kit.patience.BoundedCalls;
import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The profiles of all people: weights as text, {@code value=weight} separated by commas, so that a row can be read by eye. */
@Singleton
public final class ProfileStore {

    /** Feeds that read a profile at once; the pool has a few connections more, for those who write. */
    private static final int READS_AT_ONCE = 8;

    private static final int READS_QUEUED = 256;

    private final ProfileRowStore rows;
    private final BoundedCalls reads = new BoundedCalls("profiles", READS_AT_ONCE, READS_QUEUED);

    ProfileStore(ProfileRowStore rows) {
        this.rows = rows;
    }

    @PreDestroy
    void close() {
        reads.close();
    }

    /**
     * As the other, but no longer than the caller can wait.
     *
     * @throws circumplex.kit.patience.LateException if it takes longer
     * @throws StoreLostException if the database fails
     */
    public Optional<Profile> find(String tenant, String userId, ValueSet set, Duration budget) {
        try {
            return reads.call(budget, () -> find(tenant, userId, set));
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException) {
                    throw new StoreLostException(cause.getClass().getSimpleName());
                }
            }
            throw e;
        }
    }

    public Optional<Profile> find(String tenant, String userId, ValueSet set) {
        return rows.find(tenant, userId, set.id()).map(row -> profile(userId, set, row));
    }

    /** All profiles of a person, one for each value set. */
    public List<StoredProfile> list(String tenant, String userId) {
        return rows.list(tenant, userId).stream()
                .map(row -> new StoredProfile(userId, row.valueSetId(), weights(row.weights()), row.etag(), row.updatedAt()))
                .toList();
    }

    /**
     * Replaces the version {@code expectedEtag}.
     *
     * @return whether that was the stored version
     */
    boolean replace(String tenant, Profile profile, String expectedEtag) {
        String setId = profile.weights().set().id();
        String weights = text(profile.weights());
        Instant now = profile.updatedAt().orElseThrow();
        int changed = expectedEtag.equals(Profile.NEW)
                ? rows.insert(tenant, profile.userId(), setId, weights, profile.etag(), now)
                : rows.update(tenant, profile.userId(), setId, weights, profile.etag(), now, expectedEtag);
        return changed == 1;
    }

    public int delete(String tenant, String userId) {
        return rows.delete(tenant, userId);
    }

    private static Profile profile(String userId, ValueSet set, ProfileRowStore.Row row) {
        return new Profile(userId, WeightVector.of(set, weights(row.weights())), row.etag(), Optional.of(row.updatedAt()));
    }

    private static String text(WeightVector weights) {
        StringBuilder text = new StringBuilder();
        weights.toMap().forEach((valueId, weight) ->
                text.append(text.isEmpty() ? "" : ",").append(valueId).append('=').append(weight));
        return text.toString();
    }

    private static Map<String, Double> weights(String text) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            weights.put(entry.substring(0, equals), Double.valueOf(entry.substring(equals + 1)));
        }
        return weights;
    }
}
