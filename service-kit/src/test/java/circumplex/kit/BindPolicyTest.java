package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.config.ConfigurationProblem;
import io.grpc.netty.NettyChannelBuilder;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without authentication, this machine only. A name that resolves elsewhere is tested in a process with a name service of its own. */
class BindPolicyTest {

    private final BindPolicy policy = new BindPolicy();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "[::1]", "localhost"})
    void takesALoopbackAddress(String host) {
        assertThatCode(() -> policy.require(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0", "192.0.2.1", "10.0.0.1", "2001:db8::1", "::ffff:192.0.2.1", "0", "", " "
    })
    void refusesEveryOther(String host) {
        assertThatThrownBy(() -> policy.require(host))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining("'" + host + "'")
                .hasMessageContaining("grpc.server.host");
    }

    @Test
    void refusesANameThatNobodyKnows() {
        assertThatThrownBy(() -> policy.require("nowhere.invalid"))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageContaining("'nowhere.invalid'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "", " "})
    void aServerDoesNotStartWhereOthersReachIt(String host) {
        Throwable failure = Objects.requireNonNull(org.assertj.core.api.Assertions.catchThrowable(
                () -> TestServer.start(Map.of("grpc.server.host", host)).close()));

        StartFailure start = StartFailure.of(TestServer.NAME, failure);
        assertThat(start.exitCode()).isEqualTo(78);
        assertThat(start.sentence()).startsWith("refusing to bind to '" + host + "': no authentication is configured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void aServerListensWhereItWasToldTo(String host) {
        try (TestServer server = TestServer.start(Map.of("grpc.server.host", host))) {
            var channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
            assertThat(circumplex.ranker.v1.RankerServiceGrpc.newBlockingStub(channel).rankPosts(TestServer.REQUEST))
                    .isNotNull();
            channel.shutdownNow();
        }
    }
}
