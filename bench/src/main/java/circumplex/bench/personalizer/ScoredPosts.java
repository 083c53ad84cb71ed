package circumplex.bench.personalizer;

import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Requests about random posts, of which two in three have nothing of a value. */
public final class ScoredPosts {

    private static final ValueSet SET = ValueSets.all().defaultSet();

    private ScoredPosts() {}

    public static PersonalizeScoresRequest request(String user, int posts, List<String> scorers, SplittableRandom random) {
        PersonalizeScoresRequest.Builder request =
                PersonalizeScoresRequest.newBuilder().setUserId(user).setValueSet(WireValueSets.ref(SET));
        for (int post = 0; post < posts; post++) {
            PostToPersonalize.Builder one = PostToPersonalize.newBuilder().setPostId(Integer.toString(post));
            scorers.forEach(scorer -> one.addBaseScores(scores(scorer, random)));
            request.addPosts(one);
        }
        return request.build();
    }

    /** A person's ratings of as many posts. */
    public static RecordAnnotationsRequest annotations(String user, int posts, List<String> scorers, SplittableRandom random) {
        RecordAnnotationsRequest.Builder request = RecordAnnotationsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setValueSet(WireValueSets.ref(SET));
        for (int post = 0; post < posts; post++) {
            Annotation.Builder one = Annotation.newBuilder().setContentKey(String.format("%064x", post));
            scorers.forEach(scorer -> one.addBaseScores(scores(scorer, random)));
            SET.dimensions().forEach(value -> one.putRatings(value.id(), random.nextInt(4) > 0 ? 0 : random.nextInt(7)));
            request.addAnnotations(one);
        }
        return request.build();
    }

    private static BaseScores scores(String scorer, SplittableRandom random) {
        ValueScores.Builder scores = ValueScores.newBuilder();
        for (int v = 0; v < SET.size(); v++) {
            scores.addScores(random.nextInt(3) > 0 ? 0 : (float) (6 * random.nextDouble()));
        }
        return BaseScores.newBuilder().setScorerId(scorer).setValues(scores).build();
    }
}
