package circumplex.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A free loopback port in front of a server, with the faults of a network. */
public final class FaultyPort implements AutoCloseable {

    /** What happens to the bytes. */
    public enum Fault {
        /** They pass. */
        NONE,
        /** Nobody listens: every connection is closed at once. */
        DOWN,
        /** What is sent arrives; when the answer comes the connection is reset. */
        RESET,
        /** Connections are accepted, and what is sent disappears. */
        BLACKHOLE,
        /** As the former, but nothing tells anybody when it is over: connections of that time stay open, and dead. */
        SILENCE
    }

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    public FaultyPort(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("accept", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on. Bytes that were lost stay lost, so connections end when the fault does, those of a silence only in silence. */
    public void set(Fault next) {
        Fault before = fault;
        fault = next;
        if (next == Fault.SILENCE) {
            silent.addAll(open);
        }
        if (next == Fault.DOWN || (before != next && before != Fault.NONE && before != Fault.SILENCE)) {
            open.forEach(FaultyPort::quietly);
        }
    }

    @Override
    public void close() {
        quietly(listener);
        open.forEach(FaultyPort::quietly);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            run("serve", () -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        opened(client);
        try (client;
                Socket server = fault == Fault.DOWN ? null : new Socket(host, port)) {
            if (server == null) {
                return;
            }
            opened(server);
            run("answers", () -> pump(server, client, true));
            pump(client, server, false);
            open.remove(server);
        } finally {
            open.remove(client);
        }
    }

    private void opened(Socket socket) {
        open.add(socket);
        if (fault == Fault.SILENCE) {
            silent.add(socket);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (silent.contains(from) || silent.contains(to)) {
                    continue;
                }
                switch (fault) {
                    case NONE -> out.write(bytes, 0, read);
                    case DOWN -> {
                        return;
                    }
                    case RESET -> {
                        if (answers) {
                            to.setSoLinger(true, 0);
                            return;
                        }
                        out.write(bytes, 0, read);
                    }
                    case BLACKHOLE, SILENCE -> {}
                }
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The end of a connection, or of the test.
                    }
                },
                "faulty-port-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
