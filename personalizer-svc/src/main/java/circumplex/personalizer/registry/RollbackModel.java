package circumplex.personalizer.registry;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import jakarta.inject.Singleton;
import java.util.Deque;

/** Puts the model back that was in production before the current one. */
@Singleton
public final class RollbackModel {

    private final PointerStore pointers;
    private final Production production;

    RollbackModel(PointerStore pointers, Production production) {
        this.pointers = pointers;
        this.production = production;
    }

    /** Loads what a rollback would put into production, or says why it cannot. */
    public Prepared prepare(String tenant, String valueSetId) {
        String target;
        try {
            target = target(tenant, valueSetId, pointers.find(tenant, valueSetId));
        } catch (Refusal e) {
            // A repetition of a call that was answered does not need it.
            return Prepared.failed("", e);
        }
        return production.prepare(target);
    }

    /**
     * To be called inside a transaction; the replica follows when that has ended.
     *
     * @param etag empty for whatever is there
     * @param earlier loaded and warm
     * @throws Refusal NOT_FOUND, ETAG_MISMATCH, MODEL_UNUSABLE
     */
    public Pointer rollback(String tenant, String valueSetId, String etag, String reason, String requestId, Prepared earlier) {
        earlier.requireLoaded();
        Pointer current = pointers.find(tenant, valueSetId);
        // Somebody may have promoted or rolled back while the model was loaded.
        if ((!etag.isEmpty() && !etag.equals(current.etag())) || !target(tenant, valueSetId, current).equals(earlier.modelId())) {
            throw PointerStore.changed(current);
        }
        return pointers.move(tenant, valueSetId, current, earlier.modelId(), Promotion.Kind.ROLLED_BACK, reason, requestId);
    }

    private String target(String tenant, String valueSetId, Pointer current) {
        Deque<String> promoted = Promotion.stack(pointers.history(tenant, valueSetId));
        if (current.empty()) {
            throw Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "There is no promotion to go back from.").with("resource", "promotion");
        }
        promoted.pop();
        return promoted.isEmpty() ? "" : promoted.peek();
    }
}
