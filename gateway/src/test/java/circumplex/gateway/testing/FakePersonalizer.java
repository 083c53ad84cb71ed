package circumplex.gateway.testing;

import static circumplex.gateway.testing.Samples.SET;

import circumplex.personalizer.v1.AddBaseScoresRequest;
import circumplex.personalizer.v1.AddBaseScoresResponse;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.DeleteUserDataResponse;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.ListInactiveAnnotationsRequest;
import circumplex.personalizer.v1.ListInactiveAnnotationsResponse;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizedPost;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.personalizer.v1.ScoredAnnotation;
import circumplex.personalizer.v1.SuggestAnnotationsRequest;
import circumplex.personalizer.v1.SuggestAnnotationsResponse;
import circumplex.personalizer.v1.ValueCalibration;
import circumplex.personalizer.v1.ValueChange;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** To everybody a post says the opposite: the score is 6 less what the scorer said. */
public final class FakePersonalizer extends PersonalizerServiceGrpc.PersonalizerServiceImplBase {

    public static final String CALIBRATOR = "opposite/1";

    /** After a withdrawal. */
    public static final long REVISION = 1234567890123L;

    public final FakeServer server = new FakeServer(this);

    /** Done to every answer of {@code PersonalizeScores} before it leaves. */
    public volatile UnaryOperator<PersonalizeScoresResponse> twist = UnaryOperator.identity();

    /** Whether answers say how far they may be off. */
    public volatile boolean sure = true;

    /** An export breaks off after so many annotations. */
    public volatile int exportBreaksAfter = Integer.MAX_VALUE;

    private final Map<String, List<ExportUserDataResponse>> kept = new ConcurrentHashMap<>();
    private final Map<RecordAnnotationsRequest, RecordAnnotationsResponse> done = new ConcurrentHashMap<>();

    @Override
    public void personalizeScores(PersonalizeScoresRequest request, StreamObserver<PersonalizeScoresResponse> out) {
        String scorer = widest(request);
        PersonalizeScoresResponse.Builder answer = PersonalizeScoresResponse.newBuilder();
        boolean mixed = false;
        for (PostToPersonalize post : request.getPostsList()) {
            PersonalizedPost.Builder personal = PersonalizedPost.newBuilder().setPostId(post.getPostId());
            post.getBaseScoresList().stream()
                    .filter(base -> base.getScorerId().equals(scorer))
                    .forEach(base -> {
                        personal.setMean(opposite(base.getValues()));
                        base.getValues().getScoresList().stream().limit(sure ? 0 : SET.size()).forEach(score -> personal.addMeanSe(0.5f));
                    });
            mixed |= !personal.hasMean();
            answer.addPosts(personal);
        }
        answer.setCalibration(CalibrationSummary.newBuilder()
                .setScorerId(scorer)
                .setCalibratorId(CALIBRATOR)
                .setInactiveAnnotations(inactive(request.getUserId(), scorer).size())
                .setMixedScorers(mixed));
        out.onNext(twist.apply(answer.build()));
        out.onCompleted();
    }

    @Override
    public void listInactiveAnnotations(
            ListInactiveAnnotationsRequest request, StreamObserver<ListInactiveAnnotationsResponse> out) {
        List<String> keys = inactive(request.getUserId(), request.getScorerId()).stream()
                .filter(key -> key.compareTo(request.getPageToken()) > 0)
                .toList();
        List<String> page = keys.subList(0, Math.min(keys.size(), request.getPageSize()));
        out.onNext(ListInactiveAnnotationsResponse.newBuilder()
                .addAllContentKeys(page)
                .setNextPageToken(page.size() < keys.size() ? page.get(page.size() - 1) : "")
                .build());
        out.onCompleted();
    }

    @Override
    public void addBaseScores(AddBaseScoresRequest request, StreamObserver<AddBaseScoresResponse> out) {
        List<ExportUserDataResponse> own = kept.getOrDefault(request.getUserId(), new ArrayList<>());
        for (ScoredAnnotation post : request.getPostsList()) {
            own.replaceAll(each -> each.getAnnotation().getContentKey().equals(post.getContentKey())
                    ? each.toBuilder()
                            .setAnnotation(each.getAnnotation().toBuilder().addAllBaseScores(post.getBaseScoresList()))
                            .build()
                    : each);
        }
        out.onNext(AddBaseScoresResponse.newBuilder().setUpdated(request.getPostsCount()).build());
        out.onCompleted();
    }

    /** The keys of what this person annotated and the scorer has not scored, ascending. */
    public List<String> inactive(String userId, String scorerId) {
        return kept.getOrDefault(userId, List.of()).stream()
                .map(ExportUserDataResponse::getAnnotation)
                .filter(annotation -> annotation.getBaseScoresList().stream().noneMatch(base -> base.getScorerId().equals(scorerId)))
                .map(Annotation::getContentKey)
                .sorted()
                .toList();
    }

    @Override
    public void recordAnnotations(RecordAnnotationsRequest request, StreamObserver<RecordAnnotationsResponse> out) {
        RecordAnnotationsResponse first = done.get(request);
        RecordAnnotationsResponse answer = first == null ? recorded(request) : first;
        done.put(request, answer.toBuilder().clearWithdrawnContentKeys().clearChanges().build());
        Set<String> named = new TreeSet<>(request.getWithdrawnContentKeysList());
        request.getAnnotationsList().forEach(annotation -> named.add(annotation.getContentKey()));
        named.removeIf(key -> kept.getOrDefault(request.getUserId(), List.of()).stream().noneMatch(of(key)));
        out.onNext(answer.toBuilder().addAllAnnotatedContentKeys(named).build());
        out.onCompleted();
    }

    /** An annotation without ratings takes the whole annotation of the post back. */
    private RecordAnnotationsResponse recorded(RecordAnnotationsRequest request) {
        List<ExportUserDataResponse> own = kept.computeIfAbsent(request.getUserId(), user -> new CopyOnWriteArrayList<>());
        request.getWithdrawnContentKeysList().forEach(key -> own.removeIf(of(key)));
        for (Annotation annotation : request.getAnnotationsList()) {
            if (annotation.getRatingsCount() == 0) {
                own.removeIf(of(annotation.getContentKey()));
                continue;
            }
            own.add(ExportUserDataResponse.newBuilder()
                    .setAnnotation(annotation)
                    .setValueSet(WireValueSets.ref(SET))
                    .setAnnotateTime(Timestamp.newBuilder().setSeconds(own.size() + 1).setNanos(5_000_000))
                    .build());
        }
        RecordAnnotationsResponse.Builder answer = RecordAnnotationsResponse.newBuilder()
                .setAdded(request.getAnnotationsCount())
                .setTotal(own.size())
                .addAllWithdrawnContentKeys(request.getWithdrawnContentKeysList());
        if (request.getWithdrawnContentKeysCount() > 0) {
            answer.setRevision(REVISION)
                    .addChanges(ValueChange.newBuilder()
                            .setValueId("face")
                            .setBefore(ValueCalibration.newBuilder().setValueId("face").setGain(1.5))
                            .setScoreChange(-0.25));
        }
        return answer.build();
    }

    private static Predicate<ExportUserDataResponse> of(String contentKey) {
        return kept -> kept.getAnnotation().getContentKey().equals(contentKey);
    }

    @Override
    public void suggestAnnotations(SuggestAnnotationsRequest request, StreamObserver<SuggestAnnotationsResponse> out) {
        SuggestAnnotationsResponse.Builder answer = SuggestAnnotationsResponse.newBuilder().setEnough(true);
        request.getCandidatesList().stream()
                .limit(request.getCount())
                .forEach(candidate -> answer.addSuggestionsBuilder().setPostId(candidate.getPostId()));
        out.onNext(answer.build());
        out.onCompleted();
    }

    @Override
    public void getCalibration(GetCalibrationRequest request, StreamObserver<GetCalibrationResponse> out) {
        out.onNext(GetCalibrationResponse.newBuilder()
                .setSummary(CalibrationSummary.newBuilder()
                        .setScorerId(request.getScorerId().isEmpty() ? FakeClassifier.SCORER : request.getScorerId())
                        .setCalibratorId(CALIBRATOR)
                        .setActiveAnnotations(3)
                        .setInactiveAnnotations(1))
                .addValues(ValueCalibration.newBuilder()
                        .setValueId("hedonism")
                        .setGain(1.5)
                        .setRatings(2)
                        .setMeanRating(4.5)
                        .setMeanBaseScore(2.5))
                .build());
        out.onCompleted();
    }

    @Override
    public void exportUserData(ExportUserDataRequest request, StreamObserver<ExportUserDataResponse> out) {
        List<ExportUserDataResponse> own = kept.getOrDefault(request.getUserId(), List.of());
        own.stream().limit(exportBreaksAfter).forEach(out::onNext);
        if (own.size() > exportBreaksAfter) {
            out.onError(Status.UNAVAILABLE.asRuntimeException());
        } else {
            out.onCompleted();
        }
    }

    @Override
    public void deleteUserData(DeleteUserDataRequest request, StreamObserver<DeleteUserDataResponse> out) {
        List<ExportUserDataResponse> deleted = kept.remove(request.getUserId());
        out.onNext(DeleteUserDataResponse.newBuilder()
                .setAnnotationsDeleted(deleted == null ? 0 : deleted.size())
                .build());
        out.onCompleted();
    }

    /** As if the person had annotated it before. */
    public void keep(String userId, ExportUserDataResponse annotation) {
        kept.computeIfAbsent(userId, user -> new CopyOnWriteArrayList<>()).add(annotation);
    }

    public void reset() {
        server.reset();
        twist = UnaryOperator.identity();
        sure = true;
        exportBreaksAfter = Integer.MAX_VALUE;
        kept.clear();
        done.clear();
    }

    /** Answers with the {@code i}-th post changed. */
    public void twistPost(int i, Consumer<PersonalizedPost.Builder> change) {
        twist = answer -> {
            PersonalizeScoresResponse.Builder twisted = answer.toBuilder();
            change.accept(twisted.getPostsBuilder(i));
            return twisted.build();
        };
    }

    /** Answers with another summary. */
    public void twistSummary(Consumer<CalibrationSummary.Builder> change) {
        twist = answer -> {
            PersonalizeScoresResponse.Builder twisted = answer.toBuilder();
            change.accept(twisted.getCalibrationBuilder());
            return twisted.build();
        };
    }

    private static String widest(PersonalizeScoresRequest request) {
        Map<String, Integer> covered = new TreeMap<>(Comparator.reverseOrder());
        request.getPostsList().stream()
                .flatMap(post -> post.getBaseScoresList().stream())
                .forEach(base -> covered.merge(base.getScorerId(), 1, Integer::sum));
        return covered.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    }

    private static ValueScores opposite(ValueScores base) {
        ValueScores.Builder opposite = ValueScores.newBuilder();
        base.getScoresList().forEach(score -> opposite.addScores(6 - score));
        return opposite.build();
    }
}
