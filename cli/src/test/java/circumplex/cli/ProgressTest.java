package circumplex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {

    @Test
    void saysEveryFewSecondsHowFarItIs() {
        StringWriter err = new StringWriter();
        AtomicLong clock = new AtomicLong();
        Progress progress = new Progress(new PrintWriter(err, true), 10_000, 1_000, clock::get);
        progress.at(1_100);
        clock.set(TimeUnit.SECONDS.toNanos(6));
        progress.at(2_200);
        progress.at(2_300);
        clock.set(TimeUnit.SECONDS.toNanos(12));
        progress.at(1_000);

        assertThat(err.toString().lines())
                .containsExactly(
                        "circumplex: going on after 1,000 of 10,000 posts",
                        "circumplex: 2,200 of 10,000 posts, 200 a second, about 39 s left",
                        "circumplex: 1,000 of 10,000 posts, 0 a second, about an unknown time left");
    }
}
