package circumplex.gateway.downstream;

import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.Stage;
import circumplex.kit.channel.Channels;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** The one way to personalizer-svc. What is asked there stands in the client of each use: feeds, annotations, a person's data. */
@Singleton
public final class PersonalizerChannel {

    public static final String SERVICE = Stage.PERSONALIZE.service();

    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final ManagedChannel channel;

    PersonalizerChannel(GatewaySettings settings) {
        channel = Channels.open("PERSONALIZER_ADDRESS", settings.personalizerAddress(), "personalizer", MAX_ANSWER_BYTES);
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }

    public Channel channel() {
        return channel;
    }
}
