package circumplex.kit.admission;

import circumplex.kit.refusal.Refusal;
import com.netflix.concurrency.limits.Limiter;
import io.grpc.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call's place among those that are worked on, with what its messages take of the memory. It is given back once: when the call has
 * ended and no code of its handler runs any more. A handler that goes on after its client is gone still needs a core, and its message.
 */
public final class Permit {

    private final Admission admission;
    private final Limiter.Listener place;
    private final Priority priority;
    private int running;
    private long bytes;
    private Status.@Nullable Code end;
    private boolean given;

    Permit(Admission admission, Limiter.Listener place, Priority priority) {
        this.admission = admission;
        this.place = place;
        this.priority = priority;
    }

    /** Of the call that is worked on now. */
    public static Optional<Permit> current() {
        Optional<Permit> place = Arrivals.PLACE.get();
        return place == null ? Optional.empty() : place;
    }

    /**
     * Adds to what the messages of the call take until its end, or until {@link #nextMessage}.
     *
     * @throws Refusal UNAVAILABLE, if that is more than there is room for beside the other calls
     */
    public synchronized void weigh(long more) {
        if (!given) {
            admission.weigh(more, bytes, priority);
            bytes += more;
        }
    }

    /** Forgets the messages so far: of a stream from the client only the latest one is held. */
    public synchronized void nextMessage() {
        if (!given) {
            admission.unweigh(bytes);
            bytes = 0;
        }
    }

    synchronized void run() {
        running++;
    }

    synchronized void rest() {
        running--;
        giveBack();
    }

    /** The first end counts. */
    synchronized void end(Status.Code code) {
        if (end == null) {
            end = code;
        }
        giveBack();
    }

    private void giveBack() {
        if (end == null || running > 0 || given) {
            return;
        }
        given = true;
        admission.unweigh(bytes);
        // A batch may be of any size: its latency says nothing about the load.
        boolean measured = priority == Priority.INTERACTIVE;
        if (measured && end == Status.Code.OK) {
            place.onSuccess();
        } else if (measured && end == Status.Code.DEADLINE_EXCEEDED) {
            place.onDropped();
        } else {
            // A refusal is quick and a lost client says nothing.
            place.onIgnore();
        }
    }
}
