package circumplex.personalizer;

import circumplex.kit.RehearsedCall;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import io.grpc.Channel;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Records an annotation and personalizes a post as a client does. */
@Singleton
final class RehearsalClient implements RehearsedCall {

    private static final String USER = "nobody";

    @Override
    public void make(Channel service) {
        ValueSet set = ValueSets.all().defaultSet();
        BaseScores scores = BaseScores.newBuilder()
                .setScorerId("rehearsal")
                .setValues(ValueScores.newBuilder().addAllScores(Collections.nCopies(set.size(), 1f)))
                .build();
        PersonalizerServiceGrpc.PersonalizerServiceBlockingStub stub = PersonalizerServiceGrpc.newBlockingStub(service);
        stub.withDeadlineAfter(30, TimeUnit.SECONDS)
                .recordAnnotations(RecordAnnotationsRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId(USER)
                        .setValueSet(WireValueSets.ref(set))
                        .addAnnotations(Annotation.newBuilder()
                                .setContentKey("0".repeat(64))
                                .putRatings(set.dimension(0).id(), 3)
                                .addBaseScores(scores))
                        .build());
        stub.withDeadlineAfter(30, TimeUnit.SECONDS)
                .personalizeScores(PersonalizeScoresRequest.newBuilder()
                        .setUserId(USER)
                        .setValueSet(WireValueSets.ref(set))
                        .addPosts(PostToPersonalize.newBuilder().setPostId("a post").addBaseScores(scores))
                        .build());
    }
}
