package circumplex.cli.doctor;

import circumplex.cli.installation.InspectServices;
import circumplex.cli.installation.PortPlan;
import circumplex.cli.installation.RunFolder;
import circumplex.cli.installation.ServiceState;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All checks, from what everything needs to what only a running installation has. */
public final class Doctor {

    private Doctor() {}

    /**
     * @param folder the data folder, which need not be there
     * @param wanted the ports to look at; absent means those of the installation, or the default ones
     */
    public static List<Finding> examine(Path folder, Optional<PortPlan> wanted, Map<String, String> environment) {
        RunFolder runs = RunFolder.of(folder);
        List<ServiceState> states = InspectServices.inspect(folder);
        Path jars = Distribution.ofThisProgram(JvmProfile.LASTING).folder();
        List<Finding> findings = new ArrayList<>();
        findings.add(JavaCheck.run(System.getProperties()));
        findings.add(CharsetCheck.run(System.getProperties()));
        findings.add(JarsCheck.run(jars));
        findings.addAll(LimitsCheck.run(Path.of("/proc")));
        findings.add(ClockCheck.run(Clock.systemUTC(), jars));
        findings.addAll(FolderCheck.run(runs.data()));
        findings.addAll(DatabaseFileCheck.run(runs, environment));
        findings.addAll(DatabaseUrlCheck.run(environment));
        findings.addAll(LanguageModelCheck.run(environment));
        findings.addAll(PortsCheck.run(wanted.or(runs::ports).orElse(PortPlan.DEFAULT), runs));
        findings.addAll(LeftoversCheck.run(runs));
        findings.addAll(FailedStartCheck.run(states, runs.data()));
        findings.addAll(ServicesCheck.run(states));
        return findings;
    }
}
