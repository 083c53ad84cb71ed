package circumplex.bench.durability;

import io.grpc.Channel;

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

    /** Compares what the service has with what this client was told, and repeats every request. */
    void check(Channel channel);
}
