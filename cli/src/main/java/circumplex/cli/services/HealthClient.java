package circumplex.cli.services;

import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Asks a service for its health, for the process and for every service name that it has. */
public final class HealthClient implements AutoCloseable {

    /** Health is answered from memory: who takes longer does not serve. */
    private static final long DEADLINE_MILLIS = 2_000;

    private static final String PROCESS = "";
    private static final String OURS = "circumplex.";

    private final Connection connection;

    public HealthClient(ServiceName service, Address address) {
        connection = new Connection(service, address);
    }

    /** The health of the process. */
    public Health process() {
        return of(PROCESS);
    }

    /** By service name; empty where nobody answers, or the service does not say what it has. */
    public Map<String, Health> byName() {
        Map<String, Health> byName = new TreeMap<>();
        names().forEach(name -> byName.put(name, of(name)));
        return byName;
    }

    @Override
    public void close() {
        connection.close();
    }

    private Health of(String name) {
        HealthBlockingStub stub =
                HealthGrpc.newBlockingStub(connection.channel()).withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            HealthCheckResponse answer = stub.check(HealthCheckRequest.newBuilder().setService(name).build());
            return answer.getStatus() == ServingStatus.SERVING ? Health.SERVING : Health.NOT_SERVING;
        } catch (StatusRuntimeException e) {
            return Health.UNREACHABLE;
        }
    }

    private List<String> names() {
        CompletableFuture<List<String>> names = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> question = ServerReflectionGrpc.newStub(connection.channel())
                .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                .serverReflectionInfo(new Names(names));
        question.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        question.onCompleted();
        try {
            return names.join();
        } catch (CompletionException e) {
            return List.of();
        }
    }

    private record Names(CompletableFuture<List<String>> names) implements StreamObserver<ServerReflectionResponse> {

        @Override
        public void onNext(ServerReflectionResponse answer) {
            names.complete(answer.getListServicesResponse().getServiceList().stream()
                    .map(ServiceResponse::getName)
                    .filter(name -> name.startsWith(OURS))
                    .toList());
        }

        @Override
        public void onError(Throwable failure) {
            names.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            names.complete(List.of());
        }
    }
}
