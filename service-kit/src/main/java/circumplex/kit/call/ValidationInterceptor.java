package circumplex.kit.call;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import circumplex.kit.refusal.Refusal;
import circumplex.wire.WireVectors;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Refuses messages that break a protovalidate rule of the contract, with every field at fault and its rule. */
public final class ValidationInterceptor implements ServerInterceptor {

    private final Validator validator;
    private final Map<Class<?>, HandChecked<?>> byHand;

    public ValidationInterceptor(Validator validator, List<HandChecked<?>> byHand) {
        this.validator = validator;
        this.byHand = byHand.stream().collect(Collectors.toUnmodifiableMap(HandChecked::type, Function.identity()));
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                validate((Message) message);
                super.onMessage(message);
            }
        };
    }

    void validate(Message message) {
        HandChecked<?> checked = byHand.get(message.getClass());
        List<Violation> violations;
        try {
            violations = validator.validate(checked == null ? message : checked.restOf(message)).getViolations();
        } catch (ValidationException e) {
            throw new IllegalStateException("the rules of " + message.getDescriptorForType().getFullName() + " are broken", e);
        }
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations.stream().map(ValidationInterceptor::refused).toList());
        }
    }

    private static Refusal.Violation refused(Violation violation) {
        build.buf.validate.Violation wire = violation.toProto();
        return new Refusal.Violation(path(wire.getField()), wire.getRuleId(), wire.getMessage().replace("\0", "\\u0000"));
    }

    /** The path as the contract writes it: {@code posts[3].text}, {@code weights["caring"]}. */
    private static String path(FieldPath path) {
        StringBuilder text = new StringBuilder();
        for (FieldPathElement element : path.getElementsList()) {
            text.append(text.isEmpty() ? "" : ".").append(element.getFieldName());
            switch (element.getSubscriptCase()) {
                case INDEX -> text.append('[').append(element.getIndex()).append(']');
                case STRING_KEY -> text.replace(0, text.length(), WireVectors.entry(text.toString(), element.getStringKey()));
                case BOOL_KEY, INT_KEY, UINT_KEY, SUBSCRIPT_NOT_SET -> {}
            }
        }
        return text.toString();
    }
}
