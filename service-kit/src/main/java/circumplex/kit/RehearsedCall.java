package circumplex.kit;

import io.grpc.Channel;

/**
 * A call that the {@link Rehearsal} makes of a service besides asking for its health, so that the classes of serving are recorded with
 * those of the start. A bean of the service, made for nothing else.
 */
@FunctionalInterface
public interface RehearsedCall {

    /** @param service the service itself, on an empty database; services that it calls are not there */
    void make(Channel service);
}
