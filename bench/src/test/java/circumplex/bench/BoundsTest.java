package circumplex.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Numbers that nothing can be measured with are refused before anything is started. */
class BoundsTest {

    @ParameterizedTest
    @CsvSource({
        "ranker --feeds 0, --feeds must be at least 1",
        "overload --seconds 0, --seconds must be at least 1",
        "overload --times 0, --times must be above 0",
        "overload --times 2 --times NaN, --times must be above 0",
        "overload --service-cores 9999, --service-cores must name cores from 0 to",
        "overload --own-cores first, --own-cores must name cores from 0 to",
        "availability --rate -1, --rate must be above 0",
        "annotations --people 0, --people must be at least 1",
        "stream --posts 0, --posts must be at least 1",
        "stream --killed -1, --killed must not be below 0",
        "ranker --feeds 3 --callers 4, --feeds must be at least --callers (4)",
        "ranker --callers 0, --callers must be at least 1",
        "ranker --posts 0, --posts must be at least 1",
        "ranker --calls 0, --calls must be at least 1",
        "ranker --seconds 0, --seconds must be at least 1",
        "simulate --people 1, --people must be at least 2",
        "simulate --posts 1, --posts must be at least 2"
    })
    void namesTheOptionAndTheRule(String arguments, String complaint) {
        StringWriter errors = new StringWriter();
        int status = Bench.commandLine().setErr(new PrintWriter(errors)).execute(arguments.split(" "));

        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(complaint);
    }
}
