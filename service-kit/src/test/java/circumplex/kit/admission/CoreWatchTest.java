package circumplex.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who counts the calls that wait for a core, and when. */
class CoreWatchTest {

    private static final long PATIENCE_SECONDS = 30;

    private final Queue<Thread> counting = new ConcurrentLinkedQueue<>();
    private final CountDownLatch counted = new CountDownLatch(3);

    @Test
    void whoeverAsksReadsNothingHimself() throws InterruptedException {
        CoreWatch watch = new CoreWatch(this::count, 1);
        watch.getAsDouble();
        assertThat(counted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(watch.getAsDouble()).isEqualTo(7);
        assertThat(counting).allSatisfy(thread -> {
            assertThat(thread.getName()).isEqualTo(CoreWatch.THREAD);
            assertThat(thread.isDaemon()).isTrue();
        });

        watch.close();
        counting.element().join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(counting.element().isAlive()).as("the thread ends with the server").isFalse();
    }

    @Test
    void nothingIsCountedForNobody() {
        CoreWatch watch = new CoreWatch(this::count, TimeUnit.HOURS.toMillis(1));
        look(watch, 5);
        assertThat(counting).isEmpty();

        watch.getAsDouble();
        look(watch, CoreWatch.COUNTS + 5);
        assertThat(counting).hasSize(CoreWatch.COUNTS);

        watch.getAsDouble();
        look(watch, 1);
        assertThat(counting).hasSize(CoreWatch.COUNTS + 1);
        watch.close();
    }

    /** It is about all of the time in which nobody asked. */
    @Test
    void theFirstCountAfterARestIsTheBeginningOfTheNext() {
        CoreWatch watch = new CoreWatch(() -> counting.add(Thread.currentThread()) ? counting.size() : 0, TimeUnit.HOURS.toMillis(1));
        watch.getAsDouble();
        look(watch, 1);
        assertThat(watch.getAsDouble()).isZero();
        look(watch, 1);
        assertThat(watch.getAsDouble()).isEqualTo(2);
        watch.close();
    }

    private static void look(CoreWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private double count() {
        counting.add(Thread.currentThread());
        counted.countDown();
        return 7;
    }
}
