package circumplex.gateway.rank;

import circumplex.errors.v1.ErrorReason;
import circumplex.gateway.feed.FeedQuery;
import circumplex.gateway.feed.Stage;
import circumplex.gateway.feed.Weighting;
import circumplex.gateway.profile.Preset;
import circumplex.gateway.profile.Presets;
import circumplex.gateway.profile.ProfileStore;
import circumplex.kit.refusal.Refusal;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Decides by which weights a feed is ranked: the request's own, else the preset it names, else the person's profile, else none. */
@Singleton
final class ChooseWeights {

    private final Stages stages;
    private final Presets presets;
    private final ProfileStore profiles;

    ChooseWeights(Stages stages, Presets presets, ProfileStore profiles) {
        this.stages = stages;
        this.presets = presets;
        this.profiles = profiles;
    }

    /** Lost if it takes the profile, and profiles cannot be read in time. */
    Outcome<Weighting> choose(String tenant, FeedQuery query) {
        if (query.weights().isPresent()) {
            return new Outcome.Answered<>(new Weighting(query.weights().get(), Weighting.Source.REQUEST));
        }
        if (query.presetId().isPresent()) {
            return new Outcome.Answered<>(new Weighting(preset(query).weights(), Weighting.Source.PRESET));
        }
        if (query.hasUser()) {
            return stages.attempt(Stage.CHOOSE_WEIGHTS, budget -> profile(tenant, query, budget));
        }
        return new Outcome.Answered<>(Weighting.none(query.set()));
    }

    private Weighting profile(String tenant, FeedQuery query, Duration budget) {
        return profiles.find(tenant, query.userId(), query.set(), budget)
                .map(profile -> new Weighting(profile.weights(), Weighting.Source.PROFILE))
                .orElseGet(() -> Weighting.none(query.set()));
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
}
