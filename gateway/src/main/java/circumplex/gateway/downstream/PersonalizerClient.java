package circumplex.gateway.downstream;

import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.PersonalizedFeed;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizedPost;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.v1.ValueScores;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** personalizer-svc as a feed sees it. */
@Singleton
public final class PersonalizerClient {

    private final PersonalizerChannel personalizer;

    PersonalizerClient(PersonalizerChannel personalizer) {
        this.personalizer = personalizer;
    }

    /** Estimates what a person would rate the scored ones of {@code posts}. */
    public PersonalizedFeed personalize(String userId, ValueSet set, List<ClassifiedPost> posts, Duration budget) {
        PersonalizeScoresRequest.Builder request = PersonalizeScoresRequest.newBuilder()
                .setUserId(userId)
                .setValueSet(WireValueSets.ref(set));
        List<ClassifiedPost> scored =
                posts.stream().filter(post -> !post.scores().isEmpty()).toList();
        scored.forEach(post -> request.addPosts(PostToPersonalize.newBuilder()
                .setPostId(post.id())
                .addAllBaseScores(BaseScoresWire.of(post.scores()))));
        PersonalizeScoresResponse response = PersonalizerServiceGrpc.newBlockingStub(personalizer.channel())
                .withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .personalizeScores(request.build());
        return personalized(set, scored, response);
    }

    private static PersonalizedFeed personalized(
            ValueSet set, List<ClassifiedPost> asked, PersonalizeScoresResponse response) {
        String scorer = response.getCalibration().getScorerId();
        String calibrator = response.getCalibration().getCalibratorId();
        NonsenseException.unless(!calibrator.isEmpty(), "a calibrator without an id");
        NonsenseException.unless(response.getPostsCount() == asked.size(), "another number of posts");
        Map<String, ScoreVector> scores = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            PersonalizedPost post = response.getPosts(i);
            NonsenseException.unless(post.getPostId().equals(asked.get(i).id()), "another order of posts");
            NonsenseException.unless(
                    post.hasMean() == asked.get(i).scores().containsKey(scorer), "other posts than the scorer's");
            if (post.hasMean()) {
                scores.put(post.getPostId(), scores(set, post.getMean()));
            }
        }
        NonsenseException.unless(!scores.isEmpty(), "a scorer that scored nothing");
        return new PersonalizedFeed(
                scorer, calibrator, scores, scores.size() < asked.size(), response.getCalibration().getInactiveAnnotations());
    }

    private static ScoreVector scores(ValueSet set, ValueScores wire) {
        try {
            return WireVectors.scores(set, wire, "scores");
        } catch (InvalidField e) {
            throw new NonsenseException("scores break the rule " + e.rule());
        }
    }
}
