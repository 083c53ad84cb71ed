package circumplex.personalizer.operator;

import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.jobs.ImportedDataset;
import circumplex.personalizer.jobs.Job;
import circumplex.personalizer.jobs.SubmitJob;
import circumplex.personalizer.registry.Judgement;
import circumplex.personalizer.registry.Pointer;
import circumplex.personalizer.registry.Promotion;
import circumplex.personalizer.registry.RegisteredModel;
import circumplex.personalizer.registry.Registry;
import circumplex.personalizer.shadow.ShadowSummary;
import circumplex.personalizer.v1.Dataset;
import circumplex.personalizer.v1.EvaluationFigure;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.JobKind;
import circumplex.personalizer.v1.JobState;
import circumplex.personalizer.v1.Model;
import circumplex.personalizer.v1.ModelEvaluation;
import circumplex.personalizer.v1.ModelPointer;
import circumplex.personalizer.v1.PromotionKind;
import circumplex.personalizer.v1.RecordedSource;
import circumplex.personalizer.v1.ShadowDifference;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.TrainingJob;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Models, data sets and jobs as messages. */
final class ModelWire {

    private ModelWire() {}

    static Model model(RegisteredModel model, Pointer pointer) {
        return Model.newBuilder()
                .setModelId(model.id())
                .setValueSetId(model.valueSetId())
                .addAllScorerIds(model.scorerIds())
                .setDatasetId(model.datasetId())
                .setJobId(model.jobId())
                .setCreateTime(time(model.createTime()))
                .setCurrent(model.id().equals(pointer.modelId()))
                .setShared(model.shared())
                .build();
    }

    static ModelPointer pointer(Pointer pointer, boolean servedHere) {
        ModelPointer.Builder message =
                ModelPointer.newBuilder().setModelId(pointer.modelId()).setEtag(pointer.etag()).setServedHere(servedHere);
        pointer.updateTime().ifPresent(time -> message.setUpdateTime(time(time)));
        return message.build();
    }

    static GetModelResponse described(Registry.Described described, boolean servedHere) {
        GetModelResponse.Builder message = GetModelResponse.newBuilder()
                .setModel(model(described.entry(), described.pointer()))
                .setCard(new String(described.model().file("MODEL_CARD.md"), StandardCharsets.UTF_8))
                .setProvenanceJson(described.model().provenance().toString())
                .setMetricsJson(described.model().metrics().toString())
                .setPointer(pointer(described.pointer(), servedHere));
        described.judgements().forEach(judgement -> message.addEvaluations(judgement(judgement)));
        return message.build();
    }

    static circumplex.personalizer.v1.Promotion promotion(Promotion promotion) {
        return circumplex.personalizer.v1.Promotion.newBuilder()
                .setSequence(promotion.sequence())
                .setKind(kind(promotion.kind()))
                .setModelId(promotion.modelId())
                .setPreviousModelId(promotion.previousModelId())
                .setReason(promotion.reason())
                .setRequestId(promotion.requestId())
                .setCreateTime(time(promotion.createTime()))
                .build();
    }

    static Dataset dataset(ImportedDataset dataset) {
        return Dataset.newBuilder()
                .setDatasetId(dataset.id())
                .setName(dataset.name())
                .setLicence(dataset.licence())
                .setAnnotations(dataset.annotations())
                .setPosts(dataset.posts())
                .setPeople(dataset.people())
                .addAllScorerIds(dataset.scorerIds())
                .setSizeBytes(dataset.sizeBytes())
                .setCard(dataset.card())
                .setCreateTime(time(dataset.createTime()))
                .build();
    }

    /** Calibrators are made for the default set alone, so another one than that has no annotations to learn from. */
    static SubmitJob.Training training(StartTrainingRequest request) {
        RecordedSource recorded = request.getRecorded();
        ValueSet set = WireValueSets.orDefault(recorded.hasValueSet(), recorded.getValueSet(), "recorded.value_set");
        if (set != ValueSets.all().defaultSet()) {
            throw Refusal.invalid("recorded.value_set", "recorded.value_set.calibrated", "is a set that no calibrators are made for");
        }
        return new SubmitJob.Training(
                request.getDatasetId(), request.getBaseModelId(), request.getScorerIdsList(), request.getSeed(), request.getSettingsMap());
    }

    static TrainingJob job(Job job) {
        TrainingJob.Builder message = TrainingJob.newBuilder()
                .setJobId(job.id())
                .setKind(kind(job.kind()))
                .setState(state(job.state()))
                .setDatasetId(job.datasetId())
                .setRecorded(job.recorded())
                .setBaseModelId(job.baseModelId())
                .setModelId(job.modelId())
                .setSeed(job.seed())
                .setStepsDone(job.stepsDone())
                .setStepsTotal(job.stepsTotal())
                .setFailure(job.failure())
                .setCreateTime(time(job.createTime()));
        if (job.secondsLeft() >= 0) {
            message.setTimeLeft(Duration.newBuilder().setSeconds(job.secondsLeft()));
        }
        job.startTime().ifPresent(time -> message.setStartTime(time(time)));
        job.endTime().ifPresent(time -> message.setEndTime(time(time)));
        return message.build();
    }

    static circumplex.personalizer.v1.ShadowSummary shadow(ShadowSummary summary) {
        circumplex.personalizer.v1.ShadowSummary.Builder message = circumplex.personalizer.v1.ShadowSummary.newBuilder()
                .setShare(summary.share())
                .setStartTime(time(summary.since()))
                .setFeeds(summary.feeds())
                .setPosts(summary.posts())
                .setSkipped(summary.skipped());
        summary.values().forEach(value -> message.addValues(ShadowDifference.newBuilder()
                .setValueId(value.valueId())
                .setMeanDifference(value.difference())
                .setMeanDistance(value.distance())));
        return message.build();
    }

    private static ModelEvaluation judgement(Judgement judgement) {
        ModelEvaluation.Builder message = ModelEvaluation.newBuilder()
                .setDatasetId(judgement.datasetId())
                .setProtocol(judgement.protocol())
                .setSeenInTraining(judgement.seen());
        judgement.figures().forEach(figure -> message.addFigures(EvaluationFigure.newBuilder()
                .setMeasure(figure.measure())
                .setKnown(figure.known())
                .setActiveValues(figure.activeValues())
                .setMean(figure.mean())
                .setLow(figure.low())
                .setHigh(figure.high())));
        return message.build();
    }

    private static JobKind kind(Job.Kind kind) {
        return switch (kind) {
            case TRAINING -> JobKind.JOB_KIND_TRAINING;
            case EVALUATION -> JobKind.JOB_KIND_EVALUATION;
        };
    }

    private static JobState state(Job.State state) {
        return switch (state) {
            case QUEUED -> JobState.JOB_STATE_QUEUED;
            case RUNNING -> JobState.JOB_STATE_RUNNING;
            case SUCCEEDED -> JobState.JOB_STATE_SUCCEEDED;
            case FAILED -> JobState.JOB_STATE_FAILED;
            case CANCELLED -> JobState.JOB_STATE_CANCELLED;
        };
    }

    private static PromotionKind kind(Promotion.Kind kind) {
        return switch (kind) {
            case PROMOTED -> PromotionKind.PROMOTION_KIND_PROMOTED;
            case FORCED -> PromotionKind.PROMOTION_KIND_FORCED;
            case ROLLED_BACK -> PromotionKind.PROMOTION_KIND_ROLLED_BACK;
        };
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()).build();
    }
}
