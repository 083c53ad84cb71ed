package circumplex.personalizer;

import circumplex.kit.call.FlowControl;
import circumplex.kit.idempotency.Idempotency;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Correction;
import circumplex.personalizer.annotation.DeleteUserData;
import circumplex.personalizer.annotation.ExportUserData;
import circumplex.personalizer.annotation.KeptAnnotation;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RecordAnnotations.Recorded;
import circumplex.personalizer.backfill.AddBaseScores;
import circumplex.personalizer.backfill.ListInactive;
import circumplex.personalizer.questionnaire.AnswerStore;
import circumplex.personalizer.questionnaire.KeptAnswers;
import circumplex.personalizer.v1.AddBaseScoresRequest;
import circumplex.personalizer.v1.AddBaseScoresResponse;
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
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.personalizer.v1.SuggestAnnotationsRequest;
import circumplex.personalizer.v1.SuggestAnnotationsResponse;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The personalizer on the wire. */
@Singleton
final class PersonalizerEndpoint extends PersonalizerServiceGrpc.PersonalizerServiceImplBase {

    private final PersonalizeScores personalizeScores;
    private final Annotate annotate;
    private final SuggestAnnotations suggestAnnotations;
    private final GetCalibration getCalibration;
    private final ListInactive listInactive;
    private final AddBaseScores addBaseScores;
    private final ExportUserData exportUserData;
    private final DeleteUserData deleteUserData;
    private final AnswerStore answers;
    private final AnnotationStore annotations;
    private final Idempotency idempotency;

    PersonalizerEndpoint(
            PersonalizeScores personalizeScores,
            Annotate annotate,
            SuggestAnnotations suggestAnnotations,
            GetCalibration getCalibration,
            ListInactive listInactive,
            AddBaseScores addBaseScores,
            ExportUserData exportUserData,
            DeleteUserData deleteUserData,
            AnswerStore answers,
            AnnotationStore annotations,
            Idempotency idempotency) {
        this.personalizeScores = personalizeScores;
        this.annotate = annotate;
        this.suggestAnnotations = suggestAnnotations;
        this.getCalibration = getCalibration;
        this.listInactive = listInactive;
        this.addBaseScores = addBaseScores;
        this.exportUserData = exportUserData;
        this.deleteUserData = deleteUserData;
        this.answers = answers;
        this.annotations = annotations;
        this.idempotency = idempotency;
    }

    @Override
    public void personalizeScores(PersonalizeScoresRequest request, StreamObserver<PersonalizeScoresResponse> out) {
        Person person = PersonalizerWire.person(request.getUserId());
        ValueSet set = WireValueSets.require(request.getValueSet(), "value_set");
        List<ScoredPost> posts = PersonalizerWire.posts(set, request);
        out.onNext(PersonalizerWire.response(personalizeScores.personalize(person, set, posts)));
        out.onCompleted();
    }

    @Override
    public void recordAnnotations(RecordAnnotationsRequest request, StreamObserver<RecordAnnotationsResponse> out) {
        Person person = PersonalizerWire.person(request.getUserId());
        ValueSet set = WireValueSets.require(request.getValueSet(), "value_set");
        List<Correction> corrections = PersonalizerWire.corrections(set, request);
        // What was withdrawn and what changed goes to the caller only: the record of the request id, which outlives an erasure, holds none of it.
        List<Recorded> done = new ArrayList<>(1);
        RecordAnnotationsResponse answer = idempotency.once(
                request.getRequestId(), PersonalizerWire.identity(request), RecordAnnotationsResponse.parser(), () -> {
                    Recorded recorded = annotate.annotate(person, set, corrections, request.getWithdrawnContentKeysList());
                    done.add(recorded);
                    return PersonalizerWire.kept(recorded);
                });
        List<String> annotated = annotations.annotated(person, PersonalizerWire.keys(request));
        out.onNext(PersonalizerWire.response(answer, done, annotated));
        out.onCompleted();
    }

    @Override
    public void suggestAnnotations(SuggestAnnotationsRequest request, StreamObserver<SuggestAnnotationsResponse> out) {
        Person person = PersonalizerWire.person(request.getUserId());
        ValueSet set = WireValueSets.require(request.getValueSet(), "value_set");
        int count = request.getCount() == 0 ? SuggestAnnotations.USUAL : request.getCount();
        out.onNext(PersonalizerWire.response(suggestAnnotations.suggest(
                person, set, PersonalizerWire.candidates(set, request), count, request.getSeed())));
        out.onCompleted();
    }

    @Override
    public void getCalibration(GetCalibrationRequest request, StreamObserver<GetCalibrationResponse> out) {
        Person person = PersonalizerWire.person(request.getUserId());
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        out.onNext(PersonalizerWire.response(getCalibration.get(person, set, request.getScorerId())));
        out.onCompleted();
    }

    @Override
    public void listInactiveAnnotations(
            ListInactiveAnnotationsRequest request, StreamObserver<ListInactiveAnnotationsResponse> out) {
        Person person = PersonalizerWire.person(request.getUserId());
        ValueSet set = WireValueSets.require(request.getValueSet(), "value_set");
        ListInactive.Keys keys =
                listInactive.list(person, set, request.getScorerId(), request.getPageSize(), request.getPageToken());
        out.onNext(ListInactiveAnnotationsResponse.newBuilder()
                .addAllContentKeys(keys.contentKeys())
                .setNextPageToken(keys.next())
                .build());
        out.onCompleted();
    }

    @Override
    public void addBaseScores(AddBaseScoresRequest request, StreamObserver<AddBaseScoresResponse> out) {
        Person person = PersonalizerWire.person(request.getUserId());
        ValueSet set = WireValueSets.require(request.getValueSet(), "value_set");
        int updated = addBaseScores.add(person, set, PersonalizerWire.scores(set, request));
        out.onNext(AddBaseScoresResponse.newBuilder().setUpdated(updated).build());
        out.onCompleted();
    }

    @Override
    public void exportUserData(ExportUserDataRequest request, StreamObserver<ExportUserDataResponse> out) {
        Person person = PersonalizerWire.person(request.getUserId());
        Iterator<KeptAnnotation> kept = exportUserData.export(person);
        FlowControl.send(
                new Iterator<>() {
                    private @Nullable Iterator<KeptAnswers> answered;

                    @Override
                    public boolean hasNext() {
                        return kept.hasNext() || answered().hasNext();
                    }

                    @Override
                    public ExportUserDataResponse next() {
                        return kept.hasNext()
                                ? PersonalizerWire.response(kept.next())
                                : PersonalizerWire.response(answered().next());
                    }

                    private Iterator<KeptAnswers> answered() {
                        if (answered == null) {
                            answered = answers.all(person).iterator();
                        }
                        return answered;
                    }
                },
                out);
    }

    @Override
    public void deleteUserData(DeleteUserDataRequest request, StreamObserver<DeleteUserDataResponse> out) {
        int deleted = deleteUserData.delete(PersonalizerWire.person(request.getUserId()));
        out.onNext(DeleteUserDataResponse.newBuilder().setAnnotationsDeleted(deleted).build());
        out.onCompleted();
    }
}
