package circumplex.bench.durability;

import io.grpc.Channel;
import java.util.stream.Stream;

/** One client of a service that is going to be killed: it writes, and remembers what it was told. Two kinds, one for each service. */
interface Writer {

    /**
     * Sends one request and waits for its answer.
     *
     * @throws io.grpc.StatusRuntimeException if there is none
     */
    void write(Channel channel);

    /** New writes that were acknowledged so far; repetitions do not count. */
    int acknowledged();

    /**
     * For each person it wrote for, a comparison of what the service has with what this client was told, which also repeats every
     * request.
     *
     * @return comparisons to run; one whose call fails throws {@link io.grpc.StatusRuntimeException}
     */
    Stream<Runnable> comparisons(Channel channel);
}
