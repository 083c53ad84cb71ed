package circumplex.cli.services;

import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.CalibrationServiceGrpc.CalibrationServiceBlockingStub;
import circumplex.gateway.v1.CandidatePost;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetCalibrationResponse;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.ListPresetsRequest;
import circumplex.gateway.v1.ListPresetsResponse;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.Preset;
import circumplex.gateway.v1.ProfileServiceGrpc;
import circumplex.gateway.v1.ProfileServiceGrpc.ProfileServiceBlockingStub;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.SuggestPostsRequest;
import circumplex.gateway.v1.SuggestPostsResponse;
import circumplex.gateway.v1.UpdateProfileRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The gateway, as the commands use it. */
public final class GatewayClient implements AutoCloseable {

    private final Connection connection;
    private final FeedServiceBlockingStub feeds;
    private final CalibrationServiceBlockingStub calibrations;
    private final ProfileServiceBlockingStub profiles;

    public GatewayClient(Address address) {
        connection = new Connection(ServiceName.GATEWAY, address);
        feeds = FeedServiceGrpc.newBlockingStub(connection.channel());
        calibrations = CalibrationServiceGrpc.newBlockingStub(connection.channel());
        profiles = ProfileServiceGrpc.newBlockingStub(connection.channel());
    }

    public RankFeedResponse rank(RankFeedRequest request) {
        return connection.call(feeds, stub -> stub.rankFeed(request));
    }

    /** All presets, over as many pages as there are. */
    public List<Preset> presets() {
        List<Preset> presets = new ArrayList<>();
        String page = "";
        do {
            ListPresetsRequest request = ListPresetsRequest.newBuilder().setPageToken(page).build();
            ListPresetsResponse answer = connection.call(profiles, stub -> stub.listPresets(request));
            presets.addAll(answer.getPresetsList());
            page = answer.getNextPageToken();
        } while (!page.isEmpty());
        return presets;
    }

    /** Replaces the weights of a person's profile, whatever they were. */
    public void chooseWeights(String user, Map<String, Double> weights) {
        GetProfileRequest read = GetProfileRequest.newBuilder().setUserId(user).build();
        String etag = connection.call(profiles, stub -> stub.getProfile(read)).getProfile().getEtag();
        UpdateProfileRequest update = UpdateProfileRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .putAllWeights(weights)
                .setEtag(etag)
                .build();
        connection.call(profiles, stub -> stub.updateProfile(update));
    }

    public AnnotateResponse annotate(String user, List<PostAnnotation> annotations) {
        AnnotateRequest request = AnnotateRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .addAllPosts(annotations)
                .build();
        return connection.call(calibrations, stub -> stub.annotate(request));
    }

    /** Which of these posts the person may annotate next. */
    public SuggestPostsResponse suggest(String user, List<CandidatePost> posts, int count, long seed) {
        SuggestPostsRequest request = SuggestPostsRequest.newBuilder()
                .setUserId(user)
                .setCount(count)
                .setSeed(seed)
                .addAllPosts(posts)
                .build();
        return connection.call(calibrations, stub -> stub.suggestPosts(request));
    }

    public GetCalibrationResponse calibration(String user) {
        GetCalibrationRequest request = GetCalibrationRequest.newBuilder().setUserId(user).build();
        return connection.call(calibrations, stub -> stub.getCalibration(request));
    }

    @Override
    public void close() {
        connection.close();
    }
}
