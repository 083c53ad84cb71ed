package circumplex.gateway.feed;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A feed in its new order, without any text.
 *
 * @param removed what the floor took out
 * @param floorUnjudged how many posts the floor could not judge; 0 without a floor
 * @param coverage share of the posts with text that were scored as intended, in [0, 1]
 */
public record RankedFeed(
        String rankingId,
        String userId,
        ValueSet set,
        Weighting weighting,
        List<Post> posts,
        List<Ranking.Removed> removed,
        int floorUnjudged,
        OptionalDouble kendallTau,
        OptionalDouble kendallTauBScores,
        Optional<Ranking.Trust> trust,
        double coverage,
        List<Degradation> degradations,
        Versions versions) {

    /** Under which a refusal says what was not found. */
    public static final String RESOURCE = "resource";

    /** What it says when the ranking is there and the post is not. */
    public static final String POST = "post";

    public RankedFeed {
        posts = List.copyOf(posts);
        removed = List.copyOf(removed);
        degradations = List.copyOf(degradations);
    }

    /** Who made the scores and the order; empty where nobody did. */
    public record Versions(String scorerId, String calibratorId, String rankerId) {}

    /**
     * A post in its place, and why it stands there.
     *
     * @param base what the scorer said; absent for an unscored post
     * @param used what the post was ranked by; absent for an unscored post
     */
    public record Post(PlacedPost placed, @Nullable ScoreVector base, @Nullable ScoreVector used) {}

    public static RankedFeed of(
            FeedQuery query,
            Weighting weighting,
            List<ClassifiedPost> classified,
            PersonalizedFeed scored,
            Ranking ranking,
            List<Degradation> degradations) {
        Map<String, ClassifiedPost> byId = new HashMap<>();
        classified.forEach(post -> byId.put(post.id(), post));
        List<Post> posts = new ArrayList<>(ranking.places().size());
        for (Ranking.Place place : ranking.places()) {
            ClassifiedPost post = Objects.requireNonNull(byId.get(place.postId()), "a place for a post never classified");
            posts.add(post(place, posts.size() + 1, post, scored));
        }
        return new RankedFeed(
                UUID.randomUUID().toString(),
                query.userId(),
                query.set(),
                weighting,
                posts,
                ranking.removed(),
                ranking.unjudged().size(),
                ranking.kendallTau(),
                ranking.kendallTauBScores(),
                ranking.trust(),
                coverage(query, classified, scored),
                degradations,
                new Versions(scored.scorerId(), scored.calibratorId(), ranking.rankerId()));
    }

    /** What a client is told of a post that a ranking does not have. */
    public static Refusal postNotFound() {
        return notFound(POST, "The ranking has no such post.");
    }

    /** What a client is told of a ranking that nobody keeps. */
    public static Refusal notFound() {
        return notFound("ranking", "The ranking is unknown or kept no longer.");
    }

    private static Refusal notFound(String resource, String sentence) {
        return Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, sentence).with(RESOURCE, resource);
    }

    private static Post post(Ranking.Place place, int rank, ClassifiedPost classified, PersonalizedFeed scored) {
        ScoreVector used = scored.scores().get(place.postId());
        ScoreVector base = used == null ? null : base(classified, scored);
        Optional<UnscoredReason> reason = used != null
                ? Optional.empty()
                : Optional.of(classified.scores().isEmpty()
                        ? classified.unscoredReason().orElse(UnscoredReason.OTHER_SCORER)
                        : UnscoredReason.OTHER_SCORER);
        boolean personalized = used != null && scored.personalized();
        return new Post(new PlacedPost(place, rank, personalized, reason, classified.pending()), base, used);
    }

    /** What the first of the scorers said that the ranking rests on and that scored the post. */
    private static @Nullable ScoreVector base(ClassifiedPost classified, PersonalizedFeed scored) {
        return scored.scorerIds().stream()
                .filter(classified.scores()::containsKey)
                .findFirst()
                .map(classified.scores()::get)
                .orElse(null);
    }

    private static double coverage(FeedQuery query, List<ClassifiedPost> classified, PersonalizedFeed scored) {
        long withText = classified.stream().filter(ClassifiedPost::hasText).count();
        boolean asIntended = scored.personalized() || !query.hasUser();
        long meant = classified.stream()
                .filter(post -> scored.scores().containsKey(post.id()) && post.unscoredReason().isEmpty())
                .count();
        return withText == 0 ? 1 : asIntended ? (double) meant / withText : 0;
    }
}
