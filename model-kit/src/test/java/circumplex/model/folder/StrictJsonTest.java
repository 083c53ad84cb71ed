package circumplex.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import circumplex.model.BadModel;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void equalContentIsEqualBytes() {
        JsonObject first = parse("{\"b\": [1, 2.50, \"ü\", true, null], \"a\": {\"z\": 0, \"y\": {}}}");
        JsonObject second = parse("{\"a\":{\"y\":{},\"z\":0},\"b\":[1,2.50,\"ü\",true,null]}");

        byte[] bytes = StrictJson.bytes("it", first);

        assertThat(bytes).isEqualTo(StrictJson.bytes("it", second));
        assertThat(StrictJson.bytes("it", StrictJson.parse("it", bytes))).isEqualTo(bytes);
        assertThat(bytes).endsWith('}', '\n');
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "[]", "1", "{", "{} {}", "{\"a\":1,\"a\":1}", "{\"a\":NaN}", "{\"a\":1e999}", "{\"a\":-Infinity}", "{a:1}", "{'a':1}",
        "{\"a\":01}", "{\"a\":1,}", "{/**/}", "{\"a\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}",
        "{\"a\":1234567890123456789012345678901234567890123456789012345678901234567890}",
    })
    void refusesWhatLeavesRoomForReading(String json) {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> parse(json));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> StrictJson.parse("it", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
    }

    private static JsonObject parse(String json) {
        return StrictJson.parse("it", json.getBytes(StandardCharsets.UTF_8));
    }
}
