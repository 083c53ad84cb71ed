package circumplex.bench.privacy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The text fields of a message, at every depth, keys of maps included. */
final class Texts {

    private Texts() {}

    /** Their paths, for example {@code posts.text}. */
    static List<String> paths(Descriptor type) {
        List<String> paths = new ArrayList<>();
        collect(type, "", paths);
        return paths;
    }

    /** A message with one element in every list and map, and the text that {@code text} gives for its path in every field. */
    static Message filled(Descriptor type, UnaryOperator<String> text) {
        return filled(type, "", text);
    }

    /** {@code message} with the text at {@code path} replaced, wherever the path leads. */
    static Message with(Message message, String path, String text) {
        Message.Builder changed = message.toBuilder();
        String name = path.split("\\.", 2)[0];
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field.getJavaType() == JavaType.STRING) {
            return field.isRepeated() ? changed.clearField(field).addRepeatedField(field, text).build() : changed.setField(field, text).build();
        }
        String rest = path.substring(name.length() + 1);
        if (!field.isRepeated()) {
            return changed.setField(field, with((Message) message.getField(field), rest, text)).build();
        }
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            changed.setRepeatedField(field, i, with((Message) message.getRepeatedField(field, i), rest, text));
        }
        return changed.build();
    }

    private static void collect(Descriptor type, String prefix, List<String> paths) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == JavaType.STRING) {
                paths.add(prefix + field.getName());
            } else if (field.getJavaType() == JavaType.MESSAGE) {
                collect(field.getMessageType(), prefix + field.getName() + ".", paths);
            }
        }
    }

    private static Message filled(Descriptor type, String prefix, UnaryOperator<String> text) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            Object value = switch (field.getJavaType()) {
                case STRING -> text.apply(prefix + field.getName());
                case MESSAGE -> filled(field.getMessageType(), prefix + field.getName() + ".", text);
                default -> null;
            };
            if (value != null && field.isRepeated()) {
                message.addRepeatedField(field, value);
            } else if (value != null) {
                message.setField(field, value);
            }
        }
        return message.build();
    }
}
