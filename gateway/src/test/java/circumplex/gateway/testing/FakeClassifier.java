package circumplex.gateway.testing;

import static circumplex.gateway.testing.Samples.SET;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ClassifyStoredRequest;
import circumplex.classifier.v1.ClassifyStoredResponse;
import circumplex.classifier.v1.DeleteUserDataRequest;
import circumplex.classifier.v1.DeleteUserDataResponse;
import circumplex.classifier.v1.ExportUserDataRequest;
import circumplex.classifier.v1.ExportUserDataResponse;
import circumplex.classifier.v1.ForgetTextsRequest;
import circumplex.classifier.v1.ForgetTextsResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireValueSets;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Reads its answer out of the text: {@code hedonism=5} is a score, {@code @b} says that the scorer {@code b} scores it, and {@code ~} that
 * the language is foreign. Other words mean nothing.
 */
public final class FakeClassifier extends ClassifierServiceGrpc.ClassifierServiceImplBase {

    public static final String SCORER = "a";

    public final FakeServer server = new FakeServer(this);

    /** Done to every answer before it leaves. */
    public volatile UnaryOperator<ClassifyPostsResponse> twist = UnaryOperator.identity();

    @Override
    public void classifyPosts(ClassifyPostsRequest request, StreamObserver<ClassifyPostsResponse> out) {
        ClassifyPostsResponse.Builder answer = ClassifyPostsResponse.newBuilder().setValueSet(WireValueSets.ref(SET));
        request.getPostsList().forEach(post -> answer.addPosts(classified(post)));
        if (!request.getKeepForUserId().isEmpty() && keepingFails) {
            out.onError(Status.INTERNAL.asRuntimeException());
            return;
        }
        if (!request.getKeepForUserId().isEmpty()) {
            beforeKeeping.run();
            Map<String, String> texts = kept.computeIfAbsent(request.getKeepForUserId(), user -> new ConcurrentHashMap<>());
            request.getPostsList().forEach(post -> texts.put(Samples.key(post.getText()), post.getText()));
        }
        out.onNext(twist.apply(answer.build()));
        out.onCompleted();
    }

    /** The texts that it keeps, by person and key. */
    public final Map<String, Map<String, String>> kept = new ConcurrentHashMap<>();

    /** Who scores a text that names nobody. */
    public volatile String scorer = SCORER;

    /** Whether texts cannot be kept. */
    public volatile boolean keepingFails;

    /** What happens elsewhere just before texts are kept. */
    public volatile Runnable beforeKeeping = () -> {};

    /** Whether kept texts cannot be scored. */
    public volatile boolean storedFails;

    @Override
    public void classifyStored(ClassifyStoredRequest request, StreamObserver<ClassifyStoredResponse> out) {
        if (storedFails) {
            out.onError(Status.INTERNAL.asRuntimeException());
            return;
        }
        ClassifyStoredResponse.Builder answer = ClassifyStoredResponse.newBuilder().setValueSet(WireValueSets.ref(SET));
        Map<String, String> texts = kept.getOrDefault(request.getUserId(), Map.of());
        request.getContentKeysList().stream().filter(texts::containsKey).forEach(key -> answer.addPosts(classified(
                PostToClassify.newBuilder().setPostId(key).setText(texts.get(key)).build())));
        out.onNext(answer.build());
        out.onCompleted();
    }

    @Override
    public void exportUserData(ExportUserDataRequest request, StreamObserver<ExportUserDataResponse> out) {
        new TreeMap<>(kept.getOrDefault(request.getUserId(), Map.of())).forEach((key, text) -> out.onNext(
                ExportUserDataResponse.newBuilder().setContentKey(key).setText(text).build()));
        out.onCompleted();
    }

    @Override
    public void forgetTexts(ForgetTextsRequest request, StreamObserver<ForgetTextsResponse> out) {
        Map<String, String> texts = kept.getOrDefault(request.getUserId(), new ConcurrentHashMap<>());
        long deleted = request.getContentKeysList().stream().filter(key -> texts.remove(key) != null).count();
        out.onNext(ForgetTextsResponse.newBuilder().setTextsDeleted((int) deleted).build());
        out.onCompleted();
    }

    @Override
    public void deleteUserData(DeleteUserDataRequest request, StreamObserver<DeleteUserDataResponse> out) {
        Map<String, String> texts = kept.remove(request.getUserId());
        out.onNext(DeleteUserDataResponse.newBuilder().setTextsDeleted(texts == null ? 0 : texts.size()).build());
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

    private ClassifiedPost classified(PostToClassify post) {
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

    private List<String> scorers(String text) {
        List<String> scorers = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            if (word.startsWith("@")) {
                scorers.add(word.substring(1));
            }
        }
        return scorers.isEmpty() ? List.of(scorer) : scorers;
    }
}
