package circumplex.ranker;

import circumplex.ranker.chance.Correlation;
import circumplex.ranker.chance.CorrelationException;
import circumplex.ranker.chance.ScoreErrors;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.UncertaintyOptions;
import circumplex.values.v1.ValueScores;
import circumplex.wire.InvalidField;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What a request says about the uncertainty of its scores. */
final class DoubtWire {

    private static final int DRAWS = 500;
    private static final long SEED = 1;

    /** Draws times posts, where draws are sorted and where posts are given their places one by one. */
    private static final long MOST_SORTED = 5_000_000;

    private static final long MOST_ARRANGED = 500_000;

    private DoubtWire() {}

    /** Empty if the request does not ask. */
    static Optional<RankingTask.Doubt> read(
            RankPostsRequest request, ValuesWire values, FeedWire feed, Weights weights, Rules rules) {
        if (!request.hasUncertainty()) {
            refuseErrors(request.getPostsList());
            return Optional.empty();
        }
        UncertaintyOptions options = request.getUncertainty();
        int draws = options.hasDraws() ? options.getDraws() : DRAWS;
        long most = rules.arrange() ? MOST_ARRANGED : MOST_SORTED;
        if ((long) draws * request.getPostsCount() > most) {
            throw new InvalidField(
                    "uncertainty.draws",
                    RulesWire.WORK,
                    draws + " draws of " + request.getPostsCount() + " posts are more than " + most + " places");
        }
        Correlation correlation = correlation(options, values.count());
        ScoreErrors errors = ScoreErrors.none(feed.size());
        for (int number = 0; number < feed.size(); number++) {
            int position = feed.position(number);
            List<ValueScores> wire = feed.post(number).getScoreSeList();
            if (feed.feed().scored(number)) {
                errors.put(
                        number,
                        weights,
                        correlation,
                        values.standardErrors(wire, () -> FeedWire.path(position, "score_se")));
            } else if (!wire.isEmpty()) {
                throw new InvalidField(
                        FeedWire.path(position, "score_se"), "uncertainty", "has standard errors of scores that are not there");
            }
        }
        return Optional.of(new RankingTask.Doubt(errors, draws, options.hasSeed() ? options.getSeed() : SEED));
    }

    /** Standard errors without a question about them: somebody believes that they count. */
    static void refuseErrors(List<PostToRank> posts) {
        refuseErrors(posts, i -> FeedWire.path(i, "score_se"));
    }

    static void refuseErrors(List<PostToRank> posts, IntFunction<String> path) {
        for (int i = 0; i < posts.size(); i++) {
            if (posts.get(i).getScoreSeCount() > 0) {
                throw new InvalidField(path.apply(i), "uncertainty", "the request does not ask for what standard errors would tell");
            }
        }
    }

    private static Correlation correlation(UncertaintyOptions options, int values) {
        int count = options.getResidualCorrelationCount();
        if (count == 0) {
            return Correlation.none();
        }
        float[] packed = new float[count];
        for (int i = 0; i < count; i++) {
            packed[i] = options.getResidualCorrelation(i);
        }
        try {
            return Correlation.of(values, packed);
        } catch (CorrelationException e) {
            String path = "uncertainty.residual_correlation" + (e.element() < 0 ? "" : "[" + e.element() + "]");
            throw new InvalidField(path, e.fault().rule(), String.valueOf(e.getMessage()));
        }
    }
}
