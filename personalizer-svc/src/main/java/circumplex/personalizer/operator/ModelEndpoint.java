package circumplex.personalizer.operator;

import circumplex.kit.call.Caller;
import circumplex.kit.call.FlowControl;
import circumplex.kit.call.Page;
import circumplex.kit.idempotency.Idempotency;
import circumplex.personalizer.jobs.CancelJob;
import circumplex.personalizer.jobs.ImportDataset;
import circumplex.personalizer.jobs.Job;
import circumplex.personalizer.jobs.SubmitJob;
import circumplex.personalizer.jobs.WatchJob;
import circumplex.personalizer.registry.Pointer;
import circumplex.personalizer.registry.Prepared;
import circumplex.personalizer.registry.Production;
import circumplex.personalizer.registry.PromoteModel;
import circumplex.personalizer.registry.Promotion;
import circumplex.personalizer.registry.RegisteredModel;
import circumplex.personalizer.registry.Registry;
import circumplex.personalizer.registry.RollbackModel;
import circumplex.personalizer.registry.ShadowModel;
import circumplex.personalizer.v1.CancelTrainingRequest;
import circumplex.personalizer.v1.CancelTrainingResponse;
import circumplex.personalizer.v1.EvaluateModelRequest;
import circumplex.personalizer.v1.EvaluateModelResponse;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.ImportDatasetRequest;
import circumplex.personalizer.v1.ImportDatasetResponse;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListModelsResponse;
import circumplex.personalizer.v1.ListPromotionsRequest;
import circumplex.personalizer.v1.ListPromotionsResponse;
import circumplex.personalizer.v1.ModelPointer;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.PromoteModelResponse;
import circumplex.personalizer.v1.RollbackModelRequest;
import circumplex.personalizer.v1.RollbackModelResponse;
import circumplex.personalizer.v1.ShadowModelRequest;
import circumplex.personalizer.v1.ShadowModelResponse;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.StartTrainingResponse;
import circumplex.personalizer.v1.WatchTrainingRequest;
import circumplex.personalizer.v1.WatchTrainingResponse;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.Iterator;

/** ModelService on the wire. */
@Singleton
final class ModelEndpoint extends ModelServiceGrpc.ModelServiceImplBase {

    /** Of the calls that a candidate is asked about. */
    private static final double DEFAULT_SHARE = 0.1;

    private final ImportDataset importDataset;
    private final SubmitJob submitJob;
    private final WatchJob watchJob;
    private final CancelJob cancelJob;
    private final Registry registry;
    private final PromoteModel promoteModel;
    private final RollbackModel rollbackModel;
    private final ShadowModel shadowModel;
    private final Production production;
    private final Idempotency idempotency;

    ModelEndpoint(
            ImportDataset importDataset,
            SubmitJob submitJob,
            WatchJob watchJob,
            CancelJob cancelJob,
            Registry registry,
            PromoteModel promoteModel,
            RollbackModel rollbackModel,
            ShadowModel shadowModel,
            Production production,
            Idempotency idempotency) {
        this.importDataset = importDataset;
        this.submitJob = submitJob;
        this.watchJob = watchJob;
        this.cancelJob = cancelJob;
        this.registry = registry;
        this.promoteModel = promoteModel;
        this.rollbackModel = rollbackModel;
        this.shadowModel = shadowModel;
        this.production = production;
        this.idempotency = idempotency;
    }

    @Override
    public StreamObserver<ImportDatasetRequest> importDataset(StreamObserver<ImportDatasetResponse> out) {
        return new DatasetWire(importDataset, Caller.current().tenant(), out);
    }

    @Override
    public void startTraining(StartTrainingRequest request, StreamObserver<StartTrainingResponse> out) {
        SubmitJob.Training training = ModelWire.training(request);
        out.onNext(idempotency.once(request.getRequestId(), request, StartTrainingResponse.parser(), () -> {
            Job job = submitJob.train(tenant(), training);
            return StartTrainingResponse.newBuilder().setJob(ModelWire.job(job)).build();
        }));
        out.onCompleted();
    }

    @Override
    public void watchTraining(WatchTrainingRequest request, StreamObserver<WatchTrainingResponse> out) {
        Iterator<Job> jobs = watchJob.watch(tenant(), request.getJobId());
        FlowControl.send(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return jobs.hasNext();
                    }

                    @Override
                    public WatchTrainingResponse next() {
                        return WatchTrainingResponse.newBuilder().setJob(ModelWire.job(jobs.next())).build();
                    }
                },
                out);
    }

    @Override
    public void cancelTraining(CancelTrainingRequest request, StreamObserver<CancelTrainingResponse> out) {
        Job job = cancelJob.cancel(tenant(), request.getJobId());
        out.onNext(CancelTrainingResponse.newBuilder().setJob(ModelWire.job(job)).build());
        out.onCompleted();
    }

    @Override
    public void evaluateModel(EvaluateModelRequest request, StreamObserver<EvaluateModelResponse> out) {
        out.onNext(idempotency.once(request.getRequestId(), request, EvaluateModelResponse.parser(), () -> {
            Job job = submitJob.evaluate(tenant(), request.getModelId(), request.getDatasetId(), request.getSeed());
            return EvaluateModelResponse.newBuilder().setJob(ModelWire.job(job)).build();
        }));
        out.onCompleted();
    }

    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        Page<RegisteredModel> page = Page.of(registry.list(tenant(), set.id()), request.getPageSize(), request.getPageToken());
        Pointer pointer = registry.pointer(tenant(), set.id());
        out.onNext(ListModelsResponse.newBuilder()
                .addAllModels(page.items().stream().map(model -> ModelWire.model(model, pointer)).toList())
                .setNextPageToken(page.nextToken())
                .setPointer(ModelWire.pointer(pointer, production.serves(tenant(), pointer.etag())))
                .build());
        out.onCompleted();
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> out) {
        Registry.Described described = registry.describe(tenant(), request.getModelId());
        GetModelResponse.Builder response =
                ModelWire.described(described, production.serves(tenant(), described.pointer().etag())).toBuilder();
        shadowModel.summary(tenant(), request.getModelId()).map(ModelWire::shadow).ifPresent(response::setShadow);
        out.onNext(response.build());
        out.onCompleted();
    }

    @Override
    public void promoteModel(PromoteModelRequest request, StreamObserver<PromoteModelResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        PromoteModel.Order order = new PromoteModel.Order(
                tenant(), set.id(), request.getEtag(), request.getForce(), request.getReason(), Caller.current().requestId());
        PromoteModelResponse response;
        // Outside of the transaction, which others wait for.
        registry.require(tenant(), request.getModelId());
        try (Prepared candidate = production.prepare(request.getModelId())) {
            response = idempotency.once(request.getRequestId(), request, PromoteModelResponse.parser(), () -> {
                PromoteModel.Promoted promoted = promoteModel.promote(order, candidate);
                return PromoteModelResponse.newBuilder()
                        .setPointer(ModelWire.pointer(promoted.pointer(), false))
                        .addAllFindings(promoted.findings())
                        .build();
            });
            production.catchUp(tenant(), candidate);
        }
        out.onNext(response.toBuilder().setPointer(served(response.getPointer())).build());
        out.onCompleted();
    }

    @Override
    public void rollbackModel(RollbackModelRequest request, StreamObserver<RollbackModelResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        RollbackModelResponse response;
        try (Prepared earlier = rollbackModel.prepare(tenant(), set.id())) {
            response = idempotency.once(request.getRequestId(), request, RollbackModelResponse.parser(), () -> {
                Pointer pointer = rollbackModel.rollback(
                        tenant(), set.id(), request.getEtag(), request.getReason(), Caller.current().requestId(), earlier);
                return RollbackModelResponse.newBuilder().setPointer(ModelWire.pointer(pointer, false)).build();
            });
            production.catchUp(tenant(), earlier);
        }
        out.onNext(response.toBuilder().setPointer(served(response.getPointer())).build());
        out.onCompleted();
    }

    @Override
    public void shadowModel(ShadowModelRequest request, StreamObserver<ShadowModelResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        double share = request.getShare() == 0 ? DEFAULT_SHARE : request.getShare();
        out.onNext(idempotency.once(request.getRequestId(), request, ShadowModelResponse.parser(), () -> {
            shadowModel.choose(tenant(), set.id(), request.getModelId(), share);
            return ShadowModelResponse.getDefaultInstance();
        }));
        shadowModel.follow();
        out.onCompleted();
    }

    @Override
    public void listPromotions(ListPromotionsRequest request, StreamObserver<ListPromotionsResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        Page<Promotion> page = Page.of(registry.history(tenant(), set.id()), request.getPageSize(), request.getPageToken());
        out.onNext(ListPromotionsResponse.newBuilder()
                .addAllPromotions(page.items().stream().map(ModelWire::promotion).toList())
                .setNextPageToken(page.nextToken())
                .build());
        out.onCompleted();
    }

    /** What is answered again to a repetition leaves out what has changed since. */
    private ModelPointer served(ModelPointer pointer) {
        return pointer.toBuilder().setServedHere(production.serves(tenant(), pointer.getEtag())).build();
    }

    private static String tenant() {
        return Caller.current().tenant();
    }
}
