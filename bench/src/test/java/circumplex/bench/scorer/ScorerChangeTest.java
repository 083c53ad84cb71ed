package circumplex.bench.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.Loopback;
import circumplex.bench.process.Cluster;
import circumplex.bench.process.Replica;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.DeleteUserDataRequest;
import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.Post;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetCalibrationResponse;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.values.v1.BaseScores;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people said about posts counts for a scorer that had not seen the posts when they said it. */
class ScorerChangeTest {

    private static final int ANNOTATED = 12;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path folder;

    private final List<Post> posts = FeedFile.sample().posts().stream().limit(ANNOTATED).toList();

    @Test
    void aCalibrationSurvivesAChangeOfTheScorer() {
        Distribution program = Distribution.ofThisProgram(JvmProfile.BRIEF);
        try (Cluster cluster = Cluster.start(program, folder, Map.of("EMBEDDED_SCORER", "lexicon"));
                Channels channels = new Channels(Loopback.open(cluster.gateway().address()))) {
            annotate(channels.gateway, "anna");
            annotate(channels.gateway, "bert");
            GetCalibrationResponse before = calibration(channels.gateway, "anna");
            assertThat(before.getScorerId()).startsWith("embedded/lexicon");
            assertThat(before.getActiveAnnotations()).isEqualTo(ANNOTATED);

            Replica old = cluster.get(ServiceName.CLASSIFIER);
            forget(old, "bert");
            old.terminate();
            old.exitCode();
            Map<String, String> settings = Map.of("CLASSIFIER_PORT", Integer.toString(old.address().port()));
            try (Replica successor = new Replica(program, ServiceName.CLASSIFIER, old.folder(), settings).start()) {
                assertThat(successor.alive()).isTrue();
                await(() -> {
                    rank(channels.gateway, "bert");
                    String scorer = rank(channels.gateway, "anna");
                    return scorer.startsWith("embedded/ngrams") && inactive(cluster, "anna", scorer) == 0;
                });

                GetCalibrationResponse after = calibration(channels.gateway, "anna");
                assertThat(after.getActiveAnnotations()).isEqualTo(ANNOTATED);
                assertThat(after.getInactiveAnnotations()).isZero();
                assertThat(after.getValuesList())
                        .extracting(value -> value.getValueId() + " " + value.getRatings() + " " + value.getMeanRating())
                        .isEqualTo(before.getValuesList().stream()
                                .map(value -> value.getValueId() + " " + value.getRatings() + " " + value.getMeanRating())
                                .toList());
                // Whoever annotates the same posts now is known by the scores of the successor alone: so must be whom it came to know later.
                annotate(channels.gateway, "cora");
                assertThat(scoresOf(cluster, "anna", after.getScorerId())).isEqualTo(scoresOf(cluster, "cora", after.getScorerId())).hasSize(ANNOTATED);
                await(() -> feed(channels.gateway, "anna", posts).equals(feed(channels.gateway, "cora", posts)));
                assertThat(feed(channels.gateway, "anna", posts)).as("it counts").isNotEqualTo(feed(channels.gateway, "bert", posts));
                assertThat(inactive(cluster, "bert", rank(channels.gateway, "bert")))
                        .as("without the texts nothing can be scored again")
                        .isEqualTo(ANNOTATED);
            }
        }
    }

    private record Channels(ManagedChannel gateway) implements AutoCloseable {

        @Override
        public void close() {
            gateway.shutdownNow();
        }
    }

    private void annotate(ManagedChannel gateway, String user) {
        AnnotateRequest.Builder request =
                AnnotateRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).setUserId(user);
        for (int i = 0; i < ANNOTATED; i++) {
            request.addPosts(PostAnnotation.newBuilder()
                    .setPostId(posts.get(i).id())
                    .setText(posts.get(i).text())
                    .putRatings("benevolence_caring", i % 7)
                    .putRatings("achievement", (i + 3) % 7));
        }
        CalibrationServiceGrpc.newBlockingStub(gateway).withDeadlineAfter(30, TimeUnit.SECONDS).annotate(request.build());
    }

    private static GetCalibrationResponse calibration(ManagedChannel gateway, String user) {
        return CalibrationServiceGrpc.newBlockingStub(gateway)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .getCalibration(GetCalibrationRequest.newBuilder().setUserId(user).build());
    }

    /** Each post with its contributions, as they are ordered for a person. */
    private static List<RankedFeedPost> feed(ManagedChannel gateway, String user, List<Post> posts) {
        return answer(gateway, user, posts).getRankedList();
    }

    /** Whose scores the feed is made of. */
    private String rank(ManagedChannel gateway, String user) {
        return answer(gateway, user, posts).getModelVersions().getScorerId();
    }

    private static RankFeedResponse answer(ManagedChannel gateway, String user, List<Post> posts) {
        RankFeedRequest.Builder request = RankFeedRequest.newBuilder().setUserId(user).putWeights("benevolence_caring", 1);
        posts.forEach(post -> request.addPosts(FeedPost.newBuilder().setPostId(post.id()).setText(post.text())));
        return FeedServiceGrpc.newBlockingStub(gateway)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .rankFeed(request.build());
    }

    /** Annotations of a person that a scorer has not scored. */
    private static int inactive(Cluster cluster, String user, String scorer) {
        ManagedChannel channel = Loopback.open(cluster.get(ServiceName.PERSONALIZER).address());
        try {
            return PersonalizerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .getCalibration(circumplex.personalizer.v1.GetCalibrationRequest.newBuilder()
                            .setUserId(user)
                            .setScorerId(scorer)
                            .build())
                    .getSummary()
                    .getInactiveAnnotations();
        } finally {
            channel.shutdownNow();
        }
    }

    /** What one scorer says of each annotated post of a person, by the key of the post. */
    private static Map<String, BaseScores> scoresOf(Cluster cluster, String user, String scorer) {
        ManagedChannel channel = Loopback.open(cluster.get(ServiceName.PERSONALIZER).address());
        try {
            Map<String, BaseScores> scores = new TreeMap<>();
            PersonalizerServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .exportUserData(ExportUserDataRequest.newBuilder().setUserId(user).build())
                    .forEachRemaining(row -> row.getAnnotation().getBaseScoresList().stream()
                            .filter(each -> each.getScorerId().equals(scorer))
                            .forEach(each -> scores.put(row.getAnnotation().getContentKey(), each)));
            return scores;
        } finally {
            channel.shutdownNow();
        }
    }

    private static void forget(Replica classifier, String user) {
        ManagedChannel channel = Loopback.open(classifier.address());
        try {
            int texts = ClassifierServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .deleteUserData(DeleteUserDataRequest.newBuilder().setUserId(user).build())
                    .getTextsDeleted();
            assertThat(texts).isEqualTo(ANNOTATED);
        } finally {
            channel.shutdownNow();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
