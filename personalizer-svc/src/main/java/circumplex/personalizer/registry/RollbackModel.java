package circumplex.personalizer.registry;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.Refusal;
import jakarta.inject.Singleton;

/** Puts the model back that was in production before the current one. */
@Singleton
public final class RollbackModel {

    private final PointerStore pointers;

    RollbackModel(PointerStore pointers) {
        this.pointers = pointers;
    }

    /**
     * What a rollback would put into production; empty for what serves without any model.
     *
     * @throws Refusal NOT_FOUND if nothing was promoted, or all was rolled back
     */
    public String target(String tenant, String valueSetId) {
        return target(tenant, valueSetId, pointers.find(tenant, valueSetId));
    }

    /**
     * To be called inside a transaction; the replica follows when that has ended.
     *
     * @param etag empty for whatever is there
     * @param earlier loaded and warm
     * @throws Refusal NOT_FOUND, ETAG_MISMATCH, MODEL_UNUSABLE
     */
    public Pointer rollback(String tenant, String valueSetId, String etag, String reason, String requestId, Prepared earlier) {
        Pointer current = pointers.find(tenant, valueSetId);
        // Somebody may have promoted or rolled back while the model was loaded.
        if ((!etag.isEmpty() && !etag.equals(current.etag())) || !target(tenant, valueSetId, current).equals(earlier.modelId())) {
            throw PointerStore.changed(current);
        }
        earlier.requireLoaded();
        return pointers.move(tenant, valueSetId, current, earlier.modelId(), Promotion.Kind.ROLLED_BACK, reason, requestId);
    }

    /** What was there when the current one was promoted the last time: going back twice goes back two promotions. */
    private String target(String tenant, String valueSetId, Pointer current) {
        return pointers.history(tenant, valueSetId).stream()
                .filter(move -> move.kind() != Promotion.Kind.ROLLED_BACK)
                .filter(move -> !current.empty() && move.modelId().equals(current.modelId()))
                .findFirst()
                .map(Promotion::previousModelId)
                .orElseThrow(() -> Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "There is no promotion to go back from.")
                        .with("resource", "promotion"));
    }
}
