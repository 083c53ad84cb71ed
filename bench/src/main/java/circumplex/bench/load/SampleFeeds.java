package circumplex.bench.load;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.Post;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The beginning of the sample feed, for one annotated person. */
public final class SampleFeeds {

    public static final String PERSON = "bench";

    private static final int ANNOTATED = 10;
    private static final int WARM_CALLS = 50;
    private static final int PATIENCE_CALLS = 2000;

    private SampleFeeds() {}

    /** For the person. */
    public static RankFeedRequest request(int posts) {
        return request(posts, PERSON);
    }

    /** @param userId empty for nobody in particular */
    public static RankFeedRequest request(int posts, String userId) {
        RankFeedRequest.Builder request =
                RankFeedRequest.newBuilder().setUserId(userId).setPresetId("kind-and-open");
        FeedFile.sample().posts().stream()
                .limit(posts)
                .forEach(post -> request.addPosts(FeedPost.newBuilder().setPostId(post.id()).setText(post.text())));
        return request.build();
    }

    /** Lets the person rate a few posts. */
    public static void annotate(ManagedChannel gateway) {
        AnnotateRequest.Builder request = AnnotateRequest.newBuilder()
                .setRequestId(UUID.nameUUIDFromBytes(new byte[] {1}).toString())
                .setUserId(PERSON);
        for (Post post : FeedFile.sample().posts().subList(0, ANNOTATED)) {
            request.addPosts(PostAnnotation.newBuilder()
                    .setPostId(post.id())
                    .setText(post.text())
                    .putRatings("benevolence_caring", 3)
                    .putRatings("achievement", 1));
        }
        CalibrationServiceGrpc.newBlockingStub(gateway)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .annotate(request.build());
    }

    /** Ranks until so many answers in a row are whole: a process that has just started answers slowly. */
    public static void warmUp(ManagedChannel gateway, RankFeedRequest request) {
        int whole = 0;
        for (int calls = 0; whole < WARM_CALLS; calls++) {
            if (calls == PATIENCE_CALLS) {
                throw new IllegalStateException("the services do not answer whole");
            }
            whole = isWhole(gateway, request) ? whole + 1 : 0;
        }
    }

    private static boolean isWhole(ManagedChannel gateway, RankFeedRequest request) {
        try {
            RankFeedResponse answer = FeedServiceGrpc.newBlockingStub(gateway)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .rankFeed(request);
            return answer.getDegradationsCount() == 0;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }
}
