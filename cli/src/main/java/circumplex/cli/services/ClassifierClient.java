package circumplex.cli.services;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifierServiceGrpc.ClassifierServiceBlockingStub;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;

/** The classifier, as the commands use it. */
public final class ClassifierClient implements AutoCloseable {

    private final Connection connection;
    private final ClassifierServiceBlockingStub classifier;

    public ClassifierClient(Address address) {
        connection = new Connection("classifier", address);
        classifier = ClassifierServiceGrpc.newBlockingStub(connection.channel());
    }

    public ClassifyPostsResponse classify(ClassifyPostsRequest request) {
        return connection.call(classifier, stub -> stub.classifyPosts(request));
    }

    @Override
    public void close() {
        connection.close();
    }
}
