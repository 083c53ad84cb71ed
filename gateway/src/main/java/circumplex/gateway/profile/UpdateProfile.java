package circumplex.gateway.profile;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.values.WeightVector;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Replaces a person's weights if nobody has changed them since they were read. */
@Singleton
final class UpdateProfile {

    private final ProfileStore profiles;
    private final Clock clock = Clock.systemUTC();

    UpdateProfile(ProfileStore profiles) {
        this.profiles = profiles;
    }

    /** @throws Refusal ETAG_MISMATCH with the stored etag */
    Profile update(String tenant, String userId, WeightVector weights, String etag) {
        Profile next = new Profile(
                userId,
                weights,
                UUID.randomUUID().toString(),
                Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        if (!profiles.replace(tenant, next, etag)) {
            throw Refusal.of(
                            ErrorReason.ERROR_REASON_ETAG_MISMATCH,
                            "The profile has changed since it was read: read it again and repeat the change.")
                    .with("etag", profiles.find(tenant, userId, weights.set()).map(Profile::etag).orElse(Profile.NEW));
        }
        return next;
    }
}
