package circumplex.bench.privacy;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends any request of any call, with words in the headers too, and keeps what errors say. */
final class Sender {

    private final Words words;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    Sender(Words words) {
        this.words = words;
    }

    /** Sends it with an id of the call that services take over. */
    <Q, A> Status.Code sendWithId(Channel channel, MethodDescriptor<Q, A> method, Message request) {
        return send(channel, method, request, words.of("header.x-request-id"));
    }

    <Q, A> Status.Code send(Channel channel, MethodDescriptor<Q, A> method, Message request) {
        return send(channel, method, request, "not a legal id " + words.of("header.x-request-id that is illegal"));
    }

    private <Q, A> Status.Code send(Channel channel, MethodDescriptor<Q, A> method, Message request, String requestId) {
        Channel withHeaders = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers(requestId)));
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
        try {
            Q parsed = method.parseRequest(request.toByteString().newInput());
            Iterator<A> answers = ClientCalls.blockingServerStreamingCall(withHeaders, method, options, parsed);
            answers.forEachRemaining(answer -> Objects.requireNonNull(answer));
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            keep(e);
            return e.getStatus().getCode();
        }
    }

    /** Sends all of them in one stream. */
    <Q, A> Status.Code sendStream(Channel channel, MethodDescriptor<Q, A> method, List<Q> requests) {
        Channel withHeaders = ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers("not a legal id " + words.of("header.x-request-id that is illegal"))));
        CompletableFuture<Status.Code> end = new CompletableFuture<>();
        StreamObserver<Q> out = ClientCalls.asyncClientStreamingCall(
                withHeaders.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS)), new StreamObserver<A>() {
                    @Override
                    public void onNext(A answer) {
                        Objects.requireNonNull(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        keep((StatusRuntimeException) failure);
                        end.complete(Status.fromThrowable(failure).getCode());
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(Status.Code.OK);
                    }
                });
        requests.forEach(out::onNext);
        out.onCompleted();
        return end.join();
    }

    /** Every word of every error: descriptions and trailers. */
    byte[] errors() {
        return errors.toByteArray();
    }

    private void keep(StatusRuntimeException failure) {
        errors.writeBytes(String.valueOf(failure.getStatus().getDescription()).getBytes(StandardCharsets.UTF_8));
        Metadata trailers = failure.getTrailers() == null ? new Metadata() : failure.getTrailers();
        for (String name : trailers.keys()) {
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                errors.writeBytes(Objects.requireNonNull(trailers.get(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))));
            } else {
                String value = trailers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
                errors.writeBytes(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private Metadata headers(String requestId) {
        Metadata headers = new Metadata();
        put(headers, "x-request-id", requestId);
        put(headers, "x-other", words.of("header.x-other"));
        put(headers, "baggage", "word=" + words.of("header.baggage"));
        put(headers, "traceparent", "00-" + "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        put(headers, "tracestate", "word=" + words.of("header.tracestate"));
        put(headers, "authorization", "Bearer " + words.of("header.authorization"));
        return headers;
    }

    private static void put(Metadata headers, String name, String value) {
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }
}
