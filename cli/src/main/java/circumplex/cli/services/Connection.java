package circumplex.cli.services;

import circumplex.wire.ServiceConfig;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A channel to one service. Every call has a deadline, and a failed one becomes a {@link ServiceError} with the address. */
final class Connection implements AutoCloseable {

    /** A feed of 500 posts is answered in far less; who waits longer waits for something that is broken. */
    private static final long DEADLINE_SECONDS = 60;

    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final ServiceName service;
    private final Address address;
    private final ManagedChannel channel;

    Connection(ServiceName service, Address address) {
        this.service = service;
        this.address = address;
        this.channel = Grpc.newChannelBuilderForAddress(address.host(), address.port(), InsecureChannelCredentials.create())
                .defaultServiceConfig(ServiceConfig.of(service.toString()))
                .maxInboundMessageSize(MAX_ANSWER_BYTES)
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    <S extends AbstractBlockingStub<S>, A> A call(S stub, Function<S, A> call) {
        try {
            return call.apply(stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            throw error(e);
        }
    }

    ServiceError error(StatusRuntimeException failure) {
        return ServiceError.of(failure, service.label(), address);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
