package circumplex.gateway.profile;

import circumplex.values.ValueSets;
import circumplex.values.WeightVector;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Profiles and presets on the wire. */
public final class ProfileWire {

    private ProfileWire() {}

    public static circumplex.gateway.v1.Profile profile(Profile profile) {
        return complete(version(profile), profile.userId(), profile.weights());
    }

    /** Where the value set is not installed any more, its id is all that is known of it. */
    public static circumplex.gateway.v1.Profile stored(StoredProfile profile) {
        return circumplex.gateway.v1.Profile.newBuilder()
                .setUserId(profile.userId())
                .setValueSet(ValueSets.all()
                        .find(profile.valueSetId())
                        .map(WireValueSets::ref)
                        .orElseGet(() -> ValueSetRef.newBuilder().setId(profile.valueSetId()).build()))
                .putAllWeights(profile.weights())
                .setEtag(profile.etag())
                .setUpdateTime(timestamp(profile.updatedAt()))
                .build();
    }

    /** What of a profile its owner did not say: version and time. */
    static circumplex.gateway.v1.Profile version(Profile profile) {
        circumplex.gateway.v1.Profile.Builder wire =
                circumplex.gateway.v1.Profile.newBuilder().setEtag(profile.etag());
        profile.updatedAt().ifPresent(time -> wire.setUpdateTime(timestamp(time)));
        return wire.build();
    }

    static circumplex.gateway.v1.Profile complete(
            circumplex.gateway.v1.Profile version, String userId, WeightVector weights) {
        return version.toBuilder()
                .setUserId(userId)
                .setValueSet(WireValueSets.ref(weights.set()))
                .putAllWeights(weights.toMap())
                .build();
    }

    static circumplex.gateway.v1.Preset preset(Preset preset) {
        return circumplex.gateway.v1.Preset.newBuilder()
                .setId(preset.id())
                .setTitle(preset.title())
                .setDescription(preset.description())
                .setValueSet(WireValueSets.ref(preset.weights().set()))
                .putAllWeights(preset.weights().toMap())
                .build();
    }

    public static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
