package circumplex.kit.drain;

import io.grpc.Deadline;

/**
 * Work of a service that no call waits for and that needs pools and channels: it has to stop before they close. A bean; several
 * are asked one after the other, in the order of {@link io.micronaut.core.annotation.Order}.
 */
public interface Draining {

    /**
     * Called once, when no call is under way any more.
     *
     * @param until the end of the grace, which the calls may have used up: what is not done by then is given up
     */
    void drain(Deadline until);
}
