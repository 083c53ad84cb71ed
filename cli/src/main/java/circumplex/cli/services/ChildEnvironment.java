package circumplex.cli.services;

import java.util.List;
import java.util.Map;

/**
 * The environment of a child service: that of this process, without the settings that would send it to another database, another
 * address or other replicas than the command means, and with the command's own.
 */
final class ChildEnvironment {

    private static final List<String> PLACES = List.of("_DB_URL", "_DB_USER", "_DB_PASSWORD", "_HOST", "_PORT", "_ADDRESS", "_PEERS");

    private ChildEnvironment() {}

    static void apply(Map<String, String> environment, Map<String, String> settings) {
        for (ServiceName service : ServiceName.values()) {
            PLACES.forEach(place -> environment.remove(service.name() + place));
        }
        JvmProfile.ENVIRONMENT.forEach(environment::putIfAbsent);
        environment.put("CIRCUMPLEX_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        environment.putAll(settings);
    }
}
