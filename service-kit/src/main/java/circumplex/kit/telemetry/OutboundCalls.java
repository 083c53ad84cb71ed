package circumplex.kit.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** How many calls this process has sent to other services, and how many it refused to send because they had no deadline. */
public final class OutboundCalls {

    private static final LongAdder SENT = new LongAdder();
    private static final LongAdder WITHOUT_DEADLINE = new LongAdder();

    private OutboundCalls() {}

    /** All of them with a deadline; repetitions of a call are not counted. */
    public static long sent() {
        return SENT.sum();
    }

    /** Each of them is a defect. */
    public static long withoutDeadline() {
        return WITHOUT_DEADLINE.sum();
    }

    public static void countSent() {
        SENT.increment();
    }

    public static void countWithoutDeadline() {
        WITHOUT_DEADLINE.increment();
    }
}
