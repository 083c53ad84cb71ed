package circumplex.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8980", "gateway.example:1", "[::1]:65535"})
    void readsWhatItPrints(String typed) {
        assertThat(Address.parse(typed)).hasToString(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":1", "host:0", "host:65536", "host:99999999999", "http://host:1", "::1:80", "a b:1"})
    void refusesEverythingElse(String typed) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(typed));
    }
}
