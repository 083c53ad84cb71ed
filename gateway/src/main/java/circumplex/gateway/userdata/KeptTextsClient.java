package circumplex.gateway.userdata;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifierServiceGrpc.ClassifierServiceBlockingStub;
import circumplex.classifier.v1.DeleteUserDataRequest;
import circumplex.classifier.v1.ExportUserDataRequest;
import circumplex.classifier.v1.ExportUserDataResponse;
import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.NonsenseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** classifier-svc as those see it who take their data along or have it erased. */
@Singleton
final class KeptTextsClient {

    private final ClassifierClient classifier;

    KeptTextsClient(ClassifierClient classifier) {
        this.classifier = classifier;
    }

    /** The texts of posts that the person annotated, read as they are asked for. */
    Iterator<KeptText> export(String userId) {
        Iterator<ExportUserDataResponse> texts =
                stub().exportUserData(ExportUserDataRequest.newBuilder().setUserId(userId).build());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return Downstream.require(ClassifierClient.SERVICE, texts::hasNext);
            }

            @Override
            public KeptText next() {
                return Downstream.require(ClassifierClient.SERVICE, () -> text(texts.next()));
            }
        };
    }

    /** Erases what the service keeps for a person and says how many texts that was. */
    int delete(String userId, Duration budget) {
        return stub().withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .deleteUserData(DeleteUserDataRequest.newBuilder().setUserId(userId).build())
                .getTextsDeleted();
    }

    private ClassifierServiceBlockingStub stub() {
        return ClassifierServiceGrpc.newBlockingStub(classifier.channel());
    }

    private static KeptText text(ExportUserDataResponse wire) {
        NonsenseException.unless(!wire.getContentKey().isEmpty(), "a text without a key");
        return new KeptText(wire.getContentKey(), wire.getText(), wire.getRepliedToText());
    }
}
