package circumplex.gateway.replica;

import circumplex.gateway.feed.Explanation;
import circumplex.gateway.feed.PlacedPost;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.UnscoredReason;
import circumplex.kit.refusal.Refusal;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What explains the places of a ranking, packed into one array: versions and weights once, then the posts from first to last, each with
 * its scores for the values that weigh something. Nothing is rounded. What the floor took out has no place and is not kept.
 */
public final class KeptRanking {

    private static final List<UnscoredReason> REASONS = List.of(UnscoredReason.values());

    /** Bits: what a post is, and what is written of it. */
    private static final int PERSONALIZED = 1;

    private static final int PENDING = 1 << 1;
    private static final int OVER_AUTHOR_CAP = 1 << 2;
    private static final int UNSCORED_REASON = 1 << 3;
    private static final int SCORE = 1 << 4;
    private static final int INTERVAL = 1 << 5;

    /** Which scores are written: those that the post was ranked by, and those of the scorer where they are others. */
    private static final int NONE = 0;

    private static final int USED = 1;
    private static final int USED_AND_BASE = 2;

    private final String userId;
    private final ValueSet set;
    private final byte[] packed;

    private KeptRanking(String userId, ValueSet set, byte[] packed) {
        this.userId = userId;
        this.set = set;
        this.packed = packed;
    }

    static KeptRanking of(RankedFeed feed) {
        Packer out = new Packer();
        out.text(feed.versions().scorerId())
                .text(feed.versions().calibratorId())
                .text(feed.versions().rankerId());
        WeightVector weights = feed.weighting().weights();
        for (int i = 0; i < feed.set().size(); i++) {
            out.number(weights.thousandths(i));
        }
        out.number(feed.posts().size());
        Packer one = new Packer();
        for (RankedFeed.Post post : feed.posts()) {
            one.clear();
            packPlace(post.placed(), feed.set(), one);
            // A post ranked by the engagement order alone has scores but no contributions.
            boolean explained = !post.placed().place().contributionsMilli().isEmpty();
            packScores(explained ? post.base() : null, explained ? post.used() : null, weights, one);
            out.block(one);
        }
        return new KeptRanking(feed.userId(), feed.set(), out.packed());
    }

    String userId() {
        return userId;
    }

    /** The length of the array. */
    int bytes() {
        return packed.length;
    }

    /** @throws Refusal NOT_FOUND if the ranking has no such post */
    public Explanation explain(String postId) {
        Unpacker in = new Unpacker(packed);
        RankedFeed.Versions versions = new RankedFeed.Versions(in.text(), in.text(), in.text());
        int[] weights = new int[set.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.number();
        }
        int size = in.number();
        for (int rank = 1; rank <= size; rank++) {
            Unpacker post = in.block();
            if (post.text().equals(postId)) {
                return explanation(postId, rank, post, weights, size, versions);
            }
        }
        throw RankedFeed.postNotFound();
    }

    private static void packPlace(PlacedPost post, ValueSet set, Packer out) {
        Ranking.Place place = post.place();
        out.text(place.postId())
                .bits((post.personalized() ? PERSONALIZED : 0)
                        | (post.pending() ? PENDING : 0)
                        | (place.overAuthorCap() ? OVER_AUTHOR_CAP : 0)
                        | (post.unscoredReason().isPresent() ? UNSCORED_REASON : 0)
                        | (place.score().isPresent() ? SCORE : 0)
                        | (place.interval().isPresent() ? INTERVAL : 0))
                .number(place.engagementRank());
        post.unscoredReason().ifPresent(reason -> out.number(REASONS.indexOf(reason)));
        place.score().ifPresent(out::exact);
        place.interval().ifPresent(interval ->
                out.number(interval.low()).number(interval.high()).exact(interval.topK()));
        out.number(place.contributionsMilli().size());
        place.contributionsMilli().forEach(out::number);
        out.number(place.breached().size());
        place.breached().forEach(valueId -> out.number(set.requirePosition(valueId)));
    }

    private static void packScores(
            @Nullable ScoreVector base, @Nullable ScoreVector used, WeightVector weights, Packer out) {
        if (base == null || used == null) {
            out.bits(NONE);
            return;
        }
        boolean both = !used.equals(base);
        out.bits(both ? USED_AND_BASE : USED);
        for (int i = 0; i < used.set().size(); i++) {
            if (weights.thousandths(i) != 0) {
                out.exact(used.get(i));
                if (both) {
                    out.exact(base.get(i));
                }
            }
        }
    }

    private Explanation explanation(
            String postId, int rank, Unpacker in, int[] weights, int size, RankedFeed.Versions versions) {
        int bits = in.bits();
        int engagementRank = in.number();
        Optional<UnscoredReason> reason = has(bits, UNSCORED_REASON) ? Optional.of(REASONS.get(in.number())) : Optional.empty();
        OptionalDouble score = has(bits, SCORE) ? OptionalDouble.of(in.exactDouble()) : OptionalDouble.empty();
        Optional<Ranking.Interval> interval = has(bits, INTERVAL)
                ? Optional.of(new Ranking.Interval(in.number(), in.number(), in.exactDouble()))
                : Optional.empty();
        List<Integer> milli = numbers(in);
        List<String> breached = numbers(in).stream().map(i -> set.dimension(i).id()).toList();
        Ranking.Place place = new Ranking.Place(
                postId, engagementRank, score, milli, interval, breached, has(bits, OVER_AUTHOR_CAP));
        List<Explanation.Contribution> contributions = new ArrayList<>();
        int scores = in.bits();
        for (int i = 0; scores != NONE && i < weights.length; i++) {
            if (weights[i] != 0) {
                float used = in.exactFloat();
                float base = scores == USED_AND_BASE ? in.exactFloat() : used;
                contributions.add(new Explanation.Contribution(set.dimension(i).id(), weights[i], base, used, milli.get(i)));
            }
        }
        return new Explanation(
                new PlacedPost(place, rank, has(bits, PERSONALIZED), reason, has(bits, PENDING)), contributions, size, versions);
    }

    private static boolean has(int bits, int bit) {
        return (bits & bit) != 0;
    }

    private static List<Integer> numbers(Unpacker in) {
        int count = in.number();
        List<Integer> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.number());
        }
        return numbers;
    }
}
