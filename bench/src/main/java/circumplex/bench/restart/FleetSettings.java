package circumplex.bench.restart;

import circumplex.bench.process.Limits;
import circumplex.bench.process.Storage;
import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The settings of services that share a database with their other replica and are told to end while clients call. */
public final class FleetSettings {

    private FleetSettings() {}

    /** @param quietMillis how long a service that was told to end is still called, in ms */
    public static Function<ServiceName, Map<String, String>> on(Storage storage, int quietMillis) {
        return service -> {
            Map<String, String> settings = new HashMap<>();
            if (service != ServiceName.RANKER) {
                settings.putAll(storage.settings(service, Path.of("")));
            }
            settings.put("CIRCUMPLEX_DRAIN_QUIET_MILLIS", Integer.toString(quietMillis));
            return settings;
        };
    }

    /** The same on a machine that may be busy with other things: services turn nobody away because they are slow. */
    public static Function<ServiceName, Map<String, String>> patient(Storage storage, int quietMillis) {
        return on(storage, quietMillis).andThen(settings -> {
            Map<String, String> patient = new HashMap<>(settings);
            patient.putAll(Limits.admitEverybody());
            return patient;
        });
    }
}
