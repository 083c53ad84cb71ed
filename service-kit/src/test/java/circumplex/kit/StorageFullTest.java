package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.call.Caller;
import circumplex.kit.idempotency.Idempotency;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk under the default database, as H2 meets it. */
class StorageFullTest {

    @TempDir
    private Path folder;

    @Test
    void isToldAsWhatItIsAndPassesWithoutARestartAndLosesNothing() {
        FullDisk.register();
        String url = RunningService.fileUrl(folder).replace("jdbc:h2:file:", "jdbc:h2:fulldisk:");
        try (TestServer server = TestServer.start(Map.of("datasources.default.url", url))) {
            Idempotency idempotency = server.bean(Idempotency.class);
            server.does(request -> idempotency.once(
                    UUID.randomUUID().toString(), request, RankPostsResponse.parser(), RankPostsResponse::getDefaultInstance));
            String early = UUID.randomUUID().toString();
            RankPostsResponse answer = RankPostsResponse.newBuilder().setKendallTau(0.5).build();
            assertThat(write(idempotency, early, answer)).isEqualTo(answer);

            FullDisk.isFull(true);
            for (int i = 0; i < 20; i++) {
                assertThat(Refused.by(() -> server.ranker().rankPosts(TestServer.REQUEST)).codeAndReason())
                        .isEqualTo("RESOURCE_EXHAUSTED/STORAGE_FULL");
            }

            FullDisk.isFull(false);
            Eventually.holds("the service writes again", () -> works(server));
            assertThat(write(idempotency, early, RankPostsResponse.getDefaultInstance())).isEqualTo(answer);
        }
    }

    private static boolean works(TestServer server) {
        try {
            return server.ranker().rankPosts(TestServer.REQUEST).equals(RankPostsResponse.getDefaultInstance());
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    private static RankPostsResponse write(Idempotency idempotency, String id, RankPostsResponse answer) {
        RankPostsResponse[] got = new RankPostsResponse[1];
        new Caller("default", "r").asContext().run(() -> got[0] =
                idempotency.once(id, RankPostsRequest.getDefaultInstance(), RankPostsResponse.parser(), () -> answer));
        return got[0];
    }
}
