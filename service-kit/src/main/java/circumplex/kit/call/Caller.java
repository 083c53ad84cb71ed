package circumplex.kit.call;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * On whose behalf the current call works.
 *
 * @param tenant whose data; from the credential, never from a request field
 * @param requestId the name of the call in the logs of all services
 */
public record Caller(String tenant, String requestId) {

    /** The tenant of development mode, which has no credentials. */
    public static final String DEVELOPMENT_TENANT = "default";

    /** The header in which the request id travels. */
    public static final Metadata.Key<String> REQUEST_ID = Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    static final Context.Key<Caller> KEY = Context.key("circumplex-caller");

    /** The request id that a client sent, or a new one: what it sent appears in logs and trailers, and may not forge a line. */
    public static String requestId(Metadata headers) {
        String sent = headers.get(REQUEST_ID);
        return sent != null && SAFE.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }

    /**
     * The caller of the call that this thread works for.
     *
     * @throws IllegalStateException outside of a call: work that outlives its call must take the caller along
     */
    public static Caller current() {
        Caller caller = KEY.get();
        if (caller == null) {
            throw new IllegalStateException("no call is under way on this thread");
        }
        return caller;
    }

    /** As {@link #current()}; empty outside of a call. */
    public static Optional<Caller> ifAny() {
        return Optional.ofNullable(KEY.get());
    }

    /** The context with this caller in it, for work that no call started, such as a warm-up. */
    public Context asContext() {
        return Context.current().withValue(KEY, this);
    }
}
