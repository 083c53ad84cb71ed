package circumplex.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which failures of a database server a start waits out; the server is a script that refuses every connection. */
class DatabaseWaitTest {

    private static final String STARTS = "57P03";
    private static final String NO_CONNECTION_LEFT = "53300";
    private static final String WRONG_PASSWORD = "28P01";

    /** Answers each connection with the next SQL state, and all further ones with the last. */
    private static final class RefusingServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<String> states;
        private final AtomicInteger connections = new AtomicInteger();

        RefusingServer(String... states) throws IOException {
            this.states = List.of(states);
            Thread thread = new Thread(this::serve, "refusing-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    String state = states.get(Math.min(connections.getAndIncrement(), states.size() - 1));
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    in.readNBytes(in.readInt() - Integer.BYTES);
                    byte[] fields = ("SFATAL\0VFATAL\0C" + state + "\0Mno\0\0").getBytes(StandardCharsets.US_ASCII);
                    DataOutputStream out = new DataOutputStream(client.getOutputStream());
                    out.writeByte('E');
                    out.writeInt(fields.length + Integer.BYTES);
                    out.write(fields);
                    out.flush();
                } catch (IOException e) {
                    // The test is over, or a client is gone.
                }
            }
        }

        int waitedFor(String millis) {
            DatabaseWait.of(Map.of(
                    "datasources.default.url",
                    "jdbc:postgresql://127.0.0.1:" + socket.getLocalPort() + "/none?sslmode=disable&gssEncMode=disable",
                    "datasources.default.username", "ann",
                    "datasources.default.password", "x",
                    DatabaseWait.SETTING, millis));
            return connections.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void waitsUntilTheServerIsUpAndHasAConnectionLeft() throws IOException {
        try (RefusingServer server = new RefusingServer(STARTS, NO_CONNECTION_LEFT, STARTS, WRONG_PASSWORD)) {
            assertThat(server.waitedFor("600000")).isEqualTo(4);
        }
    }

    @Test
    void aWrongPasswordIsNotWaitedOut() throws IOException {
        try (RefusingServer server = new RefusingServer(WRONG_PASSWORD)) {
            assertThat(server.waitedFor("600000")).isEqualTo(1);
        }
    }

    @Test
    void theWaitEnds() throws IOException {
        try (RefusingServer server = new RefusingServer(STARTS)) {
            assertThat(server.waitedFor("0")).isEqualTo(1);
            assertThat(server.waitedFor("300")).isGreaterThan(2);
        }
    }

    @Test
    void aFileIsThereOrNot() {
        DatabaseWait.of(Map.of("datasources.default.url", "jdbc:h2:file:/nowhere/at/all"));
    }
}
