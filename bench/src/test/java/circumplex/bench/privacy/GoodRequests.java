package circumplex.bench.privacy;

import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyStoredRequest;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ForgetTextsRequest;
import circumplex.classifier.v1.GetUsageRequest;
import circumplex.classifier.v1.ListValueSetsRequest;
import circumplex.classifier.v1.PostToClassify;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.ExplainKeptPostRequest;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.FeedAuthorCap;
import circumplex.gateway.v1.FeedFloor;
import circumplex.gateway.v1.FeedFloorLimit;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.FeedRules;
import circumplex.gateway.v1.ForgetRankingsRequest;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.ListPresetsRequest;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.SuggestPostsRequest;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.WithdrawAnnotationsRequest;
import circumplex.personalizer.v1.AddBaseScoresRequest;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.CancelTrainingRequest;
import circumplex.personalizer.v1.CandidatePost;
import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.EvaluateModelRequest;
import circumplex.personalizer.v1.GetAnswersRequest;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.ImportDatasetRequest;
import circumplex.personalizer.v1.ListInactiveAnnotationsRequest;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListPromotionsRequest;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnswersRequest;
import circumplex.personalizer.v1.RecordedSource;
import circumplex.personalizer.v1.RollbackModelRequest;
import circumplex.personalizer.v1.ScoredAnnotation;
import circumplex.personalizer.v1.ShadowModelRequest;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.SuggestAnnotationsRequest;
import circumplex.personalizer.v1.WatchTrainingRequest;
import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.CandidateWeights;
import circumplex.ranker.v1.ExplainSwapRequest;
import circumplex.ranker.v1.FloorAction;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.InterleaveRankingsRequest;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankingRules;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Message;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** For every call a request that is answered, to change one text at a time in. */
final class GoodRequests {

    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final ValueSetRef REF = WireValueSets.ref(SET);
    private static final String PERSON = "somebody";
    private static final String POST = "one-post";
    private static final String TEXT = "Kind people help each other and care for their family.";

    private final Map<String, Message> requests = new HashMap<>();

    GoodRequests() {
        classifier();
        personalizer();
        models();
        ranker();
        feeds();
        people();
    }

    /** @param method full name, for example {@code circumplex.gateway.v1.FeedService/RankFeed} */
    Optional<Message> of(String method) {
        return Optional.ofNullable(requests.get(method));
    }

    /** The same with a request id of its own; whoever writes, writes about somebody new. */
    Message again(Message request) {
        if (request.getDescriptorForType().findFieldByName("request_id") == null) {
            return request;
        }
        String id = UUID.randomUUID().toString();
        Message again = Texts.with(request, "request_id", id);
        boolean aboutSomebody = request.getDescriptorForType().findFieldByName("user_id") != null;
        return aboutSomebody ? Texts.with(again, "user_id", PERSON + "-" + id) : again;
    }

    private void classifier() {
        add("classifier.v1.ClassifierService/ClassifyPosts", ClassifyPostsRequest.newBuilder()
                .setValueSet(REF)
                // Somebody whom no later call erases, so that the search can see what is kept.
                .setKeepForUserId(PERSON + "-stays")
                .setWithQuotes(true)
                .addPosts(PostToClassify.newBuilder().setPostId(POST).setText(TEXT).setRepliedToText(TEXT)));
        String service = "classifier.v1.ClassifierService/";
        add(service + "ClassifyStored", ClassifyStoredRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addContentKeys("0".repeat(64)));
        add(service + "ForgetTexts", ForgetTextsRequest.newBuilder().setUserId(PERSON).addContentKeys("0".repeat(64)));
        add(service + "ExportUserData", circumplex.classifier.v1.ExportUserDataRequest.newBuilder().setUserId(PERSON));
        add(service + "DeleteUserData", circumplex.classifier.v1.DeleteUserDataRequest.newBuilder().setUserId(PERSON));
        add("classifier.v1.ClassifierService/ClassifyStream", ClassifyStreamRequest.newBuilder()
                .setValueSet(REF)
                .setToken("first")
                .addPosts(PostToClassify.newBuilder().setPostId(POST).setText(TEXT).setRepliedToText(TEXT)));
        add("classifier.v1.ClassifierService/ListValueSets", ListValueSetsRequest.newBuilder());
        add("classifier.v1.ClassifierService/GetUsage", GetUsageRequest.newBuilder());
    }

    private void personalizer() {
        String service = "personalizer.v1.PersonalizerService/";
        add(service + "PersonalizeScores", PersonalizeScoresRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addPosts(PostToPersonalize.newBuilder().setPostId(POST).addBaseScores(scores())));
        add(service + "RecordAnnotations", RecordAnnotationsRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addAnnotations(Annotation.newBuilder()
                        .setContentKey("0".repeat(64))
                        .putRatings("achievement", 3)
                        .addBaseScores(scores())));
        add(service + "SuggestAnnotations", SuggestAnnotationsRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addCandidates(CandidatePost.newBuilder()
                        .setPostId(POST)
                        .setContentKey("1".repeat(64))
                        .addBaseScores(scores())));
        add("personalizer.v1.QuestionnaireService/RecordAnswers", RecordAnswersRequest.newBuilder()
                .setUserId(PERSON)
                .setQuestionnaireId("vcq-25")
                .putAnswers(1, 7));
        add("personalizer.v1.QuestionnaireService/GetAnswers", GetAnswersRequest.newBuilder()
                .setUserId(PERSON)
                .setQuestionnaireId("vcq-25"));
        add(service + "GetCalibration", circumplex.personalizer.v1.GetCalibrationRequest.newBuilder().setUserId(PERSON).setValueSet(REF));
        add(service + "ListInactiveAnnotations", ListInactiveAnnotationsRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .setScorerId("bench"));
        add(service + "AddBaseScores", AddBaseScoresRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addPosts(ScoredAnnotation.newBuilder().setContentKey("0".repeat(64)).addBaseScores(scores())));
        add(service + "ExportUserData", circumplex.personalizer.v1.ExportUserDataRequest.newBuilder().setUserId(PERSON));
        add(service + "DeleteUserData", circumplex.personalizer.v1.DeleteUserDataRequest.newBuilder().setUserId(PERSON));
    }

    /** No model is known: all the same, every text gets as far as it does. */
    private void models() {
        String service = "personalizer.v1.ModelService/";
        String none = "0".repeat(64);
        String job = UUID.randomUUID().toString();
        add(service + "ImportDataset", ImportDatasetRequest.newBuilder()
                .setHeader(DatasetHeader.newBuilder().setName("some data").setLicence("CC0")));
        add(service + "StartTraining", StartTrainingRequest.newBuilder()
                .setRecorded(RecordedSource.getDefaultInstance())
                .addScorerIds("a-scorer")
                .putSettings("epochs", 1));
        add(service + "WatchTraining", WatchTrainingRequest.newBuilder().setJobId(job));
        add(service + "CancelTraining", CancelTrainingRequest.newBuilder().setJobId(job));
        add(service + "EvaluateModel", EvaluateModelRequest.newBuilder().setModelId(none).setDatasetId(none));
        add(service + "ListModels", ListModelsRequest.newBuilder().setValueSet(REF));
        add(service + "GetModel", GetModelRequest.newBuilder().setModelId(none));
        add(service + "PromoteModel", PromoteModelRequest.newBuilder()
                .setValueSet(REF)
                .setModelId(none)
                .setEtag("new")
                .setForce(true)
                .setReason("a good one"));
        add(service + "RollbackModel", RollbackModelRequest.newBuilder().setValueSet(REF).setEtag("new").setReason("a good one"));
        add(service + "ShadowModel", ShadowModelRequest.newBuilder().setValueSet(REF).setModelId(none));
        add(service + "ListPromotions", ListPromotionsRequest.newBuilder().setValueSet(REF));
    }

    private void ranker() {
        add("ranker.v1.RankerService/RankPosts", RankPostsRequest.newBuilder()
                .addValueSets(REF)
                .putWeights("achievement", 1)
                .addPosts(post(POST, 1))
                .setRules(RankingRules.newBuilder()
                        .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(1).setWindow(3))
                        .setFloor(FloorRules.newBuilder()
                                .addLimits(FloorLimit.newBuilder().setValueId("achievement").setAtMost(5))
                                .setAction(FloorAction.FLOOR_ACTION_REMOVE)))
                .setExplain(true));
        add("ranker.v1.RankerService/PreviewRankings", PreviewRankingsRequest.newBuilder()
                .addValueSets(REF)
                .addCandidates(CandidateWeights.newBuilder().putWeights("achievement", 1))
                .addPosts(post(POST, 1)));
        add("ranker.v1.RankerService/ExplainSwap", ExplainSwapRequest.newBuilder()
                .addValueSets(REF)
                .putWeights("achievement", 1)
                .setPost(post(POST, 1))
                .setOther(post("another-post", 2)));
        add("ranker.v1.RankerService/InterleaveRankings", InterleaveRankingsRequest.newBuilder()
                .addRankingA(POST)
                .addRankingB(POST)
                .setUnitKey(PERSON)
                .setSalt("some-study")
                .setBuckets(2));
    }

    private static PostToRank post(String id, int engagementRank) {
        return PostToRank.newBuilder()
                .setPostId(id)
                .setEngagementRank(engagementRank)
                .setAuthorKey("an-author")
                .addScores(scores().getValues())
                .addBaseScores(scores().getValues())
                .build();
    }

    private void feeds() {
        add("gateway.v1.FeedService/RankFeed", RankFeedRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .putWeights("achievement", 1)
                .setRules(FeedRules.newBuilder()
                        .setAuthorCap(FeedAuthorCap.newBuilder().setMaxPosts(1).setWindow(3))
                        .setFloor(FeedFloor.newBuilder()
                                .addLimits(FeedFloorLimit.newBuilder().setValueId("achievement").setAtMost(6))))
                .addPosts(FeedPost.newBuilder().setPostId(POST).setText(TEXT).setAuthorKey("an-author")));
        add("gateway.v1.FeedService/ExplainPost", ExplainPostRequest.newBuilder().setRankingId("none").setPostId(POST));
        add("gateway.v1.ReplicaService/ExplainKeptPost", ExplainKeptPostRequest.newBuilder().setRankingId("none").setPostId(POST));
        add("gateway.v1.ReplicaService/ForgetRankings", ForgetRankingsRequest.newBuilder().setUserId(PERSON));
        add("gateway.v1.CalibrationService/Annotate", AnnotateRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addPosts(PostAnnotation.newBuilder().setPostId(POST).setText(TEXT).putRatings("achievement", 3)));
        add("gateway.v1.CalibrationService/WithdrawAnnotations", WithdrawAnnotationsRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addContentKeys("2".repeat(64)));
        add("gateway.v1.CalibrationService/SuggestPosts", SuggestPostsRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .addPosts(circumplex.gateway.v1.CandidatePost.newBuilder().setPostId(POST).setText(TEXT)));
        add("gateway.v1.CalibrationService/GetCalibration",
                circumplex.gateway.v1.GetCalibrationRequest.newBuilder().setUserId(PERSON).setValueSet(REF));
    }

    private void people() {
        String profiles = "gateway.v1.ProfileService/";
        add(profiles + "GetProfile", GetProfileRequest.newBuilder().setUserId(PERSON).setValueSet(REF));
        add(profiles + "UpdateProfile", UpdateProfileRequest.newBuilder()
                .setUserId(PERSON)
                .setValueSet(REF)
                .setEtag("new")
                .putWeights("achievement", 1));
        add(profiles + "ListPresets", ListPresetsRequest.newBuilder());
        add("gateway.v1.UserDataService/ExportUserData", circumplex.gateway.v1.ExportUserDataRequest.newBuilder().setUserId(PERSON));
        add("gateway.v1.UserDataService/DeleteUserData", circumplex.gateway.v1.DeleteUserDataRequest.newBuilder().setUserId(PERSON));
    }

    private void add(String method, Message.Builder request) {
        requests.put("circumplex." + method, request.build());
    }

    private static BaseScores.Builder scores() {
        return BaseScores.newBuilder()
                .setScorerId("bench/none/1/schwartz-19@1/-/1")
                .setValues(ValueScores.newBuilder().setValueSetId(SET.id()).addAllScores(Collections.nCopies(SET.size(), 1f)));
    }
}
