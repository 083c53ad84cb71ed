package circumplex.ranker;

import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.Removal;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.stage.TopK;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.PreviewRankingsResponse;
import circumplex.ranker.v1.PreviewedRanking;
import circumplex.wire.InvalidField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request of {@code PreviewRankings} as the domain sees it, and the domain's answer as the client sees it. */
final class PreviewWire {

    /** Rankings times posts, where posts are given their places one by one. */
    private static final long MOST_ARRANGED = 100_000;

    private final FeedWire feed;
    private final RankingTask task;
    private final List<Weights> candidates;
    private final Optional<Weights> reference;

    private PreviewWire(FeedWire feed, RankingTask task, List<Weights> candidates, Optional<Weights> reference) {
        this.feed = feed;
        this.task = task;
        this.candidates = candidates;
        this.reference = reference;
    }

    /**
     * @throws InvalidField naming the field that breaks a rule
     * @throws circumplex.wire.ValueSetMismatch if a value set of the request is not the one here
     */
    static PreviewWire read(PreviewRankingsRequest request) {
        ValuesWire values = ValuesWire.read(request.getValueSetsList());
        List<Weights> candidates = new ArrayList<>();
        for (int i = 0; i < request.getCandidatesCount(); i++) {
            candidates.add(values.weights(request.getCandidates(i).getWeightsMap(), "candidates[" + i + "].weights"));
        }
        Optional<Weights> reference = request.hasReference()
                ? Optional.of(values.weights(request.getReference().getWeightsMap(), "reference.weights"))
                : Optional.empty();
        RulesWire rules = RulesWire.read(request.getRules(), request.getUnscoredPlacement(), values);
        requireBounded(request, rules.rules());
        FeedWire feed = FeedWire.read(request.getPostsList(), values, rules.floor());
        DoubtWire.refuseErrors(request.getPostsList());
        RankingTask task = new RankingTask(
                feed.feed(),
                candidates.get(0),
                rules.rules(),
                feed.baseScores(),
                feed.authors(),
                request.hasTopK() ? new TopK(request.getTopK()) : TopK.ALL,
                RankingTask.Ask.ORDER);
        return new PreviewWire(feed, task, candidates, reference);
    }

    private static void requireBounded(PreviewRankingsRequest request, Rules rules) {
        int rankings = request.getCandidatesCount() + (request.hasReference() ? 1 : 0);
        if (rules.arrange() && (long) rankings * request.getPostsCount() > MOST_ARRANGED) {
            throw new InvalidField(
                    "candidates",
                    RulesWire.WORK,
                    rankings + " rankings of " + request.getPostsCount() + " posts are more than " + MOST_ARRANGED + " places");
        }
    }

    /** The feed and its rules; the weights are those of the first candidate. */
    RankingTask task() {
        return task;
    }

    List<Weights> candidates() {
        return candidates;
    }

    Optional<Weights> reference() {
        return reference;
    }

    PreviewRankingsResponse answer(List<Preview> previews) {
        PreviewRankingsResponse.Builder answer = PreviewRankingsResponse.newBuilder().setRankerId(RankPosts.RANKER_ID);
        for (Preview preview : previews) {
            answer.addRankings(ranking(preview));
        }
        for (Removal removal : previews.get(0).ranking().floored().removed()) {
            answer.addRemoved(feed.position(removal.post()));
        }
        return answer.build();
    }

    private PreviewedRanking ranking(Preview preview) {
        PreviewedRanking.Builder wire = PreviewedRanking.newBuilder()
                .addAllOrder(positions(preview.ranking().kept()))
                .addAllPlacesGained(preview.gained())
                .addAllEnteredTop(positions(preview.entered()))
                .addAllLeftTop(positions(preview.left()));
        preview.ranking().kendallTau().ifPresent(wire::setKendallTau);
        preview.ranking().kendallTauBScores().ifPresent(wire::setKendallTauBScores);
        preview.kendallTau().ifPresent(wire::setKendallTauReference);
        return wire.build();
    }

    private List<Integer> positions(Order order) {
        List<Integer> positions = new ArrayList<>(order.size());
        for (int place = 0; place < order.size(); place++) {
            positions.add(feed.position(order.post(place)));
        }
        return positions;
    }
}
