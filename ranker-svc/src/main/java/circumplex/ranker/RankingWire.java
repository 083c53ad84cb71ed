package circumplex.ranker;

import circumplex.ranker.explain.Contributions;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.stage.Removal;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.RemovedPost;
import circumplex.ranker.v1.UnmetRule;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A ranking as the bytes of a {@code RankPostsResponse}. What every post has is written field by field, in the order of the numbers and
 * so as the messages would write it; messages with a list of contributions each take longer to build, measure and write than everything
 * else that the call does. What only some posts have is left to the messages.
 */
final class RankingWire {

    private static final int NONE = -1;

    /** The most that a number of 32 bits and the tag of a field before it take. */
    private static final int NUMBER_BYTES = 5 + 1;

    private final RankingTask task;
    private final FeedWire feed;
    private final FloorWire floor;
    private final ValuesWire values;
    private final Ranking ranking;
    private final Places places;

    /** Contributions of one post. */
    private final byte[] packed;

    private byte[] post = new byte[512];

    RankingWire(RankingTask task, FeedWire feed, FloorWire floor, ValuesWire values, Ranking ranking) {
        this.task = task;
        this.feed = feed;
        this.floor = floor;
        this.values = values;
        this.ranking = ranking;
        this.places = new Places(task.feed().size(), ranking);
        this.packed = new byte[values.count() * NUMBER_BYTES];
    }

    byte[] bytes() {
        byte[] head = new byte[2 * NUMBER_BYTES];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ranking.kept().size() * 80 + 256);
        try {
            for (int place = 0; place < ranking.kept().size(); place++) {
                int length = write(place);
                CodedOutputStream out = CodedOutputStream.newInstance(head);
                out.writeTag(RankPostsResponse.RANKED_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(length);
                bytes.write(head, 0, out.getTotalBytesWritten());
                bytes.write(post, 0, length);
            }
            rest().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The length of what it leaves in {@link #post}: the post that is kept at {@code place}. */
    private int write(int place) throws IOException {
        int number = ranking.kept().post(place);
        String id = feed.post(number).getPostId();
        RankedPost more = more(number, place);
        // No char takes more than three bytes.
        ensure(NUMBER_BYTES * 6 + id.length() * 3 + Double.BYTES + packed.length + more.getSerializedSize());
        CodedOutputStream out = CodedOutputStream.newInstance(post);
        out.writeString(RankedPost.POST_ID_FIELD_NUMBER, id);
        out.writeUInt32(RankedPost.RANK_FIELD_NUMBER, place + 1);
        out.writeUInt32(RankedPost.ENGAGEMENT_RANK_FIELD_NUMBER, feed.post(number).getEngagementRank());
        if (task.feed().scored(number)) {
            out.writeDouble(RankedPost.SCORE_FIELD_NUMBER, ranking.scores().millionths(number) / Scores.ONE);
            int length = pack(Contributions.of(task.feed(), task.weights(), number));
            out.writeTag(RankedPost.CONTRIBUTIONS_MILLI_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(length);
            out.write(packed, 0, length);
        }
        int left = places.left(number);
        if (left != NONE) {
            if (places.byScore(left) != NONE) {
                out.writeUInt32(RankedPost.VALUE_RANK_FIELD_NUMBER, places.byScore(left) + 1);
            }
            out.writeUInt32(RankedPost.ENGAGEMENT_PLACE_FIELD_NUMBER, left + 1);
        }
        more.writeTo(out);
        return out.getTotalBytesWritten();
    }

    private int pack(int... contributions) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(packed);
        for (int contribution : contributions) {
            out.writeSInt32NoTag(contribution);
        }
        return out.getTotalBytesWritten();
    }

    private void ensure(int bytes) {
        if (post.length < bytes) {
            post = new byte[2 * bytes];
        }
    }

    /** What few posts have, all of it in fields of higher numbers than what every post has. */
    private RankedPost more(int post, int place) {
        int left = places.left(post);
        boolean explain = task.ask().explain();
        if (!explain && left != NONE && !ranking.exceeded().get(place) && ranking.intervals().isEmpty()) {
            return RankedPost.getDefaultInstance();
        }
        RankedPost.Builder more = RankedPost.newBuilder();
        if (explain && task.feed().scored(post)) {
            for (int value : Contributions.largestFirst(Contributions.of(task.feed(), task.weights(), post))) {
                more.addContributionsLargestFirst(value);
            }
        }
        if (left == NONE) {
            more.addAllBreachedValueIds(floor.valueIds(places.ended(place).limits()));
            if (explain) {
                more.addMoves(ExplanationWire.sentToEnd(place, places.ended(place)));
            }
            return more.build();
        }
        if (ranking.exceeded().get(place)) {
            more.addUnmet(UnmetRule.UNMET_RULE_AUTHOR_CAP);
        }
        ranking.why().ifPresent(why -> more.addAllMoves(ExplanationWire.moves(why.moves().of(left))));
        ranking.intervals().ifPresent(intervals ->
                more.setRankInterval(ExplanationWire.interval(intervals, left, places.depth())));
        return more.build();
    }

    /** All but the posts that are kept. */
    private RankPostsResponse rest() {
        RankPostsResponse.Builder rest = RankPostsResponse.newBuilder()
                .setRankerId(RankPosts.RANKER_ID)
                .setFloorUnjudged(ranking.floored().unjudged());
        for (Removal removal : ranking.removed()) {
            rest.addRemoved(RemovedPost.newBuilder()
                    .setPostId(feed.post(removal.post()).getPostId())
                    .setReason(reason(removal.reason()))
                    .addAllBreachedValueIds(floor.valueIds(removal.limits())));
        }
        ranking.kendallTau().ifPresent(rest::setKendallTau);
        ranking.kendallTauBScores().ifPresent(rest::setKendallTauBScores);
        ranking.why().ifPresent(why -> rest.setExplanation(ExplanationWire.feed(why.summary(), values, task.weights())));
        task.ask().doubt().ifPresent(doubt -> rest.setUncertainty(ExplanationWire.method(doubt, places.depth())));
        return rest.build();
    }

    private static RemovalReason reason(Removal.Reason reason) {
        return switch (reason) {
            case BELOW_TOP_K -> RemovalReason.REMOVAL_REASON_BELOW_TOP_K;
            case FLOOR -> RemovalReason.REMOVAL_REASON_FLOOR;
            case UNJUDGED -> RemovalReason.REMOVAL_REASON_UNJUDGED;
        };
    }

    /** Where posts stand in the orders of a ranking. */
    private final class Places {

        private final Ranking ranking;
        private final int[] left;
        private final int[] byScore;

        Places(int posts, Ranking ranking) {
            this.ranking = ranking;
            left = new int[posts];
            byScore = new int[ranking.floored().left().size()];
            Arrays.fill(left, NONE);
            Arrays.fill(byScore, NONE);
            for (int number = 0; number < byScore.length; number++) {
                left[ranking.floored().left().post(number)] = number;
            }
            for (int place = 0; place < ranking.byScore().size(); place++) {
                byScore[ranking.byScore().post(place)] = place;
            }
        }

        /** The number of {@code post} among those that the floor left, or {@link #NONE}. */
        int left(int post) {
            return left[post];
        }

        /** By the number that {@link #left} gives. */
        int byScore(int number) {
            return byScore[number];
        }

        /** Why the post at {@code place} of the whole order stands at the end. */
        Removal ended(int place) {
            return ranking.floored().ended().get(place - byScore.length);
        }

        int depth() {
            return task.topK().depth(byScore.length + ranking.floored().ended().size());
        }
    }
}
