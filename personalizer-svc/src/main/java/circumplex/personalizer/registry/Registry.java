package circumplex.personalizer.registry;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.call.Caller;
import circumplex.kit.refusal.Refusal;
import circumplex.model.BadModel;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Which models a tenant has and what they say of themselves. Models of the house tenant are every tenant's, but for those that have learnt from
 * its own people; what another tenant has made is seen by nobody else.
 */
@Singleton
public final class Registry {

    private final CalibratorFiles files;
    private final ModelStore models;
    private final PointerStore pointers;
    private final Judgements judgements;

    Registry(CalibratorFiles files, ModelStore models, PointerStore pointers, Judgements judgements) {
        this.files = files;
        this.models = models;
        this.pointers = pointers;
        this.judgements = judgements;
    }

    /** A model with everything that it says of itself. */
    public record Described(RegisteredModel entry, Model model, List<Judgement> judgements, Pointer pointer) {}

    /** The latest first. */
    public List<RegisteredModel> list(String tenant, String valueSetId) {
        return models.list(tenant, valueSetId);
    }

    /** @throws Refusal NOT_FOUND */
    public RegisteredModel require(String tenant, String modelId) {
        return models.find(tenant, modelId)
                .orElseThrow(() -> Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "There is no such model.").with("resource", "model"));
    }

    /** @throws Refusal NOT_FOUND; MODEL_UNUSABLE if it is not as it was published */
    public Described describe(String tenant, String modelId) {
        RegisteredModel entry = require(tenant, modelId);
        Model model = load(modelId);
        return new Described(entry, model, judgements.of(tenant, model), pointers.find(tenant, entry.valueSetId()));
    }

    public Pointer pointer(String tenant, String valueSetId) {
        return pointers.find(tenant, valueSetId);
    }

    /** Everything that was ever in production, the latest first. */
    public List<Promotion> history(String tenant, String valueSetId) {
        return pointers.history(tenant, valueSetId);
    }

    /**
     * Takes over a model that a job has published in a folder of its own: checked again, moved among the others, and then known.
     *
     * @param recorded whether it has learnt from what the people of the tenant annotated
     * @throws BadModel if it is not as it was published, or no calibrator
     */
    public RegisteredModel adopt(String tenant, ModelShelf from, String modelId, String datasetId, String jobId, boolean recorded) {
        CalibratorWeights weights = CalibratorFolder.weights(from.load(modelId));
        files.shelf().adopt(from, modelId);
        RegisteredModel entry = new RegisteredModel(
                modelId, weights.set().id(), weights.scorers(), datasetId, jobId, Instant.now().truncatedTo(ChronoUnit.MICROS), recorded, false);
        models.add(tenant, entry);
        return entry;
    }

    /** Keeps what an evaluation found, as {@code ./circumplex evaluate --json} prints it. */
    public void judged(String tenant, String modelId, String datasetId, long seed, String metrics) {
        takeOver(tenant, modelId);
        models.addEvaluation(tenant, modelId, datasetId, seed, metrics, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** From now on a shared model is among the tenant's own too, so that what the tenant decides and finds about it stands beside it. */
    void takeOver(String tenant, String modelId) {
        models.find(tenant, modelId).filter(RegisteredModel::shared).ifPresent(model -> models.add(tenant, model));
    }

    /**
     * What answers tenants that have promoted nothing: of what the house has in production the latest that is no model of its own people; empty
     * for what the process starts with.
     */
    public String sharedModel(String valueSetId) {
        return Promotion.stack(pointers.history(Caller.DEVELOPMENT_TENANT, valueSetId)).stream()
                .filter(models::shared)
                .findFirst()
                .orElse("");
    }

    Model load(String modelId) {
        try {
            return files.shelf().load(modelId);
        } catch (BadModel | UncheckedIOException e) {
            throw unusable(modelId, e);
        }
    }

    static Refusal unusable(String modelId, Exception cause) {
        // What the file system says names paths of this machine.
        String why = cause instanceof UncheckedIOException ? "its files cannot be read here" : cause.getMessage();
        return Refusal.of(ErrorReason.ERROR_REASON_MODEL_UNUSABLE, "The model cannot serve: " + why)
                .with("model_id", modelId);
    }
}
