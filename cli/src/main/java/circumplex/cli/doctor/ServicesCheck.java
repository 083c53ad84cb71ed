package circumplex.cli.doctor;

import circumplex.cli.installation.RunFile;
import circumplex.cli.installation.ServiceState;
import circumplex.cli.services.Address;
import circumplex.cli.services.ClassifierClient;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the services that should run do, and know the same values as this program. */
final class ServicesCheck {

    private static final String CHECK = "services";

    private ServicesCheck() {}

    static List<Finding> run(List<ServiceState> states) {
        if (states.stream().noneMatch(state -> state.file().isPresent())) {
            return List.of(Finding.ok(CHECK, "None were started with ./circumplex up"));
        }
        List<Finding> findings = new ArrayList<>();
        for (ServiceState state : states) {
            findings.add(look(state));
            if (state.newerBuild()) {
                findings.add(Finding.warn(
                        CHECK,
                        state.service().label() + " is older than the jars that are there",
                        "Run the new build with ./circumplex down, then ./circumplex up"));
            }
            if (state.service() == ServiceName.CLASSIFIER && state.serves()) {
                state.file().map(RunFile::address).map(ServicesCheck::values).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Finding look(ServiceState state) {
        String name = state.service().label();
        if (state.serves()) {
            return Finding.ok(CHECK, name + " serves");
        }
        return state.running()
                ? Finding.fail(
                        CHECK,
                        name + " runs but does not serve (" + state.words() + ")",
                        "Wait if it has just started; else look into its log, and restart it with ./circumplex down and up")
                : Finding.fail(CHECK, name + " does not run", "Start it with ./circumplex up");
    }

    private static Finding values(Address address) {
        ValueSet own = ValueSets.all().defaultSet();
        try (ClassifierClient classifier = new ClassifierClient(address)) {
            Optional<ValueSetRef> theirs = classifier.valueSets().stream().filter(ref -> ref.getId().equals(own.id())).findFirst();
            return theirs.filter(WireValueSets.ref(own)::equals).isPresent()
                    ? Finding.ok(CHECK, "classifier-svc and this program know the same values")
                    : Finding.fail(
                            CHECK,
                            "classifier-svc has another " + own.id() + " than this program",
                            "Use a command line and services of one version: ./circumplex down, then ./circumplex up");
        } catch (ServiceError e) {
            return Finding.fail(CHECK, "classifier-svc does not say which values it knows: " + e.getMessage(), "Restart it with ./circumplex down and up");
        }
    }
}
