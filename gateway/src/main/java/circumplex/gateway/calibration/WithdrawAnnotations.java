package circumplex.gateway.calibration;

import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes back what a person said about posts: first the annotations, then the texts that were kept for their sake. */
@Singleton
final class WithdrawAnnotations {

    private final AnnotationsClient annotations;
    private final ForgetTextsClient texts;

    WithdrawAnnotations(AnnotationsClient annotations, ForgetTextsClient texts) {
        this.annotations = annotations;
        this.texts = texts;
    }

    Recorded withdraw(String requestId, String userId, ValueSet set, List<String> contentKeys) {
        Recorded recorded = Downstream.require(
                PersonalizerChannel.SERVICE, () -> annotations.withdraw(requestId, userId, set, contentKeys));
        // All that were named, for a text may be left of a try that failed between the two; but not what is annotated, again or in another set.
        texts.forget(userId, contentKeys.stream().filter(key -> !recorded.annotated().contains(key)).toList());
        return recorded;
    }
}
