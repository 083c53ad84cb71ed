package circumplex.model.tensor;

import circumplex.model.BadModel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The safetensors format: the length of a header as 8 little-endian bytes, the header as JSON, then the bytes of all tensors without a
 * gap. Equal tensors are written as equal bytes: in the order of their names, and the header padded with spaces to 8 bytes.
 *
 * <p>The description of the format leaves room that we do not need; what we refuse beyond it: headers above {@value #MAX_HEADER} bytes,
 * dtypes that are not in {@link Dtype}, NaN and infinities.
 */
public final class Safetensors {

    static final int MAX_HEADER = 1 << 20;

    private static final int LENGTH_BYTES = Long.BYTES;

    private Safetensors() {}

    public static byte[] write(Tensors tensors) {
        StringBuilder header = new StringBuilder("{");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        tensors.byName().forEach((name, tensor) -> {
            int begin = data.size();
            data.writeBytes(tensor.raw());
            // Names have no character that JSON escapes.
            header.append(header.length() > 1 ? "," : "")
                    .append('"').append(name).append("\":{\"dtype\":\"").append(tensor.dtype())
                    .append("\",\"shape\":[").append(Arrays.stream(tensor.shape()).mapToObj(Integer::toString).collect(Collectors.joining(",")))
                    .append("],\"data_offsets\":[").append(begin).append(',').append(data.size()).append("]}");
        });
        header.append('}');
        header.append(" ".repeat((LENGTH_BYTES - header.length() % LENGTH_BYTES) % LENGTH_BYTES));
        byte[] json = header.toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(LENGTH_BYTES + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(json.length).put(json).put(data.toByteArray()).array();
    }

    /** @throws BadModel naming the rule that the file breaks */
    public static Tensors read(byte[] file) {
        if (file.length < LENGTH_BYTES) {
            throw new BadModel("a safetensors file has at least " + LENGTH_BYTES + " bytes");
        }
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAX_HEADER || length > file.length - LENGTH_BYTES) {
            throw new BadModel("the header of a safetensors file is too short, too long or cut off");
        }
        int data = LENGTH_BYTES + (int) length;
        SafetensorsHeader header = SafetensorsHeader.parse(Arrays.copyOfRange(file, LENGTH_BYTES, data));
        header.requireCovers(file.length - data);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        header.entries().forEach((name, entry) -> tensors.put(
                name, Tensor.read(entry.dtype(), entry.sizes(), Arrays.copyOfRange(file, data + entry.begin(), data + entry.end()))));
        return Tensors.of(tensors);
    }
}
