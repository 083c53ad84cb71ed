package circumplex.gateway.calibration;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ForgetTextsRequest;
import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.Downstream;
import jakarta.inject.Singleton;
import java.util.List;

/** classifier-svc as those see it who take annotations back: the texts were kept for their sake. */
@Singleton
final class ForgetTextsClient {

    private final ClassifierClient classifier;

    ForgetTextsClient(ClassifierClient classifier) {
        this.classifier = classifier;
    }

    /** Forgets texts that are kept for this person, if there are any; a failure fails the call, whose repetition tries again. */
    void forget(String userId, List<String> contentKeys) {
        if (!contentKeys.isEmpty()) {
            Downstream.require(
                    ClassifierClient.SERVICE,
                    () -> ClassifierServiceGrpc.newBlockingStub(classifier.channel())
                            .forgetTexts(ForgetTextsRequest.newBuilder()
                                    .setUserId(userId)
                                    .addAllContentKeys(contentKeys)
                                    .build()));
        }
    }
}
