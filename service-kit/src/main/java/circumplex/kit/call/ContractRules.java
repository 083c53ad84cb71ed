package circumplex.kit.call;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;

/**
 * The validator of the rules that the contract's annotations write, one for the process: it keeps every rule that it has compiled.
 */
public final class ContractRules {

    private ContractRules() {}

    /** The first to ask loads the language of the rules, which takes a sixth of a start. */
    public static Validator validator() {
        return Loaded.VALIDATOR;
    }

    /**
     * Compiles the rules of the requests of {@code services}, which takes a client's patience: a first validation does it otherwise. A
     * service with many kinds of requests begins with it beside its start.
     */
    public static void compile(ServiceDescriptor... services) {
        for (ServiceDescriptor service : services) {
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                if (method.getRequestMarshaller() instanceof PrototypeMarshaller<?> known
                        && known.getMessagePrototype() instanceof Message empty) {
                    compile(validator(), empty);
                }
            }
        }
    }

    private static void compile(Validator validator, Message message) {
        try {
            validator.validate(message);
        } catch (ValidationException e) {
            throw new IllegalStateException("the rules of " + message.getDescriptorForType().getFullName() + " are broken", e);
        }
    }

    /** Whoever comes while it is loaded waits for it. */
    private static final class Loaded {

        static final Validator VALIDATOR = load();

        private static Validator load() {
            Validator validator = ValidatorFactory.newBuilder().build();
            // Any message with a rule.
            compile(validator, WireValueSets.ref(ValueSets.all().defaultSet()));
            return validator;
        }
    }
}
