package circumplex.cli.operate;

import circumplex.cli.Console;
import circumplex.cli.DataOption;
import circumplex.cli.ExitCodes;
import circumplex.cli.doctor.Doctor;
import circumplex.cli.doctor.Finding;
import circumplex.cli.feed.Printable;
import circumplex.cli.print.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is wrong, and what to do about it. */
@Command(
        name = "doctor",
        description = "Looks for what can be wrong with an installation and this machine, and says cause and fix. It changes nothing. Exit"
                + " code 1 if something fails.")
public final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private DataOption data;

    @Option(names = "--port-base", paramLabel = "N", description = "The ports to look at. Else those of the installation, else those from 8980.")
    private @Nullable Integer portBase;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    public DoctorCommand(Console console) {
        this.console = console;
        this.data = new DataOption(console.environment());
    }

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.examine(data.folder(), PortBase.of(portBase), console.environment());
        if (json) {
            console.out().println(Json.line(document(findings)));
        } else {
            findings.forEach(this::print);
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL) ? ExitCodes.FINDING : ExitCodes.OK;
    }

    private void print(Finding finding) {
        console.out().println(String.format(Locale.ROOT, "%-5s", word(finding)) + finding.check() + ": " + Printable.oneLine(finding.cause()) + ".");
        if (!finding.fix().isEmpty()) {
            console.out().println("     " + Printable.oneLine(finding.fix()) + ".");
        }
    }

    private static ObjectNode document(List<Finding> findings) {
        ObjectNode document = Json.object();
        ArrayNode list = document.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("check", finding.check())
                .put("level", word(finding))
                .put("cause", finding.cause())
                .put("fix", finding.fix().isEmpty() ? null : finding.fix()));
        return document;
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }
}
