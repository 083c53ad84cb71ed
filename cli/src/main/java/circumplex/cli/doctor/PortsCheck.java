package circumplex.cli.doctor;

import circumplex.cli.installation.PortHolder;
import circumplex.cli.installation.PortPlan;
import circumplex.cli.installation.RunFile;
import circumplex.cli.installation.RunFolder;
import circumplex.cli.services.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the ports of an installation are free, or its own. */
final class PortsCheck {

    private PortsCheck() {}

    static List<Finding> run(PortPlan ports, RunFolder runs) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceName service : PortPlan.ORDER) {
            for (int port : List.of(ports.port(service), ports.adminPort(service), ports.metricsPort(service))) {
                if (!PortHolder.isFree(port) && !isOwn(port, runs.running(service))) {
                    findings.add(Finding.fail(
                            "ports",
                            "Port " + port + " for " + service.label() + " is taken by " + PortHolder.describe(port),
                            "Stop that, or start on other ports with ./circumplex up --port-base N"));
                }
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("ports", "The ports from " + ports.base() + " are free, or have their services"));
        }
        return findings;
    }

    /** Where the system does not tell who listens, a running service is believed to have its ports. */
    private static boolean isOwn(int port, Optional<RunFile> running) {
        return running.filter(file -> PortHolder.pid(port).filter(pid -> pid != file.process().pid()).isEmpty()).isPresent();
    }
}
