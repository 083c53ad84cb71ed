package circumplex.gateway.backfill;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyStoredRequest;
import circumplex.classifier.v1.OnDeadline;
import circumplex.gateway.downstream.BaseScoresWire;
import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.NonsenseException;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.personalizer.v1.AddBaseScoresRequest;
import circumplex.personalizer.v1.ListInactiveAnnotationsRequest;
import circumplex.personalizer.v1.ListInactiveAnnotationsResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.ScoredAnnotation;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The two services as a backfill sees them. Nobody waits for its calls, and they say so. */
@Singleton
final class BackfillClient {

    private final ClassifierClient classifier;
    private final PersonalizerChannel personalizer;
    private final ClientInterceptor batch;

    BackfillClient(ClassifierClient classifier, PersonalizerChannel personalizer) {
        this.classifier = classifier;
        this.personalizer = personalizer;
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("x-circumplex-priority", Metadata.ASCII_STRING_MARSHALLER), "batch");
        this.batch = MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    /** @param next where the next page begins; empty if there is none */
    record Keys(List<String> contentKeys, String next) {

        Keys {
            contentKeys = List.copyOf(contentKeys);
        }
    }

    /** Annotated posts that the scorer has not scored. */
    Keys inactive(String userId, ValueSet set, String scorerId, String after, int size) {
        ListInactiveAnnotationsResponse page = personalizer()
                .listInactiveAnnotations(ListInactiveAnnotationsRequest.newBuilder()
                        .setUserId(userId)
                        .setValueSet(WireValueSets.ref(set))
                        .setScorerId(scorerId)
                        .setPageSize(size)
                        .setPageToken(after)
                        .build());
        NonsenseException.unless(page.getContentKeysCount() <= size, "more keys than asked for");
        NonsenseException.unless(
                page.getNextPageToken().isEmpty() || page.getNextPageToken().compareTo(after) > 0, "a page that leads back");
        return new Keys(page.getContentKeysList(), page.getNextPageToken());
    }

    /** What the scorers of now say about texts that are kept, by key and scorer; texts without scores are left out. */
    Map<String, Map<String, ScoreVector>> scores(String userId, ValueSet set, List<String> contentKeys) {
        List<circumplex.classifier.v1.ClassifiedPost> posts = ClassifierServiceGrpc.newBlockingStub(classifier.channel())
                .withInterceptors(batch)
                .classifyStored(ClassifyStoredRequest.newBuilder()
                        .setUserId(userId)
                        .setValueSet(WireValueSets.ref(set))
                        .addAllContentKeys(contentKeys)
                        .setOnDeadline(OnDeadline.ON_DEADLINE_FINISH_IN_BACKGROUND)
                        .build())
                .getPostsList();
        Set<String> asked = new HashSet<>(contentKeys);
        Map<String, Map<String, ScoreVector>> scores = new LinkedHashMap<>();
        for (circumplex.classifier.v1.ClassifiedPost wire : posts) {
            ClassifiedPost post = ClassifierClient.classified(set, wire);
            NonsenseException.unless(asked.remove(post.id()), "a text that was not asked for, or twice");
            if (!post.scores().isEmpty()) {
                scores.put(post.id(), post.scores());
            }
        }
        return scores;
    }

    /** How many annotations have other scores than before. */
    int add(String userId, ValueSet set, Map<String, Map<String, ScoreVector>> scores) {
        AddBaseScoresRequest.Builder request =
                AddBaseScoresRequest.newBuilder().setUserId(userId).setValueSet(WireValueSets.ref(set));
        scores.forEach((key, byScorer) -> request.addPosts(
                ScoredAnnotation.newBuilder().setContentKey(key).addAllBaseScores(BaseScoresWire.of(byScorer))));
        return personalizer().addBaseScores(request.build()).getUpdated();
    }

    private PersonalizerServiceBlockingStub personalizer() {
        return PersonalizerServiceGrpc.newBlockingStub(personalizer.channel()).withInterceptors(batch);
    }
}
