package circumplex.gateway.testing;

import static circumplex.gateway.testing.Samples.SET;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireValueSets;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Reads its answer out of the text: {@code hedonism=5} is a score, {@code @b} says that the scorer {@code b} scores it, and {@code ~} that
 * the language is foreign. Other words mean nothing.
 */
public final class FakeClassifier extends ClassifierServiceGrpc.ClassifierServiceImplBase {

    /** Who scores a text that names nobody. */
    public static final String SCORER = "a";

    public final FakeServer server = new FakeServer(this);

    /** Done to every answer before it leaves. */
    public volatile UnaryOperator<ClassifyPostsResponse> twist = UnaryOperator.identity();

    @Override
    public void classifyPosts(ClassifyPostsRequest request, StreamObserver<ClassifyPostsResponse> out) {
        ClassifyPostsResponse.Builder answer = ClassifyPostsResponse.newBuilder().setValueSet(WireValueSets.ref(SET));
        request.getPostsList().forEach(post -> answer.addPosts(classified(post)));
        out.onNext(twist.apply(answer.build()));
        out.onCompleted();
    }

    /** Answers with the {@code i}-th post changed. */
    public void twistPost(int i, Consumer<ClassifiedPost.Builder> change) {
        twist = answer -> {
            ClassifyPostsResponse.Builder twisted = answer.toBuilder();
            change.accept(twisted.getPostsBuilder(i));
            return twisted.build();
        };
    }

    private static ClassifiedPost classified(PostToClassify post) {
        ClassifiedPost.Builder answer = ClassifiedPost.newBuilder().setPostId(post.getPostId()).setLanguage("en");
        if (post.getText().codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            return answer.setUnscoredReason(UnscoredReason.UNSCORED_REASON_EMPTY_TEXT).build();
        }
        answer.setContentKey(Samples.key(post.getText()));
        if (post.getText().contains("~")) {
            return answer.setUnscoredReason(UnscoredReason.UNSCORED_REASON_UNSUPPORTED_LANGUAGE).build();
        }
        scorers(post.getText()).forEach(scorer -> answer.addBaseScores(BaseScores.newBuilder()
                .setScorerId(scorer)
                .setValues(Samples.scores(post.getText()))));
        return answer.build();
    }

    private static List<String> scorers(String text) {
        List<String> scorers = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            if (word.startsWith("@")) {
                scorers.add(word.substring(1));
            }
        }
        return scorers.isEmpty() ? List.of(SCORER) : scorers;
    }
}
