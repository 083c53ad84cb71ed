package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Eventually;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A command-line client can list, describe and call everything, and print the details of a failure. */
class ReflectionTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void version1ListsTheServicesAndKnowsTheDetailsOfFailures() throws InvalidProtocolBufferException {
        var listed = ask(
                io.grpc.reflection.v1.ServerReflectionGrpc.getServerReflectionInfoMethod(),
                io.grpc.reflection.v1.ServerReflectionRequest.newBuilder().setListServices("").build());
        assertListed(listed.getListServicesResponse().getServiceList().stream()
                .map(io.grpc.reflection.v1.ServiceResponse::getName)
                .toList());

        var byName = ask(
                io.grpc.reflection.v1.ServerReflectionGrpc.getServerReflectionInfoMethod(),
                io.grpc.reflection.v1.ServerReflectionRequest.newBuilder()
                        .setFileByFilename("google/rpc/error_details.proto")
                        .build());
        assertErrorDetails(byName.getFileDescriptorResponse().getFileDescriptorProtoList());

        var bySymbol = ask(
                io.grpc.reflection.v1.ServerReflectionGrpc.getServerReflectionInfoMethod(),
                io.grpc.reflection.v1.ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("google.rpc.ErrorInfo")
                        .build());
        assertErrorDetails(bySymbol.getFileDescriptorResponse().getFileDescriptorProtoList());
    }

    @Test
    void version1AlphaListsTheServicesAndKnowsTheDetailsOfFailures() throws InvalidProtocolBufferException {
        var listed = ask(
                io.grpc.reflection.v1alpha.ServerReflectionGrpc.getServerReflectionInfoMethod(),
                io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder().setListServices("").build());
        assertListed(listed.getListServicesResponse().getServiceList().stream()
                .map(io.grpc.reflection.v1alpha.ServiceResponse::getName)
                .toList());

        var byName = ask(
                io.grpc.reflection.v1alpha.ServerReflectionGrpc.getServerReflectionInfoMethod(),
                io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
                        .setFileByFilename("google/rpc/error_details.proto")
                        .build());
        assertErrorDetails(byName.getFileDescriptorResponse().getFileDescriptorProtoList());
    }

    private static void assertListed(List<String> services) {
        assertThat(services)
                .contains(
                        "circumplex.ranker.v1.RankerService",
                        "circumplex.personalizer.v1.PersonalizerService",
                        "grpc.health.v1.Health");
    }

    private static void assertErrorDetails(List<ByteString> files) throws InvalidProtocolBufferException {
        assertThat(files).isNotEmpty();
        FileDescriptorProto file = FileDescriptorProto.parseFrom(files.get(0));
        assertThat(file.getName()).isEqualTo("google/rpc/error_details.proto");
        assertThat(file.getMessageTypeList()).extracting("name").contains("ErrorInfo", "BadRequest", "RetryInfo", "RequestInfo");
    }

    private static <Q extends Message, A extends Message> A ask(MethodDescriptor<Q, A> method, Q question) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        StreamObserver<Q> questions = ClientCalls.asyncBidiStreamingCall(
                server.channel().newCall(method, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(A value) {
                        answer.complete(value);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        answer.completeExceptionally(new AssertionError("no answer"));
                    }
                });
        questions.onNext(question);
        try {
            return answer.orTimeout(Eventually.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
        } finally {
            questions.onCompleted();
        }
    }
}
