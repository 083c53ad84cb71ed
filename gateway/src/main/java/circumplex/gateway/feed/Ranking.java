package circumplex.gateway.feed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * An order of posts.
 *
 * @param places first to last
 * @param removed the posts that the floor took out, in engagement order
 * @param unjudged ids of the posts that the floor could not judge; none without a floor
 * @param rankerId who ordered; empty for the engagement order that stands in for the ranker
 * @param trust how the intervals of places were made; absent if nobody asked, or there are none
 */
public record Ranking(
        List<Place> places,
        List<Removed> removed,
        List<String> unjudged,
        OptionalDouble kendallTau,
        OptionalDouble kendallTauBScores,
        String rankerId,
        Optional<Trust> trust) {

    public Ranking {
        places = List.copyOf(places);
        removed = List.copyOf(removed);
        unjudged = List.copyOf(unjudged);
    }

    /** What stands in for the ranker. Where a floor was asked for nobody judges: every post is unjudged, and treated as the floor says. */
    public static Ranking byEngagement(FeedQuery query) {
        Optional<Rules.Floor> floor = query.rules().floor();
        List<String> ids = query.posts().stream().map(FeedPost::id).toList();
        boolean none = floor.filter(Rules.Floor::unjudgedBreach)
                .filter(asked -> asked.action() == Rules.Action.REMOVE)
                .isPresent();
        int kept = none ? 0 : Math.min(ids.size(), query.topK().orElse(Integer.MAX_VALUE));
        return new Ranking(
                IntStream.range(0, kept).mapToObj(i -> Place.unscored(ids.get(i), i + 1)).toList(),
                none ? ids.stream().map(id -> new Removed(id, List.of())).toList() : List.of(),
                floor.isPresent() ? ids : List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "",
                Optional.empty());
    }

    /**
     * How intervals of places were made.
     *
     * @param topK how many first posts {@link Interval#topK} is about
     */
    public record Trust(String method, int draws, long seed, int topK) {}

    /**
     * Where a post may stand, given how far scores may be off.
     *
     * @param low the place that at most 5 % of draws put it above
     * @param high the place that at most 5 % of draws put it below
     * @param topK share of draws in which it is among the first
     */
    public record Interval(int low, int high, double topK) {}

    /**
     * A post that the floor took out.
     *
     * @param breached ids of the values whose limit it breaks; none for an unjudged post
     */
    public record Removed(String postId, List<String> breached) {

        public Removed {
            breached = List.copyOf(breached);
        }
    }

    /**
     * One post in its place.
     *
     * @param engagementRank from 1
     * @param contributionsMilli w·s in thousandths in the order of the value set; empty for a post without a score
     * @param interval where it may stand instead; absent if that was not asked or is not known
     * @param breached ids of the values whose limit it breaks, if the floor sent it to the end for that
     * @param overAuthorCap whether more posts of its author stand close to it than the author cap allows
     */
    public record Place(
            String postId,
            int engagementRank,
            OptionalDouble score,
            List<Integer> contributionsMilli,
            Optional<Interval> interval,
            List<String> breached,
            boolean overAuthorCap) {

        public Place {
            contributionsMilli = List.copyOf(contributionsMilli);
            breached = List.copyOf(breached);
        }

        /** Of a post of which nothing else is known. */
        public static Place unscored(String postId, int engagementRank) {
            return new Place(postId, engagementRank, OptionalDouble.empty(), List.of(), Optional.empty(), List.of(), false);
        }
    }
}
