package circumplex.personalizer.registry;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.model.BadModel;
import circumplex.model.folder.Model;
import circumplex.personalizer.serving.StartingModel;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a model into production that is no worse than what serves now, or that somebody forces. */
@Singleton
public final class PromoteModel {

    private final Registry registry;
    private final PointerStore pointers;
    private final Judgements judgements;
    private final StartingModel starting;

    PromoteModel(Registry registry, PointerStore pointers, Judgements judgements, StartingModel starting) {
        this.starting = starting;
        this.registry = registry;
        this.pointers = pointers;
        this.judgements = judgements;
    }

    /**
     * What is asked for.
     *
     * @param force past the gate
     * @param reason why, for the history
     * @param requestId the call
     */
    public record Order(String tenant, String valueSetId, String etag, boolean force, String reason, String requestId) {}

    /** What came of it. */
    public record Promoted(Pointer pointer, List<String> findings) {}

    /**
     * To be called inside a transaction; the replica follows when that has ended.
     *
     * @param candidate loaded and warm
     * @throws Refusal NOT_FOUND, ETAG_MISMATCH, MODEL_UNUSABLE, GATE_CLOSED
     */
    public Promoted promote(Order order, Prepared candidate) {
        RegisteredModel entry = registry.require(order.tenant(), candidate.modelId());
        if (!entry.valueSetId().equals(order.valueSetId())) {
            throw Refusal.invalid("model_id", "model_id.value_set", "is a model of another value set");
        }
        Pointer current = pointers.find(order.tenant(), order.valueSetId());
        if (!current.etag().equals(order.etag())) {
            throw PointerStore.changed(current);
        }
        Model model = candidate.model();
        List<String> findings = order.force() ? List.of() : pass(order.tenant(), order.valueSetId(), model, current);
        Promotion.Kind kind = order.force() ? Promotion.Kind.FORCED : Promotion.Kind.PROMOTED;
        registry.takeOver(order.tenant(), model.id());
        Pointer moved = pointers.move(
                order.tenant(), order.valueSetId(), current, model.id(), kind, order.reason(), order.requestId());
        return new Promoted(moved, findings);
    }

    private List<String> pass(String tenant, String valueSetId, Model candidate, Pointer current) {
        String inUse = current.empty() ? registry.sharedModel(valueSetId) : current.modelId();
        Optional<Model> serving = inUse.isEmpty() ? starting() : Optional.of(registry.load(inUse));
        List<Judgement> mine = judgements.of(tenant, candidate);
        List<Judgement> against = new ArrayList<>();
        serving.ifPresent(model -> {
            against.addAll(judgements.of(tenant, model));
            against.addAll(judgements.ofBase(tenant, candidate, model.id()));
        });
        // The model that a process starts with is in no registry, so nobody can judge it on new data: then the gain stands for it.
        if (inUse.isEmpty() && !Gate.comparable(mine, against)) {
            against.addAll(judgements.ofGain(tenant, candidate));
        }
        Gate.Verdict verdict = Gate.compare(mine, against);
        if (!verdict.open()) {
            throw Refusal.of(ErrorReason.ERROR_REASON_GATE_CLOSED, "The gate is closed: " + verdict.findings().get(0))
                    .with("model_id", candidate.id())
                    .with("current_model_id", serving.map(Model::id).orElse(""))
                    .with("finding", verdict.findings().get(0));
        }
        return verdict.findings();
    }

    private Optional<Model> starting() {
        try {
            return starting.model();
        } catch (BadModel | UncheckedIOException e) {
            throw Registry.unusable("", e);
        }
    }
}
