package circumplex.kit;

import circumplex.kit.admission.Admission;
import circumplex.kit.admission.AdmissionInterceptor;
import circumplex.kit.call.CallDeadlines;
import circumplex.kit.call.CallerInterceptor;
import circumplex.kit.call.ContractRules;
import circumplex.kit.call.DeadlineInterceptor;
import circumplex.kit.call.ErrorInterceptor;
import circumplex.kit.call.HandChecked;
import circumplex.kit.call.MessageSizeInterceptor;
import circumplex.kit.call.ValidationInterceptor;
import circumplex.kit.drain.CallsUnderWay;
import circumplex.kit.telemetry.Traces;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What surrounds every call of an endpoint, from the outside in: admission, trace, caller, errors, deadline, drain, size, parsing,
 * validation.
 *
 * <p>The outer half sees bytes and the inner half messages, so that a message that cannot be parsed fails inside the error
 * interceptor.
 */
@Singleton
final class CallSurroundings {

    private final CallDeadlines deadlines;
    private final ServerLimits limits;
    private final CallsUnderWay underWay;
    private final Traces traces;
    private final ServerInterceptor admission;
    private final ServerInterceptor validation;
    private final ScheduledExecutorService timer;

    CallSurroundings(
            CallDeadlines deadlines,
            ServerLimits limits,
            CallsUnderWay underWay,
            Traces traces,
            Admission admission,
            List<HandChecked<?>> byHand,
            @Named(TaskExecutors.SCHEDULED) ExecutorService timer) {
        this.deadlines = deadlines;
        this.limits = limits;
        this.underWay = underWay;
        this.traces = traces;
        this.admission = new AdmissionInterceptor(admission);
        this.validation = new ValidationInterceptor(ContractRules.validator(), byHand);
        this.timer = (ScheduledExecutorService) timer;
    }

    ServerServiceDefinition around(ServerServiceDefinition endpoint) {
        ContractRules.compile(endpoint.getServiceDescriptor());
        ServerServiceDefinition typed = ServerInterceptors.intercept(endpoint, validation);
        List<ServerInterceptor> around = new ArrayList<>();
        around.add(admission);
        around.addAll(traces.interceptors());
        around.add(new CallerInterceptor());
        around.add(new ErrorInterceptor());
        around.add(new DeadlineInterceptor(deadlines, timer));
        around.add(underWay.ofEndpoints());
        around.add(new MessageSizeInterceptor(limits.maxInboundMessageBytes()));
        return ServerInterceptors.interceptForward(ServerInterceptors.useInputStreamMessages(typed), around);
    }
}
