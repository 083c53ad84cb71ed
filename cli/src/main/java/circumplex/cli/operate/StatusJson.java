package circumplex.cli.operate;

import circumplex.cli.installation.ServiceState;
import circumplex.cli.print.Json;
import circumplex.cli.services.Health;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The services of an installation for programs; the README of this module lists the fields. */
final class StatusJson {

    private StatusJson() {}

    static String of(Path data, List<ServiceState> states) {
        ObjectNode document = Json.object();
        document.put("data", data.toAbsolutePath().normalize().toString());
        document.put("serving", states.stream().allMatch(ServiceState::serves));
        ArrayNode services = document.putArray("services");
        Instant now = Instant.now();
        states.forEach(state -> add(services.addObject(), state, now));
        return Json.line(document);
    }

    private static void add(ObjectNode json, ServiceState state, Instant now) {
        json.put("service", state.service().label());
        json.put("state", state.words().replace(' ', '_'));
        state.file().ifPresent(file -> {
            json.put("address", file.address().toString());
            json.put("admin_port", file.adminPort());
            json.put("metrics_port", file.metricsPort());
            json.put("started", file.started().toString());
        });
        if (state.running()) {
            state.file().ifPresent(file -> json.put("pid", file.process().pid()));
            state.uptime(now).ifPresent(uptime -> json.put("uptime_seconds", uptime.toSeconds()));
            state.residentBytes().ifPresent(bytes -> json.put("resident_bytes", bytes));
            json.put("newer_build", state.newerBuild());
            ObjectNode health = json.putObject("health");
            health.put("", text(state.health()));
            state.byName().forEach((name, each) -> health.put(name, text(each)));
        }
    }

    private static String text(Health health) {
        return health.name().toLowerCase(Locale.ROOT);
    }
}
