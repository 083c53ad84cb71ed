package circumplex.bench.process;

import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.util.Map;

/** Where a service keeps its data in a trial: the settings that say so. */
public interface Storage {

    /** @param folder the service's own */
    Map<String, String> settings(ServiceName service, Path folder);

    /** What a service does when nothing is set: an H2 file in its folder. */
    static Storage byDefault() {
        return (service, folder) -> Map.of();
    }

    /** An H2 file that H2 writes half a second late, as it does when nobody tells it otherwise. */
    static Storage lateH2() {
        return (service, folder) -> Map.of(
                service.name() + "_DB_URL", "jdbc:h2:file:" + folder.toAbsolutePath().resolve("late") + ";WRITE_DELAY=500",
                service.name() + "_DB_USER", "sa");
    }

    /** A new database on {@code server}. */
    static Storage on(PostgresServer server) {
        return (service, folder) -> Map.of(service.name() + "_DB_URL", server.freshUrl());
    }
}
