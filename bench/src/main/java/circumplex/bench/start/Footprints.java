package circumplex.bench.start;

import circumplex.bench.load.Loopback;
import circumplex.bench.load.SampleFeeds;
import circumplex.bench.process.Cluster;
import circumplex.bench.process.Ports;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Memory and threads of four services after they have started, and after they have ranked feeds for several callers at once. */
public final class Footprints {

    private final Map<ServiceName, Integer> metricsPorts = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, Footprint> started = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, Footprint> loaded = new EnumMap<>(ServiceName.class);

    /** @param callers at once, in all of which {@code calls} feeds are ranked */
    public Footprints measure(ServiceProgram program, Path folder, int posts, int calls, int callers) {
        Map<String, String> settings = new HashMap<>();
        for (ServiceName service : ServiceName.values()) {
            metricsPorts.put(service, Ports.free());
            settings.put(service.name() + "_METRICS_PORT", String.valueOf(metricsPorts.get(service)));
        }
        try (Cluster cluster = Cluster.start(program, folder, settings)) {
            read(cluster, started);
            ManagedChannel channel = Loopback.open(cluster.gateway().address());
            try {
                RankFeedRequest request = SampleFeeds.request(posts);
                SampleFeeds.annotate(channel);
                IntStream.range(0, callers).parallel().forEach(caller -> rank(channel, request, calls / callers));
            } finally {
                channel.shutdownNow();
            }
            read(cluster, loaded);
        }
        return this;
    }

    public Footprint started(ServiceName service) {
        return started.getOrDefault(service, none());
    }

    public Footprint loaded(ServiceName service) {
        return loaded.getOrDefault(service, none());
    }

    private void read(Cluster cluster, Map<ServiceName, Footprint> footprints) {
        metricsPorts.forEach((service, port) -> footprints.put(service, Footprint.of(cluster.get(service).pid(), port)));
    }

    private static void rank(ManagedChannel channel, RankFeedRequest request, int calls) {
        FeedServiceGrpc.FeedServiceBlockingStub feeds = FeedServiceGrpc.newBlockingStub(channel);
        for (int i = 0; i < calls; i++) {
            feeds.withDeadlineAfter(30, TimeUnit.SECONDS).rankFeed(request);
        }
    }

    private static Footprint none() {
        return new Footprint(0, 0, 0, 0, 0);
    }
}
