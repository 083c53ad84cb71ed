package circumplex.ranker;

import circumplex.ranker.chance.RankIntervals;
import circumplex.ranker.explain.FeedSummary;
import circumplex.ranker.explain.Move;
import circumplex.ranker.explain.Overlap;
import circumplex.ranker.explain.Tensions;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.stage.Removal;
import circumplex.ranker.stage.Step;
import circumplex.ranker.v1.FeedExplanation;
import circumplex.ranker.v1.MoveReason;
import circumplex.ranker.v1.RankInterval;
import circumplex.ranker.v1.RankingStage;
import circumplex.ranker.v1.StageMove;
import circumplex.ranker.v1.Tension;
import circumplex.ranker.v1.UncertaintyMethod;
import circumplex.values.ValueSet;
import java.util.List;

/** Explanations as the client sees them. Places count from 1 there and from 0 here. */
final class ExplanationWire {

    private ExplanationWire() {}

    static FeedExplanation feed(FeedSummary summary, ValuesWire values, Weights weights) {
        FeedExplanation.Builder wire = FeedExplanation.newBuilder()
                .addAllExposureBefore(summary.exposureBefore())
                .addAllExposureAfter(summary.exposureAfter())
                .setOverlapDepth(summary.depth())
                .setRankBiasedOverlapP(Overlap.PERSISTENCE);
        summary.topOverlap().ifPresent(wire::setTopKOverlap);
        summary.rankBiasedOverlap().ifPresent(wire::setRankBiasedOverlap);
        for (int number = 0; number < values.sets().size(); number++) {
            ValueSet set = values.sets().get(number);
            int start = values.start(number);
            for (Tensions.Tension tension : Tensions.of(set, position -> weights.thousandths(start + position))) {
                wire.addTensions(Tension.newBuilder()
                        .setValueSetId(set.id())
                        .setGroupId(tension.group())
                        .setOppositeGroupId(tension.opposite())
                        .addAllValueIds(ids(set, tension.wanted()))
                        .addAllOppositeValueIds(ids(set, tension.wantedOpposite()))
                        .setStrengthMilli(tension.strength()));
            }
        }
        return wire.build();
    }

    static List<StageMove> moves(List<Move> moves) {
        return moves.stream()
                .map(move -> StageMove.newBuilder()
                        .setStage(stage(move.stage()))
                        .setFrom(move.from() + 1)
                        .setTo(move.to() + 1)
                        .setReason(move.own() ? MoveReason.MOVE_REASON_RULE : MoveReason.MOVE_REASON_OTHERS)
                        .build())
                .toList();
    }

    /** The move of a post that the floor sent to {@code place}; before that it has no place among the posts that are left. */
    static StageMove sentToEnd(int place, Removal why) {
        return StageMove.newBuilder()
                .setStage(RankingStage.RANKING_STAGE_FLOOR)
                .setFrom(why.post() + 1)
                .setTo(place + 1)
                .setReason(MoveReason.MOVE_REASON_RULE)
                .build();
    }

    static RankInterval interval(RankIntervals intervals, int post, int depth) {
        return RankInterval.newBuilder()
                .setLow(intervals.low(post) + 1)
                .setHigh(intervals.high(post) + 1)
                .setTopKProbability(intervals.topProbability(post, depth))
                .build();
    }

    static UncertaintyMethod method(RankingTask.Doubt doubt, Ranking.Trust trust, int depth) {
        return UncertaintyMethod.newBuilder()
                .setMethod(RankIntervals.METHOD)
                .setDraws(doubt.draws())
                .setSeed(doubt.seed())
                .setTopK(depth)
                .setSearchesLeftOut(trust.searchesLeftOut())
                .build();
    }

    private static List<String> ids(ValueSet set, List<Integer> positions) {
        return positions.stream().map(position -> set.dimension(position).id()).toList();
    }

    private static RankingStage stage(Step.Stage stage) {
        return switch (stage) {
            case SCORE -> RankingStage.RANKING_STAGE_SCORE;
            case BLEND -> RankingStage.RANKING_STAGE_BLEND;
            case AUTHOR_CAP -> RankingStage.RANKING_STAGE_AUTHOR_CAP;
            case DISPLACEMENT -> RankingStage.RANKING_STAGE_DISPLACEMENT;
        };
    }
}
