package circumplex.wire;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How clients call a service: which methods they repeat and when, and how they choose among its replicas. The files
 * {@code circumplex/service-config/NAME.json} are gRPC service configs, for clients of every language.
 */
public final class ServiceConfig {

    private ServiceConfig() {}

    /**
     * The default service config, as {@code ManagedChannelBuilder.defaultServiceConfig} takes it.
     *
     * @param service {@code gateway}, {@code classifier}, {@code personalizer} or {@code ranker}
     * @throws IllegalArgumentException if there is no such service
     */
    public static Map<String, ?> of(String service) {
        String file = "/circumplex/service-config/" + service + ".json";
        try (InputStream json = ServiceConfig.class.getResourceAsStream(file)) {
            if (json == null) {
                throw new IllegalArgumentException("no service is called '" + service + "'");
            }
            return new Gson().fromJson(new InputStreamReader(json, StandardCharsets.UTF_8), new TypeToken<Map<String, ?>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
