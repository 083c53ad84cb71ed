package circumplex.classifier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EffectiveRequestTest {

    private static final long SEED = 17;

    /** A field that is added and left out of the key turns this red. */
    @Test
    void whateverChangesChangesTheKey() throws Exception {
        Random random = new Random(SEED);
        RecordComponent[] fields = EffectiveRequest.class.getRecordComponents();
        for (int round = 0; round < 200; round++) {
            Object[] values = new Object[fields.length];
            for (int i = 0; i < fields.length; i++) {
                values[i] = value(fields[i], random);
            }
            EffectiveRequest request = make(values);
            Set<String> keys = new HashSet<>(Set.of(request.key()));
            assertThat(make(values.clone()).key()).isEqualTo(request.key());
            for (int i = 0; i < fields.length; i++) {
                Object[] changed = values.clone();
                while (changed[i].equals(values[i])) {
                    changed[i] = value(fields[i], random);
                }
                assertThat(keys.add(make(changed).key())).as("seed %d: %s", SEED, fields[i].getName()).isTrue();
                assertThat(make(changed).scorerId("h", "1")).isNotEqualTo(request.scorerId("h", "1"));
            }
        }
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        assertThat(request("a", "bc").key()).isNotEqualTo(request("ab", "c").key());
        assertThat(request("a\n1:b", "c").key()).isNotEqualTo(request("a", "b\n1:c").key());
    }

    @Test
    void anIdFitsTheContract() {
        String id = request("https://x", "m".repeat(64)).scorerId("h".repeat(200), "1");
        assertThat(id).matches("llm-h{60}/m{60}/template-1/.*").hasSizeLessThanOrEqualTo(256);
    }

    private static EffectiveRequest request(String url, String model) {
        return new EffectiveRequest(
                url, model, "t", "s", "style", 0, 1, 7, 98, 10, "schwartz-19@1", "v", "1", "none", 1, "1");
    }

    private static EffectiveRequest make(Object[] values) throws Exception {
        return (EffectiveRequest) EffectiveRequest.class.getDeclaredConstructors()[0].newInstance(values);
    }

    private static Object value(RecordComponent field, Random random) {
        Class<?> type = field.getType();
        return type == int.class ? (Object) random.nextInt(1000) : type == double.class ? (Object) random.nextDouble() : "v" + random.nextInt(100_000);
    }
}
