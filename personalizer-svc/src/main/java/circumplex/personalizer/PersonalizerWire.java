package circumplex.personalizer;

import circumplex.kit.call.Caller;
import circumplex.personalizer.CalibrationReport.PersonalValue;
import circumplex.personalizer.SuggestAnnotations.Candidate;
import circumplex.personalizer.SuggestAnnotations.Suggested;
import circumplex.personalizer.annotation.Correction;
import circumplex.personalizer.annotation.KeptAnnotation;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.RecordAnnotations;
import circumplex.personalizer.questionnaire.KeptAnswers;
import circumplex.personalizer.questionnaire.QuestionnaireWire;
import circumplex.personalizer.v1.AddBaseScoresRequest;
import circumplex.personalizer.v1.Admission;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.CandidatePost;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizedPost;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.personalizer.v1.ScoredAnnotation;
import circumplex.personalizer.v1.SuggestAnnotationsRequest;
import circumplex.personalizer.v1.SuggestAnnotationsResponse;
import circumplex.personalizer.v1.ValueCalibration;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.InvalidField;
import circumplex.wire.WireVectors;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maps the messages of the personalizer to its domain and back. */
final class PersonalizerWire {

    private PersonalizerWire() {}

    static Person person(String userId) {
        return new Person(Caller.current().tenant(), userId);
    }

    /** What makes a repeated request the same: scores are left out, because a scorer may change between a try and its retry. */
    static RecordAnnotationsRequest identity(RecordAnnotationsRequest request) {
        RecordAnnotationsRequest.Builder identity = request.toBuilder();
        identity.getAnnotationsBuilderList().forEach(Annotation.Builder::clearBaseScores);
        return identity.build();
    }

    static List<ScoredPost> posts(ValueSet set, PersonalizeScoresRequest request) {
        WireVectors.requireUnique(
                request.getPostsList().stream().map(PostToPersonalize::getPostId).toList(), i -> "posts[" + i + "].post_id");
        List<ScoredPost> posts = new ArrayList<>(request.getPostsCount());
        for (PostToPersonalize post : request.getPostsList()) {
            String path = "posts[" + posts.size() + "].base_scores";
            posts.add(new ScoredPost(post.getPostId(), scores(set, post.getBaseScoresList(), path)));
        }
        return posts;
    }

    static List<Correction> corrections(ValueSet set, RecordAnnotationsRequest request) {
        WireVectors.requireUnique(
                keys(request),
                i -> i < request.getAnnotationsCount()
                        ? "annotations[" + i + "].content_key"
                        : "withdrawn_content_keys[" + (i - request.getAnnotationsCount()) + "]");
        List<Correction> corrections = new ArrayList<>(request.getAnnotationsCount());
        for (Annotation annotation : request.getAnnotationsList()) {
            String path = "annotations[" + corrections.size() + "]";
            RatingVector ratings = WireVectors.ratings(set, annotation.getRatingsMap(), path + ".ratings");
            RatedPost post = new RatedPost(
                    annotation.getContentKey(), ratings, scores(set, annotation.getBaseScoresList(), path + ".base_scores"));
            corrections.add(new Correction(
                    post, withdrawn(ratings, annotation.getWithdrawnValueIdsList(), path + ".withdrawn_value_ids")));
        }
        return corrections;
    }

    /** All that a request names: those of its annotations, then those that it withdraws. */
    static List<String> keys(RecordAnnotationsRequest request) {
        List<String> keys = new ArrayList<>();
        request.getAnnotationsList().forEach(annotation -> keys.add(annotation.getContentKey()));
        keys.addAll(request.getWithdrawnContentKeysList());
        return keys;
    }

    private static Set<Integer> withdrawn(RatingVector ratings, List<String> valueIds, String path) {
        WireVectors.requireUnique(valueIds, i -> path + "[" + i + "]");
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < valueIds.size(); i++) {
            int position = WireVectors.position(ratings.set(), valueIds.get(i), path + "[" + i + "]");
            if (ratings.rated(position)) {
                throw new InvalidField(path + "[" + i + "]", WireVectors.UNIQUE, "is rated in the same annotation");
            }
            positions.add(position);
        }
        return positions;
    }

    /** By content key and scorer id. */
    static Map<String, Map<String, ScoreVector>> scores(ValueSet set, AddBaseScoresRequest request) {
        WireVectors.requireUnique(
                request.getPostsList().stream().map(ScoredAnnotation::getContentKey).toList(),
                i -> "posts[" + i + "].content_key");
        Map<String, Map<String, ScoreVector>> scores = new LinkedHashMap<>();
        for (int i = 0; i < request.getPostsCount(); i++) {
            ScoredAnnotation post = request.getPosts(i);
            scores.put(post.getContentKey(), scores(set, post.getBaseScoresList(), "posts[" + i + "].base_scores"));
        }
        return scores;
    }

    private static Map<String, ScoreVector> scores(ValueSet set, List<BaseScores> wire, String path) {
        WireVectors.requireUnique(
                wire.stream().map(BaseScores::getScorerId).toList(), i -> path + "[" + i + "].scorer_id");
        Map<String, ScoreVector> scores = new LinkedHashMap<>();
        for (int i = 0; i < wire.size(); i++) {
            String element = path + "[" + i + "]";
            scores.put(
                    wire.get(i).getScorerId(),
                    WireVectors.scores(set, wire.get(i).getValues(), element + ".values"));
        }
        return scores;
    }

    static PersonalizeScoresResponse response(PersonalFeed feed) {
        PersonalizeScoresResponse.Builder wire =
                PersonalizeScoresResponse.newBuilder().setCalibration(summary(feed.basis())).addAllResidualCorrelation(feed.residualCorrelation());
        for (PersonalFeed.Post post : feed.posts()) {
            PersonalizedPost.Builder scored = wire.addPostsBuilder().setPostId(post.postId());
            post.scores().ifPresent(scores -> fill(scored, scores));
        }
        return wire.build();
    }

    private static void fill(PersonalizedPost.Builder wire, PersonalScores scores) {
        wire.setMean(WireVectors.scores(scores.mean()));
        for (int v = 0; v < scores.mean().set().size(); v++) {
            wire.addInterval80Low(scores.low(v)).addInterval80High(scores.high(v)).addMeanSe(scores.error(v));
        }
    }

    /** What a record of the request id keeps: nothing that says of a post whether it was annotated. */
    static RecordAnnotationsResponse kept(RecordAnnotations.Recorded recorded) {
        return RecordAnnotationsResponse.newBuilder()
                .setAdded(recorded.added())
                .setUpdated(recorded.updated())
                .setTotal(recorded.total())
                .setRevision(recorded.revision())
                .build();
    }

    /**
     * The whole answer.
     *
     * @param kept what the record of the request id holds
     * @param done what this call did; none for a repetition
     * @param annotated keys of the request that are annotated now
     */
    static RecordAnnotationsResponse response(
            RecordAnnotationsResponse kept, List<RecordAnnotations.Recorded> done, List<String> annotated) {
        RecordAnnotationsResponse.Builder wire =
                kept.toBuilder().clearWithdrawnContentKeys().addAllAnnotatedContentKeys(annotated);
        for (RecordAnnotations.Recorded recorded : done) {
            wire.addAllWithdrawnContentKeys(recorded.withdrawn());
            ValueChange.between(recorded.before(), recorded.after()).forEach(change -> wire.addChanges(change(change)));
        }
        return wire.build();
    }

    private static circumplex.personalizer.v1.ValueChange change(ValueChange change) {
        circumplex.personalizer.v1.ValueChange.Builder wire = circumplex.personalizer.v1.ValueChange.newBuilder()
                .setValueId(change.valueId())
                .setScoreChange(change.scoreChange());
        change.before().ifPresent(before -> wire.setBefore(value(before)));
        change.after().ifPresent(after -> wire.setAfter(value(after)));
        return wire.build();
    }

    static List<Candidate> candidates(ValueSet set, SuggestAnnotationsRequest request) {
        WireVectors.requireUnique(
                request.getCandidatesList().stream().map(CandidatePost::getPostId).toList(),
                i -> "candidates[" + i + "].post_id");
        List<Candidate> candidates = new ArrayList<>(request.getCandidatesCount());
        for (CandidatePost candidate : request.getCandidatesList()) {
            String path = "candidates[" + candidates.size() + "].base_scores";
            candidates.add(new Candidate(
                    new ScoredPost(candidate.getPostId(), scores(set, candidate.getBaseScoresList(), path)),
                    candidate.getContentKey()));
        }
        return candidates;
    }

    static SuggestAnnotationsResponse response(Suggested suggested) {
        SuggestAnnotationsResponse.Builder wire = SuggestAnnotationsResponse.newBuilder()
                .setExpectedChange(suggested.expectedChange())
                .setEnough(suggested.enough())
                .setAlreadyAnnotated(suggested.annotated())
                .setUnscored(suggested.unscored());
        suggested.posts().forEach(post -> wire.addSuggestionsBuilder().setPostId(post.postId()).setValueId(post.valueId()));
        return wire.build();
    }

    static GetCalibrationResponse response(CalibrationReport report) {
        GetCalibrationResponse.Builder wire = GetCalibrationResponse.newBuilder()
                .setSummary(summary(report.basis()))
                .setRevision(report.revision());
        report.values().forEach(value -> wire.addValues(value(value)));
        return wire.build();
    }

    private static ValueCalibration value(PersonalValue value) {
        return ValueCalibration.newBuilder()
                .setValueId(value.valueId())
                .setGain(value.gain())
                .setRatings(value.ratings())
                .setMeanRating(value.meanRating())
                .setMeanBaseScore(value.meanBaseScore())
                .build();
    }

    static ExportUserDataResponse response(KeptAnnotation kept) {
        Annotation.Builder annotation =
                Annotation.newBuilder().setContentKey(kept.contentKey()).putAllRatings(kept.ratings());
        for (KeptAnnotation.KeptScores scores : kept.scores()) {
            annotation
                    .addBaseScoresBuilder()
                    .setScorerId(scores.scorerId())
                    .setValues(ValueScores.newBuilder().setValueSetId(kept.valueSetId()).addAllScores(scores.scores()));
        }
        return ExportUserDataResponse.newBuilder()
                .setAnnotation(annotation)
                .setValueSet(ValueSetRef.newBuilder()
                        .setId(kept.valueSetId())
                        .setVersion(kept.valueSetVersion())
                        .setSha256(kept.valueSetSha256()))
                .setAnnotateTime(timestamp(kept.annotateTime()))
                .build();
    }

    static ExportUserDataResponse response(KeptAnswers kept) {
        return ExportUserDataResponse.newBuilder()
                .setQuestionnaireAnswers(QuestionnaireWire.answers(kept))
                .build();
    }

    private static Timestamp timestamp(Instant time) {
        long seconds = time.getEpochSecond();
        int nanos = time.getNano();
        return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    }

    private static CalibrationSummary summary(Basis basis) {
        return CalibrationSummary.newBuilder()
                .setScorerId(basis.scorers().stream().findFirst().orElse(""))
                .addAllScorerIds(basis.scorers())
                .setCalibratorId(basis.calibrator())
                .setAdmission(switch (basis.admitted()) {
                    case NATIVE -> Admission.ADMISSION_NATIVE;
                    case ALIGNED -> Admission.ADMISSION_ALIGNED;
                    case FALLBACK -> Admission.ADMISSION_FALLBACK;
                })
                .setMixedScorers(basis.mixed())
                .setActiveAnnotations(basis.active())
                .setInactiveAnnotations(basis.inactive())
                .setCatchingUp(basis.catchingUp())
                .build();
    }
}
