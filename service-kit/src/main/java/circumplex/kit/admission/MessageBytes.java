package circumplex.kit.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that messages of calls under way take, in bytes on the wire. The number of calls does not bound it: a few of the largest
 * requests would fill a heap that holds hundreds of ordinary ones, and a JVM without memory ends.
 */
final class MessageBytes {

    private final long limit;
    private final AtomicLong underWay = new AtomicLong();

    MessageBytes(long limit) {
        this.limit = limit;
    }

    long underWay() {
        return underWay.get();
    }

    /**
     * Adds the {@code more} bytes of a call that has {@code own} already, if there is room for them. A call that is alone is always let
     * in: how large one message may be is another limit.
     */
    boolean add(long more, long own) {
        long sum = underWay.addAndGet(more);
        if (sum > limit && sum > own + more) {
            underWay.addAndGet(-more);
            return false;
        }
        return true;
    }

    void remove(long bytes) {
        underWay.addAndGet(-bytes);
    }
}
