package circumplex.gateway.downstream;

import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.feed.FeedQuery;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.Rules;
import circumplex.ranker.v1.RankInterval;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.RemovedPost;
import circumplex.ranker.v1.UncertaintyMethod;
import circumplex.ranker.v1.UnmetRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What the ranker answers about a feed, and whether it can be an answer to what was asked. */
final class RankingWire {

    private final FeedQuery query;
    private final Set<String> scored;
    private final Set<String> judged;
    private final RankPostsResponse response;
    private final Set<String> feed;
    private final Set<String> limited;
    private final Set<String> seen = new HashSet<>();

    /**
     * @param scored ids of the posts that were sent with scores
     * @param judged ids of the posts that were sent with base scores
     */
    RankingWire(FeedQuery query, Set<String> scored, Set<String> judged, RankPostsResponse response) {
        this.query = query;
        this.scored = scored;
        this.judged = judged;
        this.response = response;
        this.feed = query.posts().stream().map(FeedPost::id).collect(Collectors.toSet());
        this.limited = query.rules().floor().stream()
                .flatMap(floor -> floor.limits().stream())
                .map(Rules.Limit::valueId)
                .collect(Collectors.toSet());
    }

    /** @throws NonsenseException if the ranker's contract rules the answer out */
    Ranking read() {
        List<Ranking.Removed> removed = removed();
        List<String> unjudged = query.rules().floor().isEmpty()
                ? List.of()
                : query.posts().stream().map(FeedPost::id).filter(id -> !judged.contains(id)).toList();
        NonsenseException.unless(response.getFloorUnjudged() == unjudged.size(), "another number of posts that cannot be judged");
        return new Ranking(
                places(query.posts().size() - removed.size()),
                removed,
                unjudged,
                tau(response.hasKendallTau(), response.getKendallTau()),
                tau(response.hasKendallTauBScores(), response.getKendallTauBScores()),
                response.getRankerId(),
                trust());
    }

    private List<Ranking.Removed> removed() {
        List<Ranking.Removed> removed = new ArrayList<>();
        for (RemovedPost post : response.getRemovedList()) {
            if (post.getReason() != RemovalReason.REMOVAL_REASON_BELOW_TOP_K) {
                boolean breach = post.getReason() == RemovalReason.REMOVAL_REASON_FLOOR;
                NonsenseException.unless(
                        breach || post.getReason() == RemovalReason.REMOVAL_REASON_UNJUDGED, "a post removed for no known reason");
                NonsenseException.unless(asked(Rules.Action.REMOVE), "a post removed where nothing may be");
                NonsenseException.unless(
                        feed.contains(post.getPostId()) && seen.add(post.getPostId()), "a post twice or never sent");
                NonsenseException.unless(stopped(post.getPostId(), breach), "a post removed that passes the floor");
                removed.add(new Ranking.Removed(post.getPostId(), breached(post.getBreachedValueIdsList(), breach)));
            }
        }
        return removed;
    }

    private List<Ranking.Place> places(int left) {
        int expected = Math.min(left, query.topK().orElse(Integer.MAX_VALUE));
        NonsenseException.unless(response.getRankedCount() == expected, "another number of posts");
        List<Ranking.Place> places = new ArrayList<>(expected);
        for (RankedPost post : response.getRankedList()) {
            int rank = post.getEngagementRank();
            NonsenseException.unless(rank >= 1 && rank <= query.posts().size(), "a post twice or never sent");
            NonsenseException.unless(query.posts().get(rank - 1).id().equals(post.getPostId()), "a post under another id");
            NonsenseException.unless(seen.add(post.getPostId()), "a post twice or never sent");
            boolean known = scored.contains(post.getPostId());
            NonsenseException.unless(
                    post.hasScore() == known && Double.isFinite(post.getScore()), "a score where none can be, or none");
            NonsenseException.unless(
                    post.getContributionsMilliCount() == (known ? query.set().size() : 0), "another number of contributions");
            boolean ended = ended(post);
            places.add(new Ranking.Place(
                    post.getPostId(),
                    rank,
                    post.hasScore() ? OptionalDouble.of(post.getScore()) : OptionalDouble.empty(),
                    post.getContributionsMilliList(),
                    interval(post, ended),
                    breached(post.getBreachedValueIdsList(), ended && post.getBreachedValueIdsCount() > 0),
                    post.getUnmetList().contains(UnmetRule.UNMET_RULE_AUTHOR_CAP)));
        }
        return places;
    }

    /** Whether the floor sent the post to the end: then it has no place among those that the floor left. */
    private boolean ended(RankedPost post) {
        if (!asked(Rules.Action.SEND_TO_END) || post.hasEngagementPlace()) {
            return false;
        }
        NonsenseException.unless(
                stopped(post.getPostId(), post.getBreachedValueIdsCount() > 0), "a post at the end that passes the floor");
        return true;
    }

    private boolean asked(Rules.Action action) {
        return query.rules().floor().filter(floor -> floor.action() == action).isPresent();
    }

    /** Whether the floor may stop the post: for a limit if it has base scores, or for want of them if that counts as one. */
    private boolean stopped(String postId, boolean breach) {
        return breach
                ? judged.contains(postId)
                : !judged.contains(postId) && query.rules().floor().filter(Rules.Floor::unjudgedBreach).isPresent();
    }

    private List<String> breached(List<String> valueIds, boolean breach) {
        NonsenseException.unless(valueIds.isEmpty() != breach, "a limit broken where none can be, or none");
        NonsenseException.unless(limited.containsAll(valueIds), "a limit broken that was not asked for");
        return valueIds;
    }

    private Optional<Ranking.Trust> trust() {
        UncertaintyMethod method = response.getUncertainty();
        return response.hasUncertainty()
                ? Optional.of(new Ranking.Trust(method.getMethod(), method.getDraws(), method.getSeed(), method.getTopK()))
                : Optional.empty();
    }

    private Optional<Ranking.Interval> interval(RankedPost post, boolean ended) {
        RankInterval interval = post.getRankInterval();
        NonsenseException.unless(
                post.hasRankInterval() == (response.hasUncertainty() && !ended), "an interval where none can be, or none");
        if (!post.hasRankInterval()) {
            return Optional.empty();
        }
        NonsenseException.unless(
                interval.getLow() >= 1
                        && interval.getLow() <= interval.getHigh()
                        && interval.getTopKProbability() >= 0
                        && interval.getTopKProbability() <= 1,
                "an interval that is none");
        return Optional.of(new Ranking.Interval(interval.getLow(), interval.getHigh(), interval.getTopKProbability()));
    }

    private static OptionalDouble tau(boolean present, double tau) {
        NonsenseException.unless(tau >= -1 && tau <= 1, "a Kendall figure outside of [-1, 1]");
        return present ? OptionalDouble.of(tau) : OptionalDouble.empty();
    }
}
