package circumplex.gateway;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.Refusal;
import circumplex.values.WeightVector;
import jakarta.inject.Singleton;

/** Decides by which weights a feed is ranked: the request's own, else the preset it names, else the person's profile, else none. */
@Singleton
final class ChooseWeights {

    private final Presets presets;
    private final ProfileStore profiles;

    ChooseWeights(Presets presets, ProfileStore profiles) {
        this.presets = presets;
        this.profiles = profiles;
    }

    Weighting choose(String tenant, FeedQuery query) {
        if (query.weights().isPresent()) {
            return new Weighting(query.weights().get(), Weighting.Source.REQUEST);
        }
        if (query.presetId().isPresent()) {
            return new Weighting(preset(query).weights(), Weighting.Source.PRESET);
        }
        if (query.hasUser()) {
            return profiles.find(tenant, query.userId(), query.set())
                    .map(profile -> new Weighting(profile.weights(), Weighting.Source.PROFILE))
                    .orElseGet(() -> none(query));
        }
        return none(query);
    }

    private Preset preset(FeedQuery query) {
        String id = query.presetId().orElseThrow();
        return presets.find(id)
                .filter(preset -> preset.weights().set() == query.set())
                .orElseThrow(() -> Refusal.of(
                                ErrorReason.ERROR_REASON_NOT_FOUND, "There is no such preset of " + query.set() + ".")
                        .with("resource", "preset")
                        .with("preset_id", id));
    }

    private static Weighting none(FeedQuery query) {
        return new Weighting(WeightVector.zero(query.set()), Weighting.Source.NONE);
    }
}
