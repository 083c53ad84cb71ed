package circumplex.ranker;

import circumplex.ranker.v1.ExplainSwapRequest;
import circumplex.ranker.v1.ExplainSwapResponse;
import circumplex.ranker.v1.InterleaveRankingsRequest;
import circumplex.ranker.v1.InterleaveRankingsResponse;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.PreviewRankingsResponse;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** {@code RankerService} on the wire. The rules of the contract's annotations have been checked before a call gets here. */
@Singleton
final class RankerEndpoint implements BindableService, RankerServiceGrpc.AsyncService {

    private final RankPosts rankPosts;
    private final PreviewRankings previewRankings;

    RankerEndpoint(RankPosts rankPosts, PreviewRankings previewRankings) {
        this.rankPosts = rankPosts;
        this.previewRankings = previewRankings;
    }

    /** As it is generated, but for {@code RankPosts}, whose answer is written by hand. */
    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<RankPostsRequest, RankPostsResponse> generated = RankerServiceGrpc.getRankPostsMethod();
        MethodDescriptor<RankPostsRequest, byte[]> written =
                generated.toBuilder(generated.getRequestMarshaller(), new WrittenAnswerWire()).build();
        ServiceDescriptor service = RankerServiceGrpc.getServiceDescriptor();
        ServiceDescriptor.Builder methods =
                ServiceDescriptor.newBuilder(service.getName()).setSchemaDescriptor(service.getSchemaDescriptor());
        for (MethodDescriptor<?, ?> method : service.getMethods()) {
            methods.addMethod(method == generated ? written : method);
        }
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(methods.build());
        for (ServerMethodDefinition<?, ?> method : RankerServiceGrpc.bindService(this).getMethods()) {
            if (method.getMethodDescriptor() == generated) {
                definition.addMethod(written, ServerCalls.asyncUnaryCall(this::rank));
            } else {
                definition.addMethod(method);
            }
        }
        return definition.build();
    }

    private void rank(RankPostsRequest request, StreamObserver<byte[]> out) {
        RankerWire wire = RankerWire.read(request);
        Ranking ranking = rankPosts.rank(wire.task());
        out.onNext(wire.answer(ranking));
        out.onCompleted();
    }

    @Override
    public void previewRankings(PreviewRankingsRequest request, StreamObserver<PreviewRankingsResponse> out) {
        PreviewWire wire = PreviewWire.read(request);
        out.onNext(wire.answer(previewRankings.preview(wire.task(), wire.candidates(), wire.reference())));
        out.onCompleted();
    }

    @Override
    public void explainSwap(ExplainSwapRequest request, StreamObserver<ExplainSwapResponse> out) {
        SwapWire wire = SwapWire.read(request);
        out.onNext(wire.answer(wire.swap()));
        out.onCompleted();
    }

    @Override
    public void interleaveRankings(InterleaveRankingsRequest request, StreamObserver<InterleaveRankingsResponse> out) {
        out.onNext(InterleavingWire.read(request).answer());
        out.onCompleted();
    }
}
