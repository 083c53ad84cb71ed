package circumplex.cli.services;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifierServiceGrpc.ClassifierServiceBlockingStub;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.ListValueSetsRequest;
import circumplex.values.v1.ValueSet;
import circumplex.values.v1.ValueSetRef;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The classifier, as the commands use it. */
public final class ClassifierClient implements AutoCloseable {

    private final Connection connection;
    private final ClassifierServiceBlockingStub classifier;

    public ClassifierClient(Address address) {
        connection = new Connection(ServiceName.CLASSIFIER, address);
        classifier = ClassifierServiceGrpc.newBlockingStub(connection.channel());
    }

    public ClassifyPostsResponse classify(ClassifyPostsRequest request) {
        return connection.call(classifier, stub -> stub.classifyPosts(request));
    }

    /**
     * Sends batches and takes their answers in order, through as many streams as it needs.
     *
     * @throws ServiceError if the service refuses a batch, or cannot be reached for some seconds
     */
    public void classify(Iterator<ClassifyStreamRequest> batches, Consumer<ClassifyStreamResponse> taker) {
        try {
            new BatchStream(ClassifierServiceGrpc.newStub(connection.channel())).run(batches, taker);
        } catch (StatusRuntimeException e) {
            throw connection.error(e);
        }
    }

    /** The value sets that it knows, at most the first hundred. */
    public List<ValueSetRef> valueSets() {
        ListValueSetsRequest request = ListValueSetsRequest.newBuilder().setPageSize(100).build();
        return connection.call(classifier, stub -> stub.listValueSets(request)).getValueSetsList().stream()
                .map(ValueSet::getRef)
                .toList();
    }

    @Override
    public void close() {
        connection.close();
    }
}
