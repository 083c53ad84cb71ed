package circumplex.model.tensor;

import circumplex.model.BadModel;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the header of a safetensors file says, checked: nothing in it can point outside of the file or at the same bytes twice. */
record SafetensorsHeader(Map<String, Entry> entries) {

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final String METADATA = "__metadata__";
    private static final String TWICE = "a part of a safetensors header appears twice";

    /** @param begin from the first byte after the header; {@code end} is the first byte that is not the tensor's any more */
    record Entry(Dtype dtype, List<Integer> shape, int begin, int end) {

        int[] sizes() {
            return ints(shape);
        }
    }

    /** @throws BadModel naming the rule that the header breaks */
    static SafetensorsHeader parse(byte[] header) {
        if (header[0] != '{') {
            throw new BadModel("the header of a safetensors file begins with a brace");
        }
        try (JsonReader json = new JsonReader(new StringReader(utf8(header)))) {
            json.setStrictness(Strictness.STRICT);
            Map<String, Entry> entries = new TreeMap<>();
            boolean described = false;
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (name.equals(METADATA)) {
                    require(!described, TWICE);
                    described = true;
                    skipMetadata(json);
                } else {
                    Tensors.requireName(name);
                    require(entries.size() < Tensors.MAX_TENSORS, "a safetensors file has too many tensors");
                    require(entries.put(name, entry(json)) == null, TWICE);
                }
            }
            json.endObject();
            require(json.peek() == JsonToken.END_DOCUMENT, "something follows the header of a safetensors file");
            return new SafetensorsHeader(entries);
        } catch (IOException | IllegalStateException e) {
            throw new BadModel("the header of a safetensors file is not the JSON that the format asks for");
        }
    }

    /** @throws BadModel unless the tensors fill {@code bytes} bytes, each byte belonging to exactly one */
    void requireCovers(int bytes) {
        List<Entry> inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingInt(Entry::begin).thenComparingInt(Entry::end));
        int at = 0;
        for (Entry entry : inOrder) {
            require(entry.begin() == at, "tensors of a safetensors file overlap or leave a gap");
            at = entry.end();
        }
        require(at == bytes, "the tensors of a safetensors file do not end where it ends");
    }

    private static Entry entry(JsonReader json) throws IOException {
        Dtype dtype = null;
        List<Integer> shape = null;
        List<Integer> offsets = null;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "dtype" -> {
                    require(dtype == null, TWICE);
                    dtype = dtype(json);
                }
                case "shape" -> {
                    require(shape == null, TWICE);
                    shape = wholes(json, Tensor.MAX_RANK);
                }
                case "data_offsets" -> {
                    require(offsets == null, TWICE);
                    offsets = wholes(json, 2);
                }
                default -> throw new BadModel("a tensor of a safetensors file has a part that the format does not know");
            }
        }
        json.endObject();
        return entry(dtype, shape, offsets);
    }

    private static Entry entry(@Nullable Dtype dtype, @Nullable List<Integer> shape, @Nullable List<Integer> offsets) {
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new BadModel("a tensor of a safetensors file needs a dtype, a shape and two offsets");
        }
        int begin = offsets.get(0);
        int end = offsets.get(1);
        require(begin <= end, "a tensor of a safetensors file ends before it begins");
        require(
                end - begin == Tensor.bytesOf(dtype, ints(shape)),
                "a tensor of a safetensors file has another size than its shape says");
        return new Entry(dtype, shape, begin, end);
    }

    private static Dtype dtype(JsonReader json) throws IOException {
        require(json.peek() == JsonToken.STRING, "a dtype of a safetensors file is a word");
        return Dtype.of(json.nextString())
                .orElseThrow(() -> new BadModel("a tensor of a safetensors file has a dtype that no model of ours uses"));
    }

    private static List<Integer> wholes(JsonReader json, int atMost) throws IOException {
        List<Integer> wholes = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            require(wholes.size() < atMost, "a list in a safetensors header is too long");
            wholes.add(whole(json));
        }
        json.endArray();
        return List.copyOf(wholes);
    }

    private static int whole(JsonReader json) throws IOException {
        require(json.peek() == JsonToken.NUMBER, "a size or offset of a safetensors file is a number");
        String digits = json.nextString();
        require(WHOLE.matcher(digits).matches(), "a size or offset of a safetensors file is a whole number");
        long whole = Long.parseLong(digits);
        require(whole <= Tensor.MAX_BYTES, "a size or offset of a safetensors file is too large");
        return (int) whole;
    }

    private static void skipMetadata(JsonReader json) throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            require(json.peek() == JsonToken.STRING, "the metadata of a safetensors file are words");
            require(metadata.put(name, json.nextString()) == null, TWICE);
        }
        json.endObject();
    }

    private static String utf8(byte[] header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
        } catch (CharacterCodingException e) {
            throw new BadModel("the header of a safetensors file is not UTF-8", e);
        }
    }

    private static int[] ints(List<Integer> wholes) {
        return wholes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new BadModel(rule);
        }
    }
}
