package circumplex.kit.admission;

import com.netflix.concurrency.limits.Limiter;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * One call's place among those that are worked on. It is given back once: when the call has ended and no code of its handler runs any
 * more. A handler that goes on after its client is gone still needs a core.
 */
final class Permit {

    private final Limiter.Listener place;
    private final boolean measured;
    private int running;
    private Status.@Nullable Code end;
    private boolean given;

    /** @param measured whether the call's latency says something about the load */
    Permit(Limiter.Listener place, boolean measured) {
        this.place = place;
        this.measured = measured;
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
