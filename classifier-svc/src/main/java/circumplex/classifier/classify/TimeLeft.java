package circumplex.classifier.classify;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How the time of a call is divided. */
final class TimeLeft {

    /** Every call of a client has a deadline; this is for work that has none. */
    private static final Duration WITHOUT_DEADLINE = Duration.ofMinutes(1);

    /** A quarter of the longest call that is no stream. */
    private static final Duration MOST_FOR_THE_STORE = Duration.ofSeconds(15);

    private static final int MIN_RESERVE_MILLIS = 20;
    private static final int MAX_RESERVE_MILLIS = 100;

    private TimeLeft() {}

    /** Until the deadline of the current call; not below 0. */
    static Duration now() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null
                ? WITHOUT_DEADLINE
                : Duration.ofMillis(Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS)));
    }

    /** What the database may take of it: a slow one must leave time to score. */
    static Duration forTheStore() {
        Duration quarter = now().dividedBy(4);
        return quarter.compareTo(MOST_FOR_THE_STORE) < 0 ? quarter : MOST_FOR_THE_STORE;
    }

    /** What may be waited for scores so that an answer still reaches the client in time; not below 0. */
    static Duration beforeTheAnswer() {
        long left = now().toMillis();
        long reserve = Math.max(MIN_RESERVE_MILLIS, Math.min(MAX_RESERVE_MILLIS, left / 5));
        return Duration.ofMillis(Math.max(0, left - reserve));
    }

    /** Longer than the current call has. */
    static Duration andMore() {
        return now().plusSeconds(1);
    }

    /** Whether the deadline is as good as here. */
    static boolean isUp() {
        return now().toMillis() < MIN_RESERVE_MILLIS;
    }
}
