package circumplex.gateway.userdata;

import circumplex.errors.v1.ErrorReason;
import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.profile.ProfileStore;
import circumplex.gateway.replica.RankingStore;
import circumplex.gateway.replica.ReplicaClient;
import circumplex.kit.call.Cancellation;
import circumplex.kit.refusal.Refusal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases a person's data in every service. What is done is written down, so the same request goes on where the last one stopped. */
@Singleton
final class DeleteUserData {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteUserData.class);

    /** Of the time left, for the other replicas; they have it in memory. */
    private static final double REPLICAS_SHARE = 0.3;

    /** Of the time left then; the rest is for the receipt, which a service that hangs must not prevent. */
    private static final double SERVICE_SHARE = 0.8;

    /** What an operator has to mend: the client is told, and the same request goes on afterwards. */
    private static final Set<ErrorReason> NEED_AN_OPERATOR =
            Set.of(ErrorReason.ERROR_REASON_BROKEN_CONTRACT, ErrorReason.ERROR_REASON_STORAGE_FULL);

    private final DeletionStore deletions;
    private final ProfileStore profiles;
    private final RankingStore rankings;
    private final ReplicaClient replicas;
    private final AnnotationRecordsClient records;
    private final KeptTextsClient texts;
    private final Clock clock = Clock.systemUTC();

    DeleteUserData(
            DeletionStore deletions,
            ProfileStore profiles,
            RankingStore rankings,
            ReplicaClient replicas,
            AnnotationRecordsClient records,
            KeptTextsClient texts) {
        this.deletions = deletions;
        this.profiles = profiles;
        this.rankings = rankings;
        this.replicas = replicas;
        this.records = records;
        this.texts = texts;
    }

    /**
     * @throws Refusal REQUEST_ID_REUSED if the id belongs to the erasure of another person's data; BROKEN_CONTRACT or STORAGE_FULL if a
     *     service cannot erase before an operator has acted
     */
    Deletion delete(String tenant, String requestId, String userId) {
        String id = requestId.toLowerCase(Locale.ROOT);
        Deletion deletion = open(tenant, id, digest(id, userId));
        if (deletion.complete()) {
            return deletion;
        }
        if (!deletion.gateway().done()) {
            int own = profiles.delete(tenant, userId) + rankings.delete(tenant, userId);
            ReplicaClient.Forgotten others = replicas.forget(userId, Downstream.share(REPLICAS_SHARE));
            Deletion.Part gateway = deletion.gateway().plus(own + others.rankings(), others.everywhere());
            deletion = save(tenant, deletion.withGateway(gateway, now()));
        }
        if (!deletion.personalizer().done()) {
            Deletion.Part part = erase(PersonalizerChannel.SERVICE, budget -> records.delete(userId, budget));
            deletion = save(tenant, deletion.withPersonalizer(part, now()));
        }
        // After the annotations: texts without them harm nobody, annotations without texts cannot be scored again.
        if (!deletion.classifier().done()) {
            Deletion.Part part = erase(ClassifierClient.SERVICE, budget -> texts.delete(userId, budget));
            deletion = save(tenant, deletion.withClassifier(part, now()));
        }
        return deletion;
    }

    private Deletion open(String tenant, String requestId, String digest) {
        deletions.open(tenant, requestId, digest);
        Deletion deletion = deletions.find(tenant, requestId).deletion(requestId);
        if (!deletion.userDigest().equals(digest)) {
            throw Refusal.of(
                            ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
                            "The request id was already used for another person.")
                    .with("field", "request_id");
        }
        return deletion;
    }

    /** A service that cannot be asked is left open in the receipt instead of failing what the others did. */
    private static Deletion.Part erase(String service, ToIntFunction<Duration> call) {
        try {
            Duration budget = Downstream.share(SERVICE_SHARE);
            int deleted = Downstream.require(service, () -> call.applyAsInt(budget));
            return Deletion.Part.OPEN.plus(deleted, true);
        } catch (Refusal e) {
            // Nobody waits any more, or there is no time: no failure of the service. The receipt keeps this part open.
            Cancellation.check();
            if (NEED_AN_OPERATOR.contains(e.reason())) {
                throw e;
            }
            LOG.warn("{} could not erase: {}", service, e.reason());
            return Deletion.Part.OPEN;
        }
    }

    private Deletion save(String tenant, Deletion deletion) {
        deletions.update(
                tenant,
                deletion.requestId(),
                deletion.gateway().recordsDeleted(),
                deletion.gateway().done(),
                deletion.personalizer().recordsDeleted(),
                deletion.personalizer().done(),
                deletion.classifier().recordsDeleted(),
                deletion.classifier().done(),
                deletion.completedAt().orElse(null));
        return deletion;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String digest(String requestId, String userId) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(requestId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(userId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
