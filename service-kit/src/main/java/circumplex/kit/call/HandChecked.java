package circumplex.kit.call;

import com.google.protobuf.Message;
import java.util.function.UnaryOperator;

/**
 * A message type of which a service checks a part by hand, because interpreting the contract's rules for thousands of equal parts
 * costs more than the call. A bean of the service.
 *
 * <p>What breaks a rule is still said by protovalidate alone: a check by hand only knows what is good for certain, and leaves it out.
 *
 * @param type the message
 * @param rest what is still to be validated of a message: all of it, or a copy without parts that keep all their rules
 */
public record HandChecked<M extends Message>(Class<M> type, UnaryOperator<M> rest) {

    Message restOf(Message message) {
        return rest.apply(type.cast(message));
    }
}
