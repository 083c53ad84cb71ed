package circumplex.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** One run of the program in this JVM. */
record CliRun(int code, String out, String err) {

    static CliRun of(String... arguments) {
        return with(Map.of(), "", arguments);
    }

    static CliRun with(Map<String, String> environment, String in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.of(new ByteArrayInputStream(in.getBytes(UTF_8)), out, err, environment);
        int code = Circumplex.commandLine(console).execute(arguments);
        console.out().flush();
        console.err().flush();
        return new CliRun(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
