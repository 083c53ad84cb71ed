package circumplex.bench.load;

import circumplex.cli.services.Address;
import io.grpc.ManagedChannel;
import java.util.List;

/** Channels to services that have several replicas. */
public final class Replicated {

    private Replicated() {}

    /** A channel with the default service config of {@code service}. */
    public static ManagedChannel open(String service, List<Address> replicas, boolean retries) {
        return Loopback.open(replicas.get(0));
    }
}
