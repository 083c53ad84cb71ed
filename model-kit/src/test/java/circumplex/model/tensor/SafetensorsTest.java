package circumplex.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import circumplex.model.BadModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    private static final long SEED = 1_923;

    private static final Tensors TENSORS = Tensors.of(Map.of(
            "layer.0.weight", Tensor.of(new float[] {1, -2.5f, 3, 4, 5, Float.MIN_VALUE}, 2, 3),
            "rows", Tensor.of(new byte[] {-128, 0, 127}, 3),
            "counts", Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 2, 1),
            "one", Tensor.of(new float[] {0.5f}),
            "none", Tensor.of(new float[0], 0, 4)));

    @Test
    void readsWhatItWrote() {
        byte[] file = Safetensors.write(TENSORS);

        Tensors read = Safetensors.read(file);

        assertThat(read).isEqualTo(TENSORS);
        assertThat(Safetensors.write(read)).isEqualTo(file);
        assertThat(read.require("layer.0.weight", Dtype.F32, 2, 3).floats()).containsExactly(1, -2.5f, 3, 4, 5, Float.MIN_VALUE);
        assertThat(read.require("rows", Dtype.I8, 3).bytes()).containsExactly(-128, 0, 127);
        assertThat(read.require("counts", Dtype.I32, 2, 1).ints()).containsExactly(Integer.MIN_VALUE, 7);
    }

    @Test
    void isTheFormatThatOthersRead() {
        byte[] file = Safetensors.write(Tensors.of(Map.of("a", Tensor.of(new float[] {1f}, 1))));

        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        assertThat(header.length() % 8).isNotZero();
        assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
        assertThat(new String(file, 8, file.length - 12, StandardCharsets.UTF_8).stripTrailing()).isEqualTo(header);
        assertThat(file).endsWith(0, 0, 0x80, 0x3f);
    }

    @Test
    void readsMetadataOfOthersAndForgetsThem() {
        Tensors read = Safetensors.read(file("{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,1]}}", 1));

        assertThat(read.byName()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "no object                | []",
        "leading space            |  ~ {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}~",
        "something behind         | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}} {}",
        "a comment                | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],/**/\"data_offsets\":[0,4]}}",
        "no tensors               | {}",
        "unknown dtype            | {\"a\":{\"dtype\":\"F64\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "dtype is a number        | {\"a\":{\"dtype\":8,\"shape\":[4],\"data_offsets\":[0,4]}}",
        "unknown part             | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4],\"x\":1}}",
        "missing shape            | {\"a\":{\"dtype\":\"I8\",\"data_offsets\":[0,4]}}",
        "part twice               | {\"a\":{\"dtype\":\"I8\",\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "tensor twice             | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"I8\",\"shape\":[0],\"data_offsets\":[4,4]}}",
        "metadata twice           | {\"__metadata__\":{},\"__metadata__\":{},\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "metadata no words        | {\"__metadata__\":{\"a\":1},\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "name with a separator    | {\"../a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "size is not the shape's  | {\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[0,4]}}",
        "size in other units      | {\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "negative size            | {\"a\":{\"dtype\":\"I8\",\"shape\":[-4,-1],\"data_offsets\":[0,4]}}",
        "fraction                 | {\"a\":{\"dtype\":\"I8\",\"shape\":[4.0],\"data_offsets\":[0,4]}}",
        "exponent                 | {\"a\":{\"dtype\":\"I8\",\"shape\":[4e0],\"data_offsets\":[0,4]}}",
        "size as a word           | {\"a\":{\"dtype\":\"I8\",\"shape\":[\"4\"],\"data_offsets\":[0,4]}}",
        "huge size                | {\"a\":{\"dtype\":\"I8\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,4]}}",
        "size that wraps to four  | {\"a\":{\"dtype\":\"F32\",\"shape\":[1073741825],\"data_offsets\":[0,4]}}",
        "too many dimensions      | {\"a\":{\"dtype\":\"I8\",\"shape\":[1,1,1,1,4],\"data_offsets\":[0,4]}}",
        "three offsets            | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4,4]}}",
        "offset behind the end    | {\"a\":{\"dtype\":\"I8\",\"shape\":[5],\"data_offsets\":[0,5]}}",
        "offset before the start  | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[-4,0]}}",
        "end before begin         | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[4,0]}}",
        "gap at the start         | {\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[1,4]}}",
        "rest at the end          | {\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
        "overlap                  | {\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        "two at one place         | {\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "gap in the middle        | {\"a\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
    })
    void refusesWhatIsNotTheFormat(String what, String header) {
        assertThatExceptionOfType(BadModel.class).as(what).isThrownBy(() -> Safetensors.read(file(header, 4)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 9, 1L << 20, (1L << 20) + 1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesALengthOfTheHeaderThatCannotBe(long length) {
        ByteBuffer file = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put("{}      ".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> Safetensors.read(file.array()));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesWhatIsNotFinite(float value) {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> Tensor.of(new float[] {0, value}, 2));

        byte[] file = Safetensors.write(Tensors.of(Map.of("a", Tensor.of(new float[] {0, 1}, 2))));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, value);
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> Safetensors.read(file));
    }

    /** A defect would be any other exception, or memory by the gigabyte. */
    @Test
    void anyDamageIsRefusedOrReadAsTensors() {
        Random random = new Random(SEED);
        byte[] file = Safetensors.write(TENSORS);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = file.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(Safetensors.read(damaged).byName()).isNotEmpty();
            } catch (BadModel refused) {
                assertThat(refused).as("seed %d round %d", SEED, round).hasMessageNotContaining("layer");
            }
        }
    }

    @Test
    void tensorsAreAskedForByNameKindAndShape() {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> TENSORS.require("absent", Dtype.F32, 1));
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> TENSORS.require("rows", Dtype.F32, 3));
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> TENSORS.require("rows", Dtype.I8, 1, 3));
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> Tensor.of(new float[3], 2));
    }

    private static byte[] file(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).array();
    }
}
