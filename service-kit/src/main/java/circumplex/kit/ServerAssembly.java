package circumplex.kit;

import circumplex.kit.admission.Admission;
import circumplex.kit.admission.Arrivals;
import circumplex.kit.admission.CallThreads;
import circumplex.kit.drain.CallsUnderWay;
import circumplex.kit.telemetry.CallMetrics;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.grpc.server.GrpcServerBuilder;
import io.micronaut.grpc.server.GrpcServerConfiguration;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Everything that a server has: the endpoints behind the interceptors of the house, health, reflection, and limits.
 *
 * <p>Takes the place of Micronaut's own assembly, which binds services before interceptors can see the bytes of a message: a
 * string that is not UTF-8 would then be a stack trace and not an INVALID_ARGUMENT.
 */
@Factory
@Replaces(factory = GrpcServerBuilder.class)
final class ServerAssembly {

    @Singleton
    @Replaces(value = ServerBuilder.class, factory = GrpcServerBuilder.class)
    ServerBuilder<?> server(
            GrpcServerConfiguration configuration,
            BindPolicy bindPolicy,
            CallSurroundings surroundings,
            ServerLimits limits,
            ServerHealth health,
            CallsUnderWay underWay,
            CallMetrics metrics,
            Admission admission,
            CallThreads threads,
            List<BindableService> endpoints) {
        bindPolicy.require(configuration.getServerHost().orElse("0.0.0.0"));
        NettyServerBuilder builder = (NettyServerBuilder) configuration.getServerBuilder();
        limit(builder, limits);
        metrics.observe(builder);
        List<String> names = new ArrayList<>();
        Map<String, MethodType> methods = new HashMap<>();
        for (BindableService endpoint : endpoints) {
            ServerServiceDefinition definition = endpoint.bindService();
            names.add(definition.getServiceDescriptor().getName());
            for (MethodDescriptor<?, ?> method : definition.getServiceDescriptor().getMethods()) {
                methods.put(method.getFullMethodName(), method.getType());
            }
            builder.addService(surroundings.around(definition));
        }
        builder.addStreamTracerFactory(new Arrivals(admission, methods));
        // What finds the method of a call must not wait for a thread before it is known whether the call gets one.
        builder.executor(Runnable::run).callExecutor(Arrivals.on(threads.calls(), threads.housekeeping()));
        health.register(names);
        builder.addService(underWay.ofHousekeeping(health.service()));
        builder.addService(underWay.ofHousekeeping(ProtoReflectionServiceV1.newInstance()));
        builder.addService(underWay.ofHousekeeping(reflectionV1Alpha()));
        return builder;
    }

    /** Deprecated in grpc-java, but what many command-line clients still ask for first. */
    @SuppressWarnings("deprecation")
    private static BindableService reflectionV1Alpha() {
        return io.grpc.protobuf.services.ProtoReflectionService.newInstance();
    }

    private static void limit(NettyServerBuilder builder, ServerLimits limits) {
        builder.maxInboundMessageSize(2 * limits.maxInboundMessageBytes())
                .maxInboundMetadataSize(limits.maxInboundMetadataBytes())
                .maxConcurrentCallsPerConnection(limits.maxCallsPerConnection())
                .maxRstFramesPerWindow(3000, 30)
                .permitKeepAliveTime(30, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionAge(limits.maxConnectionAgeSeconds(), TimeUnit.SECONDS)
                .maxConnectionAgeGrace(limits.maxConnectionGraceSeconds(), TimeUnit.SECONDS)
                .maxConnectionIdle(limits.maxConnectionIdleSeconds(), TimeUnit.SECONDS);
    }
}
