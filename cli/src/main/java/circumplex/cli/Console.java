package circumplex.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command has of the world: three streams and the environment. Both writers are UTF-8 whatever the locale says, because
 * JSON has to be.
 */
public record Console(InputStream in, PrintWriter out, PrintWriter err, Map<String, String> environment) {

    static Console of(InputStream in, OutputStream out, OutputStream err, Map<String, String> environment) {
        return new Console(in, writer(out), writer(err), environment);
    }

    /** Whether everything that was printed for programs to read has arrived. */
    boolean delivered() {
        return !out.checkError();
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
    }
}
