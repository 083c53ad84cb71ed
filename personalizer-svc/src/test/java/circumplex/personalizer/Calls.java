package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;

import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.values.ScoreVector;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Calls to a running personalizer and the requests that they send. */
final class Calls {

    private final PersonalizerServiceBlockingStub stub;

    Calls(RunningService service) {
        stub = PersonalizerServiceGrpc.newBlockingStub(service.channel());
    }

    PersonalizerServiceBlockingStub stub() {
        return stub.withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    PersonalizeScoresResponse personalize(String user, PostToPersonalize... posts) {
        return stub().personalizeScores(personalizing(user, posts));
    }

    RecordAnnotationsResponse record(String user, Annotation... annotations) {
        return stub().recordAnnotations(recording(user, annotations));
    }

    GetCalibrationResponse calibration(String user) {
        return stub().getCalibration(GetCalibrationRequest.newBuilder().setUserId(user).build());
    }

    List<ExportUserDataResponse> export(String user) {
        List<ExportUserDataResponse> kept = new ArrayList<>();
        stub().exportUserData(ExportUserDataRequest.newBuilder().setUserId(user).build()).forEachRemaining(kept::add);
        return kept;
    }

    int delete(String user) {
        return stub()
                .deleteUserData(DeleteUserDataRequest.newBuilder().setUserId(user).build())
                .getAnnotationsDeleted();
    }

    static PersonalizeScoresRequest personalizing(String user, PostToPersonalize... posts) {
        return PersonalizeScoresRequest.newBuilder()
                .setUserId(user)
                .setValueSet(WireValueSets.ref(SET))
                .addAllPosts(List.of(posts))
                .build();
    }

    static RecordAnnotationsRequest recording(String user, Annotation... annotations) {
        return RecordAnnotationsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setValueSet(WireValueSets.ref(SET))
                .addAllAnnotations(List.of(annotations))
                .build();
    }

    static PostToPersonalize post(String id, BaseScores... scores) {
        return PostToPersonalize.newBuilder().setPostId(id).addAllBaseScores(List.of(scores)).build();
    }

    /** A post that the usual scorer has scored. */
    static PostToPersonalize post(String id, ScoreVector scores) {
        return post(id, base(Samples.SCORER, scores));
    }

    static Annotation annotation(String contentKey, Map<String, Integer> ratings, BaseScores... scores) {
        return Annotation.newBuilder()
                .setContentKey(contentKey)
                .putAllRatings(ratings)
                .addAllBaseScores(List.of(scores))
                .build();
    }

    static BaseScores base(String scorer, ScoreVector scores) {
        return BaseScores.newBuilder().setScorerId(scorer).setValues(WireVectors.scores(scores)).build();
    }
}
