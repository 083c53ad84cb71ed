package circumplex.kit.idempotency;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.call.Caller;
import circumplex.kit.refusal.Refusal;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Makes a write happen once: its effect, its answer and the record of its request id are one transaction. A repetition within 24
 * hours gets the first answer; another request under the same id is refused. The record holds a digest of the request, salted with
 * the id, and the answer: nothing of the person.
 */
@Singleton
@Requires(classes = TransactionOperations.class, beans = DataSource.class)
public class Idempotency {

    private static final Duration KEPT = Duration.ofHours(24);

    private final TransactionOperations<Connection> transactions;
    private final IdempotencyStore store;

    public Idempotency(TransactionOperations<Connection> transactions, IdempotencyStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /**
     * Runs {@code work} in a transaction unless the request was answered before.
     *
     * @param requestId a UUID; its letter case means nothing, here and in the request
     * @param request the whole request: the same id with another one is refused
     * @throws Refusal REQUEST_ID_REUSED
     */
    public <A extends Message> A once(String requestId, Message request, Parser<A> parser, Supplier<A> work) {
        String tenant = Caller.current().tenant();
        String id = requestId.toLowerCase(Locale.ROOT);
        String digest = digest(id, spelt(request, id));
        return transactions.executeWrite(status -> {
            // Waits for a transaction that has just claimed the same id, so two at once cannot both work.
            if (store.claim(tenant, id, digest, Instant.now()) == 1) {
                A answer = work.get();
                store.record(tenant, id, Base64.getEncoder().encodeToString(answer.toByteArray()));
                return answer;
            }
            if (!store.digest(tenant, id).equals(digest)) {
                throw Refusal.of(
                                ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
                                "The request id was already used for another request.")
                        .with("field", "request_id");
            }
            return parsed(store.answer(tenant, id), parser);
        });
    }

    @Scheduled(fixedDelay = "1h", initialDelay = "1m")
    void forget() {
        store.forgetBefore(Instant.now().minus(KEPT));
    }

    private static <A extends Message> A parsed(String answer, Parser<A> parser) {
        try {
            return parser.parseFrom(Base64.getDecoder().decode(answer));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a stored answer cannot be read: " + e.getMessage());
        }
    }

    /** The request with its own id, where it holds one, spelt as {@code id}: a repetition may spell it in another letter case. */
    private static Message spelt(Message request, String id) {
        FieldDescriptor field = request.getDescriptorForType().findFieldByName("request_id");
        return field == null ? request : request.toBuilder().setField(field, id).build();
    }

    private static String digest(String id, Message request) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.getSerializedSize());
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.useDeterministicSerialization();
            request.writeTo(out);
            out.flush();
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(id.getBytes(StandardCharsets.UTF_8));
            sha256.update(request.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
