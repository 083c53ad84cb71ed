package circumplex.classifier;

import circumplex.classifier.budget.GetUsage;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.GetUsageRequest;
import circumplex.classifier.v1.GetUsageResponse;
import circumplex.classifier.v1.ListValueSetsRequest;
import circumplex.classifier.v1.ListValueSetsResponse;
import circumplex.kit.Caller;
import circumplex.kit.Page;
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
    private final ListValueSets listValueSets;
    private final GetUsage getUsage;

    ClassifierEndpoint(ClassifyPosts classifyPosts, ListValueSets listValueSets, GetUsage getUsage) {
        this.classifyPosts = classifyPosts;
        this.listValueSets = listValueSets;
        this.getUsage = getUsage;
    }

    @Override
    public void classifyPosts(ClassifyPostsRequest request, StreamObserver<ClassifyPostsResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        List<Post> posts = ClassifierWire.posts(request.getPostsList());
        List<Classification> classified =
                classifyPosts.classify(Caller.current().tenant(), set, posts, ClassifierWire.onDeadline(request));
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
