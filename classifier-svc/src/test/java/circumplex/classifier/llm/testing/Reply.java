package circumplex.classifier.llm.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the fake model sends, and how badly. */
public final class Reply {

    private final int status;
    private final List<String> headers = new ArrayList<>();
    private final byte[] body;
    private Duration before = Duration.ZERO;
    private int sent;
    private boolean hangs;

    private Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
        this.sent = body.length;
    }

    /** 200 with this body. */
    public static Reply json(String body) {
        return new Reply(200, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply status(int status) {
        return new Reply(status, "{\"error\":{\"message\":\"scripted\"}}".getBytes(StandardCharsets.UTF_8));
    }

    /** 200 with so many bytes of a string that never ends. */
    public static Reply huge(int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) 'x');
        body[0] = '"';
        return new Reply(200, body);
    }

    /** Takes the request and never answers. */
    public static Reply hang() {
        Reply reply = new Reply(200, new byte[0]);
        reply.before = Duration.ofDays(1);
        return reply;
    }

    public Reply header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** The first byte comes after this. */
    public Reply after(Duration delay) {
        before = delay;
        return this;
    }

    /** Half of the body, then the connection closes. */
    public Reply halfTheBody() {
        sent = body.length / 2;
        return this;
    }

    /** Half of the body, then nothing. */
    public Reply halfTheBodyAndHang() {
        hangs = true;
        return halfTheBody();
    }

    /** Whether it lets the client wait. */
    boolean waits() {
        return hangs || !before.isZero();
    }

    /** @return whether the connection can be used again */
    boolean send(OutputStream out, CountDownLatch gone) throws IOException, InterruptedException {
        if (!before.isZero() && gone.await(before.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\nContent-Type: application/json\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        if (waits()) {
            head.append("Connection: close\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body, 0, sent);
        out.flush();
        if (hangs) {
            gone.await(1, TimeUnit.DAYS);
        }
        return sent == body.length;
    }
}
