package circumplex.kit.channel;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code static:///host:port,host:port} to that list, one replica for each. Names are looked up again whenever a replica
 * cannot be reached, because it may have come back with another address; a name that is unknown now is left out until then.
 */
final class StaticResolver extends NameResolver {

    static final String SCHEME = "static";

    private final List<String> addresses;
    private final Executor lookups;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Listener2 listener;
    private volatile List<EquivalentAddressGroup> known = List.of();

    /**
     * @param addresses each with a port
     * @param lookups for what may take as long as the name service takes
     */
    StaticResolver(List<String> addresses, Executor lookups) {
        this.addresses = List.copyOf(addresses);
        this.lookups = lookups;
    }

    /** What a replica sees as the name under which it was called: the first, because a channel has one. */
    @Override
    public String getServiceAuthority() {
        return addresses.get(0);
    }

    @Override
    public void start(Listener2 newListener) {
        listener = newListener;
        refresh();
    }

    @Override
    public void refresh() {
        Listener2 told = listener;
        if (told != null && looking.compareAndSet(false, true)) {
            lookups.execute(() -> {
                try {
                    look(told);
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    @Override
    public void shutdown() {
        listener = null;
    }

    private void look(Listener2 told) {
        List<EquivalentAddressGroup> found = addresses.stream().flatMap(StaticResolver::replica).toList();
        if (found.isEmpty()) {
            told.onError(Status.UNAVAILABLE.withDescription("no host of " + addresses + " is known"));
        } else if (!found.equals(known)) {
            known = found;
            told.onResult(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(found))
                    .build());
        }
    }

    private static Stream<EquivalentAddressGroup> replica(String address) {
        int colon = address.lastIndexOf(':');
        int port = Integer.parseInt(address.substring(colon + 1));
        try {
            List<SocketAddress> known = Arrays.stream(InetAddress.getAllByName(address.substring(0, colon)))
                    .<SocketAddress>map(host -> new InetSocketAddress(host, port))
                    .toList();
            return Stream.of(new EquivalentAddressGroup(known));
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }
}
