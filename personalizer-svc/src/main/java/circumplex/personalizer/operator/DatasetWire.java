package circumplex.personalizer.operator;

import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.jobs.ImportDataset;
import circumplex.personalizer.jobs.Upload;
import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.ImportDatasetRequest;
import circumplex.personalizer.v1.ImportDatasetResponse;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** A file on its way in. gRPC reads the next message when this one is written, so a fast client waits for the disk. */
final class DatasetWire implements StreamObserver<ImportDatasetRequest> {

    private final ImportDataset importDataset;
    private final String tenant;
    private final StreamObserver<ImportDatasetResponse> out;
    private @Nullable Upload upload;

    DatasetWire(ImportDataset importDataset, String tenant, StreamObserver<ImportDatasetResponse> out) {
        this.importDataset = importDataset;
        this.tenant = tenant;
        this.out = out;
    }

    @Override
    public void onNext(ImportDatasetRequest request) {
        if (request.hasHeader() != (upload == null)) {
            throw failed(Refusal.invalid("header", "header.first", "must be in the first message and in no other"));
        }
        try {
            if (upload == null) {
                DatasetHeader header = request.getHeader();
                upload = importDataset.begin(tenant, header.getName(), header.getLicence());
            } else {
                upload.write(request.getContent().asReadOnlyByteBuffer());
            }
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    @Override
    public void onCompleted() {
        if (upload == null) {
            throw Refusal.invalid("header", "header.first", "must be in the first message");
        }
        try (Upload whole = upload) {
            ImportDataset.Imported imported = whole.finish();
            out.onNext(ImportDatasetResponse.newBuilder()
                    .setDataset(ModelWire.dataset(imported.dataset()))
                    .setExisted(imported.existed())
                    .build());
            out.onCompleted();
        }
    }

    /** The client is gone, or its time is up. */
    @Override
    public void onError(Throwable gone) {
        close();
    }

    private RuntimeException failed(RuntimeException failure) {
        close();
        return failure;
    }

    private void close() {
        if (upload != null) {
            upload.close();
        }
    }
}
