package circumplex.cli.installation;

import circumplex.cli.services.Address;
import circumplex.cli.services.ServiceName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What is written down of one service that was started to last.
 *
 * @param address where it serves
 * @param adminPort its admin port on the same host
 * @param metricsPort its metrics port on the same host
 * @param started when its process was started
 * @param program the jar it was started from
 * @param built when that jar was made; a newer one at its place means that an older build is running
 */
public record RunFile(
        ServiceName service,
        ProcessMark process,
        Address address,
        int adminPort,
        int metricsPort,
        Instant started,
        String program,
        Instant built) {

    public boolean isAlive() {
        return process.isAlive();
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("service", service.label())
                .put("pid", process.pid())
                .put("process_start", process.start())
                .put("address", address.toString())
                .put("admin_port", adminPort)
                .put("metrics_port", metricsPort)
                .put("started", started.toString())
                .put("program", program)
                .put("built", built.toString());
    }

    /** Empty for what is no run file of {@code service}. */
    static Optional<RunFile> of(ServiceName service, JsonNode json) {
        try {
            return json.path("service").asText().equals(service.label())
                    ? Optional.of(new RunFile(
                            service,
                            new ProcessMark(json.required("pid").longValue(), json.required("process_start").textValue()),
                            Address.parse(json.required("address").asText()),
                            json.required("admin_port").intValue(),
                            json.required("metrics_port").intValue(),
                            Instant.parse(json.required("started").asText()),
                            json.required("program").asText(),
                            Instant.parse(json.required("built").asText())))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // A file cut short or edited by hand says nothing that may be relied on.
            return Optional.empty();
        }
    }
}
