package circumplex.cli;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc.ClassifierServiceImplBase;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A classifier that hears as much care in a post as the post has characters, at most 6. */
final class FakeClassifier extends ClassifierServiceImplBase implements AutoCloseable {

    final List<ClassifyPostsRequest> requests = Collections.synchronizedList(new ArrayList<>());

    /** Every batch of every stream that was answered. */
    final List<ClassifyStreamRequest> batches = Collections.synchronizedList(new ArrayList<>());

    /** Instead of answering this batch, counted from 1 over all streams, the stream ends; 0 is never. */
    volatile int endAtBatch;

    /** How it ends. */
    volatile Status end = Status.FAILED_PRECONDITION;

    private final LoopbackServer server = new LoopbackServer(this);

    String address() {
        return server.address();
    }

    @Override
    public void classifyPosts(ClassifyPostsRequest request, StreamObserver<ClassifyPostsResponse> out) {
        requests.add(request);
        ValueSet set = ValueSets.all().defaultSet();
        ClassifyPostsResponse.Builder answer = ClassifyPostsResponse.newBuilder().setValueSet(WireValueSets.ref(set));
        request.getPostsList().forEach(post -> answer.addPosts(score(set, post)));
        out.onNext(answer.build());
        out.onCompleted();
    }

    @Override
    public StreamObserver<ClassifyStreamRequest> classifyStream(StreamObserver<ClassifyStreamResponse> out) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ClassifyStreamRequest batch) {
                if (endAtBatch == batches.size() + 1) {
                    endAtBatch = 0;
                    out.onError(end.asRuntimeException());
                    return;
                }
                batches.add(batch);
                ValueSet set = ValueSets.all().defaultSet();
                ClassifyStreamResponse.Builder answer =
                        ClassifyStreamResponse.newBuilder().setValueSet(WireValueSets.ref(set)).setToken(batch.getToken());
                batch.getPostsList().forEach(post -> answer.addPosts(score(set, post)));
                out.onNext(answer.build());
            }

            @Override
            public void onError(Throwable gone) {}

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }

    @Override
    public void close() {
        server.close();
    }

    private static ClassifiedPost score(ValueSet set, PostToClassify post) {
        ClassifiedPost.Builder scored = ClassifiedPost.newBuilder().setPostId(post.getPostId());
        if (post.getText().isBlank()) {
            return scored.setLanguage("und").setUnscoredReason(UnscoredReason.UNSCORED_REASON_EMPTY_TEXT).build();
        }
        ValueScores.Builder scores = ValueScores.newBuilder();
        set.dimensions().forEach(value ->
                scores.addScores(value.id().equals("benevolence_caring") ? Math.min(6, post.getText().length()) : 0));
        return scored.setLanguage("en")
                .setCached(true)
                .addBaseScores(BaseScores.newBuilder().setScorerId("fake/scorer").setValues(scores))
                .build();
    }
}
