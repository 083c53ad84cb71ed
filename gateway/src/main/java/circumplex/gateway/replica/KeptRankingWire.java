package circumplex.gateway.replica;

import circumplex.gateway.feed.Explanation;
import circumplex.gateway.feed.PlacedPost;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.UnscoredReason;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A kept ranking in bytes, written and read by what writes and reads messages: versions and weights once, then the posts from first to
 * last, each with its scores for the values that weigh something. Nothing is rounded.
 */
final class KeptRankingWire {

    /** More than a usual post takes. */
    private static final int BUFFER_BYTES = 512;

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

    private KeptRankingWire() {}

    static byte[] pack(RankedFeed feed) {
        WeightVector weights = feed.weighting().weights();
        return pack(out -> {
            out.writeStringNoTag(feed.versions().scorerId());
            out.writeStringNoTag(feed.versions().calibratorId());
            out.writeStringNoTag(feed.versions().rankerId());
            for (int i = 0; i < feed.set().size(); i++) {
                out.writeSInt32NoTag(weights.thousandths(i));
            }
            out.writeSInt32NoTag(feed.posts().size());
            for (RankedFeed.Post post : feed.posts()) {
                // As a whole, which a reader can pass over.
                out.writeByteArrayNoTag(pack(one -> packPost(post, feed.set(), weights, one)));
            }
        });
    }

    /** Writes to a stream in memory. */
    @FunctionalInterface
    private interface Packing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] pack(Packing packing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);
        try {
            packing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory", e);
        }
        return bytes.toByteArray();
    }

    /** Why a post stands where it stands; empty if the ranking has no such post. */
    static Optional<Explanation> explain(byte[] packed, ValueSet set, String postId) {
        CodedInputStream in = CodedInputStream.newInstance(packed);
        try {
            RankedFeed.Versions versions = new RankedFeed.Versions(in.readString(), in.readString(), in.readString());
            int[] weights = new int[set.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = in.readSInt32();
            }
            int size = in.readSInt32();
            for (int rank = 1; rank <= size; rank++) {
                CodedInputStream post = CodedInputStream.newInstance(in.readByteArray());
                if (post.readString().equals(postId)) {
                    return Optional.of(explanation(postId, rank, post, set, weights, size, versions));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory", e);
        }
        return Optional.empty();
    }

    private static void packPost(RankedFeed.Post post, ValueSet set, WeightVector weights, CodedOutputStream out)
            throws IOException {
        packPlace(post.placed(), set, out);
        // A post ranked by the engagement order alone has scores but no contributions.
        boolean explained = !post.placed().place().contributionsMilli().isEmpty();
        packScores(explained ? post.base() : null, explained ? post.used() : null, weights, out);
    }

    private static void packPlace(PlacedPost post, ValueSet set, CodedOutputStream out) throws IOException {
        Ranking.Place place = post.place();
        out.writeStringNoTag(place.postId());
        out.writeRawByte((post.personalized() ? PERSONALIZED : 0)
                | (post.pending() ? PENDING : 0)
                | (place.overAuthorCap() ? OVER_AUTHOR_CAP : 0)
                | (post.unscoredReason().isPresent() ? UNSCORED_REASON : 0)
                | (place.score().isPresent() ? SCORE : 0)
                | (place.interval().isPresent() ? INTERVAL : 0));
        out.writeSInt32NoTag(place.engagementRank());
        if (post.unscoredReason().isPresent()) {
            out.writeSInt32NoTag(REASONS.indexOf(post.unscoredReason().get()));
        }
        if (place.score().isPresent()) {
            out.writeDoubleNoTag(place.score().getAsDouble());
        }
        if (place.interval().isPresent()) {
            Ranking.Interval interval = place.interval().get();
            out.writeSInt32NoTag(interval.low());
            out.writeSInt32NoTag(interval.high());
            out.writeDoubleNoTag(interval.topK());
        }
        out.writeSInt32NoTag(place.contributionsMilli().size());
        for (int milli : place.contributionsMilli()) {
            out.writeSInt32NoTag(milli);
        }
        out.writeSInt32NoTag(place.breached().size());
        for (String valueId : place.breached()) {
            out.writeSInt32NoTag(set.requirePosition(valueId));
        }
    }

    private static void packScores(
            @Nullable ScoreVector base, @Nullable ScoreVector used, WeightVector weights, CodedOutputStream out)
            throws IOException {
        if (base == null || used == null) {
            out.writeRawByte(NONE);
            return;
        }
        boolean both = !used.equals(base);
        out.writeRawByte(both ? USED_AND_BASE : USED);
        for (int i = 0; i < used.set().size(); i++) {
            if (weights.thousandths(i) != 0) {
                out.writeFloatNoTag(used.get(i));
                if (both) {
                    out.writeFloatNoTag(base.get(i));
                }
            }
        }
    }

    private static Explanation explanation(
            String postId, int rank, CodedInputStream in, ValueSet set, int[] weights, int size, RankedFeed.Versions versions)
            throws IOException {
        int bits = in.readRawByte();
        int engagementRank = in.readSInt32();
        Optional<UnscoredReason> reason =
                has(bits, UNSCORED_REASON) ? Optional.of(REASONS.get(in.readSInt32())) : Optional.empty();
        OptionalDouble score = has(bits, SCORE) ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
        Optional<Ranking.Interval> interval = has(bits, INTERVAL)
                ? Optional.of(new Ranking.Interval(in.readSInt32(), in.readSInt32(), in.readDouble()))
                : Optional.empty();
        List<Integer> milli = numbers(in);
        List<String> breached = numbers(in).stream().map(i -> set.dimension(i).id()).toList();
        Ranking.Place place = new Ranking.Place(
                postId, engagementRank, score, milli, interval, breached, has(bits, OVER_AUTHOR_CAP));
        List<Explanation.Contribution> contributions = new ArrayList<>();
        int scores = in.readRawByte();
        for (int i = 0; scores != NONE && i < weights.length; i++) {
            if (weights[i] != 0) {
                float used = in.readFloat();
                float base = scores == USED_AND_BASE ? in.readFloat() : used;
                contributions.add(new Explanation.Contribution(set.dimension(i).id(), weights[i], base, used, milli.get(i)));
            }
        }
        return new Explanation(
                new PlacedPost(place, rank, has(bits, PERSONALIZED), reason, has(bits, PENDING)), contributions, size, versions);
    }

    private static boolean has(int bits, int bit) {
        return (bits & bit) != 0;
    }

    private static List<Integer> numbers(CodedInputStream in) throws IOException {
        int count = in.readSInt32();
        List<Integer> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.readSInt32());
        }
        return numbers;
    }
}
