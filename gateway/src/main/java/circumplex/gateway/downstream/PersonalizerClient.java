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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        Set<String> scorers = new LinkedHashSet<>(List.of(response.getCalibration().getScorerId()));
        scorers.addAll(response.getCalibration().getScorerIdsList());
        String calibrator = response.getCalibration().getCalibratorId();
        NonsenseException.unless(!calibrator.isEmpty(), "a calibrator without an id");
        NonsenseException.unless(response.getPostsCount() == asked.size(), "another number of posts");
        Map<String, ScoreVector> scores = new HashMap<>();
        Map<String, ScoreVector> errors = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            PersonalizedPost post = response.getPosts(i);
            NonsenseException.unless(post.getPostId().equals(asked.get(i).id()), "another order of posts");
            NonsenseException.unless(
                    post.hasMean() == asked.get(i).scores().keySet().stream().anyMatch(scorers::contains),
                    "other posts than the scorer's");
            if (post.hasMean()) {
                scores.put(post.getPostId(), scores(set, post.getMean()));
            }
            if (post.hasMean() && post.getMeanSeCount() > 0) {
                errors.put(post.getPostId(), scores(set, ValueScores.newBuilder().addAllScores(post.getMeanSeList()).build()));
            }
        }
        NonsenseException.unless(!scores.isEmpty(), "a scorer that scored nothing");
        List<Float> correlation = correlation(set, response.getResidualCorrelationList());
        return new PersonalizedFeed(
                List.copyOf(scorers),
                calibrator,
                scores,
                scores.size() < asked.size(),
                errors.keySet().equals(scores.keySet())
                        ? Optional.of(new PersonalizedFeed.Doubt(errors, correlation))
                        : Optional.empty(),
                response.getCalibration().getInactiveAnnotations());
    }

    private static List<Float> correlation(ValueSet set, List<Float> wire) {
        NonsenseException.unless(
                wire.isEmpty() || wire.size() == set.size() * set.size(), "correlations of another number of values");
        NonsenseException.unless(wire.stream().allMatch(one -> one >= -1 && one <= 1), "a correlation outside of [-1, 1]");
        return wire;
    }

    private static ScoreVector scores(ValueSet set, ValueScores wire) {
        try {
            return WireVectors.scores(set, wire, "scores");
        } catch (InvalidField e) {
            throw new NonsenseException("scores break the rule " + e.rule());
        }
    }
}
