package circumplex.cli.doctor;

import circumplex.cli.installation.ServiceState;
import circumplex.cli.installation.StartLog;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Why services that do not run could not start the last time: a start that fails takes everything else away again. */
final class FailedStartCheck {

    private static final String CHECK = "last start";

    private FailedStartCheck() {}

    static List<Finding> run(List<ServiceState> states, Path data) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceState state : states) {
            if (!state.running()) {
                StartLog log = StartLog.of(data, state.service());
                log.reason().ifPresent(reason -> findings.add(Finding.fail(
                        CHECK,
                        state.service().label() + " could not start at " + log.time().truncatedTo(ChronoUnit.SECONDS) + ": " + reason,
                        "Mend that, and start it with ./circumplex up; all that it said is in " + log.file())));
            }
        }
        return findings.isEmpty() ? List.of(Finding.ok(CHECK, "No service says that it could not start")) : findings;
    }
}
