package circumplex.gateway.profile;

import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.GetProfileResponse;
import circumplex.gateway.v1.ListPresetsRequest;
import circumplex.gateway.v1.ListPresetsResponse;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.UpdateProfileResponse;
import circumplex.kit.call.Caller;
import circumplex.kit.call.Page;
import circumplex.kit.idempotency.Idempotency;
import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.Optional;

/** ProfileService on the wire. */
@Singleton
final class ProfileEndpoint extends ProfileServiceGrpc.ProfileServiceImplBase {

    private final ProfileStore profiles;
    private final UpdateProfile updateProfile;
    private final Presets presets;
    private final Idempotency idempotency;

    ProfileEndpoint(ProfileStore profiles, UpdateProfile updateProfile, Presets presets, Idempotency idempotency) {
        this.profiles = profiles;
        this.updateProfile = updateProfile;
        this.presets = presets;
        this.idempotency = idempotency;
    }

    @Override
    public void getProfile(GetProfileRequest request, StreamObserver<GetProfileResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        Profile profile = profiles.find(Caller.current().tenant(), request.getUserId(), set)
                .orElseGet(() ->
                        new Profile(request.getUserId(), WeightVector.zero(set), Profile.NEW, Optional.empty()));
        out.onNext(GetProfileResponse.newBuilder()
                .setProfile(ProfileWire.profile(profile))
                .build());
        out.onCompleted();
    }

    @Override
    public void updateProfile(UpdateProfileRequest request, StreamObserver<UpdateProfileResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        WeightVector weights = WireVectors.weights(set, request.getWeightsMap(), "weights");
        // The stored answer leaves out what the request says anyway: it outlives the erasure of the person's data.
        UpdateProfileResponse stored =
                idempotency.once(request.getRequestId(), request, UpdateProfileResponse.parser(), () -> {
                    Profile updated = updateProfile.update(
                            Caller.current().tenant(), request.getUserId(), weights, request.getEtag());
                    return UpdateProfileResponse.newBuilder()
                            .setProfile(ProfileWire.version(updated))
                            .build();
                });
        out.onNext(UpdateProfileResponse.newBuilder()
                .setProfile(ProfileWire.complete(stored.getProfile(), request.getUserId(), weights))
                .build());
        out.onCompleted();
    }

    @Override
    public void listPresets(ListPresetsRequest request, StreamObserver<ListPresetsResponse> out) {
        Page<Preset> page = Page.of(presets.list(), request.getPageSize(), request.getPageToken());
        out.onNext(ListPresetsResponse.newBuilder()
                .addAllPresets(page.items().stream().map(ProfileWire::preset).toList())
                .setNextPageToken(page.nextToken())
                .build());
        out.onCompleted();
    }
}
