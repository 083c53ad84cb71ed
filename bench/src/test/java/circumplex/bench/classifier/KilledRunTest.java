package circumplex.bench.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A file of posts whose run is killed is gone on with, and no post is paid for twice. */
class KilledRunTest {

    private static final int POSTS = 400;

    @Test
    void aKilledRunIsGoneOnWithAndPaidForOnce() {
        try (KilledRun run = new KilledRun()) {
            KilledRun.Result result = run.run(POSTS);

            assertThat(result.linesWhenKilled()).as("it was killed half way").isBetween(1, POSTS - 1);
            assertThat(result.lines()).isEqualTo(POSTS);
            assertThat(result.byModel()).isEqualTo(POSTS);
            assertThat(result.calls()).isEqualTo(POSTS);
        }
    }
}
