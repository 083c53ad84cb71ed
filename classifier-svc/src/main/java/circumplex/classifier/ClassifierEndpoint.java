package circumplex.classifier;

import circumplex.classifier.budget.GetUsage;
import circumplex.classifier.kept.ExportTexts;
import circumplex.classifier.kept.KeptTextStore;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ClassifyStoredRequest;
import circumplex.classifier.v1.ClassifyStoredResponse;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.DeleteUserDataRequest;
import circumplex.classifier.v1.DeleteUserDataResponse;
import circumplex.classifier.v1.ExportUserDataRequest;
import circumplex.classifier.v1.ExportUserDataResponse;
import circumplex.classifier.v1.ForgetTextsRequest;
import circumplex.classifier.v1.ForgetTextsResponse;
import circumplex.classifier.v1.GetUsageRequest;
import circumplex.classifier.v1.GetUsageResponse;
import circumplex.classifier.v1.ListValueSetsRequest;
import circumplex.classifier.v1.ListValueSetsResponse;
import circumplex.kit.call.Caller;
import circumplex.kit.call.FlowControl;
import circumplex.kit.call.Page;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.List;

/** The classifier on the wire. */
@Singleton
final class ClassifierEndpoint extends ClassifierServiceGrpc.ClassifierServiceImplBase {

    private final ClassifyPosts classifyPosts;
    private final ClassifyStored classifyStored;
    private final KeptTextStore keptTexts;
    private final ExportTexts exportTexts;
    private final ListValueSets listValueSets;
    private final GetUsage getUsage;

    ClassifierEndpoint(
            ClassifyPosts classifyPosts,
            ClassifyStored classifyStored,
            KeptTextStore keptTexts,
            ExportTexts exportTexts,
            ListValueSets listValueSets,
            GetUsage getUsage) {
        this.classifyPosts = classifyPosts;
        this.classifyStored = classifyStored;
        this.keptTexts = keptTexts;
        this.exportTexts = exportTexts;
        this.listValueSets = listValueSets;
        this.getUsage = getUsage;
    }

    @Override
    public void classifyPosts(ClassifyPostsRequest request, StreamObserver<ClassifyPostsResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        List<Post> posts = ClassifierWire.posts(request.getPostsList());
        String tenant = Caller.current().tenant();
        List<Classification> classified =
                classifyPosts.classify(tenant, set, posts, ClassifierWire.onDeadline(request.getOnDeadline()), request.getWithQuotes());
        if (!request.getKeepForUserId().isEmpty()) {
            keptTexts.keep(tenant, request.getKeepForUserId(), KeptTextWire.texts(posts, classified));
        }
        out.onNext(ClassifierWire.response(set, classified));
        out.onCompleted();
    }

    @Override
    public StreamObserver<ClassifyStreamRequest> classifyStream(StreamObserver<ClassifyStreamResponse> out) {
        String tenant = Caller.current().tenant();
        return PostStream.open((ServerCallStreamObserver<ClassifyStreamResponse>) out, batch -> {
            ValueSet set = WireValueSets.orDefault(batch.hasValueSet(), batch.getValueSet(), "value_set");
            List<Post> posts = ClassifierWire.posts(batch.getPostsList());
            return ClassifierWire.response(set, batch.getToken(), classifyPosts.classify(tenant, set, posts, OnDeadline.FINISH_ANYHOW));
        });
    }

    @Override
    public void classifyStored(ClassifyStoredRequest request, StreamObserver<ClassifyStoredResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        out.onNext(KeptTextWire.response(set, classifyStored.classify(
                Caller.current().tenant(),
                request.getUserId(),
                set,
                request.getContentKeysList(),
                ClassifierWire.onDeadline(request.getOnDeadline()))));
        out.onCompleted();
    }

    @Override
    public void forgetTexts(ForgetTextsRequest request, StreamObserver<ForgetTextsResponse> out) {
        int deleted = keptTexts.forget(Caller.current().tenant(), request.getUserId(), request.getContentKeysList());
        out.onNext(ForgetTextsResponse.newBuilder().setTextsDeleted(deleted).build());
        out.onCompleted();
    }

    @Override
    public void exportUserData(ExportUserDataRequest request, StreamObserver<ExportUserDataResponse> out) {
        FlowControl.send(KeptTextWire.responses(exportTexts.export(Caller.current().tenant(), request.getUserId())), out);
    }

    @Override
    public void deleteUserData(DeleteUserDataRequest request, StreamObserver<DeleteUserDataResponse> out) {
        int deleted = keptTexts.erase(Caller.current().tenant(), request.getUserId());
        out.onNext(DeleteUserDataResponse.newBuilder().setTextsDeleted(deleted).build());
        out.onCompleted();
    }

    @Override
    public void listValueSets(ListValueSetsRequest request, StreamObserver<ListValueSetsResponse> out) {
        Page<ValueSet> page = listValueSets.list(request.getPageSize(), request.getPageToken());
        out.onNext(ClassifierWire.response(page));
        out.onCompleted();
    }

    @Override
    public void getUsage(GetUsageRequest request, StreamObserver<GetUsageResponse> out) {
        out.onNext(UsageWire.response(getUsage.of(Caller.current().tenant(), UsageWire.day(request))));
        out.onCompleted();
    }
}
