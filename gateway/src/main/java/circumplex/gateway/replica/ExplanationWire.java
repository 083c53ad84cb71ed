package circumplex.gateway.replica;

import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.ValueContribution;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The reasons of one place on the wire. */
public final class ExplanationWire {

    private ExplanationWire() {}

    public static ExplainPostResponse response(RankedFeed feed, RankedFeed.Post post) {
        return ExplainPostResponse.newBuilder()
                .setPost(RankedPostWire.post(post))
                .addAllContributions(contributions(feed, post))
                .setRankingSize(feed.posts().size())
                .setModelVersions(RankedPostWire.versions(feed.versions()))
                .build();
    }

    private static List<ValueContribution> contributions(RankedFeed feed, RankedFeed.Post post) {
        List<ValueContribution> contributions = new ArrayList<>();
        ScoreVector used = post.used();
        ScoreVector base = post.base();
        // A post ranked by the engagement order alone has scores but no contributions.
        if (used == null || base == null || post.place().contributionsMilli().isEmpty()) {
            return contributions;
        }
        ValueSet set = feed.set();
        WeightVector weights = feed.weighting().weights();
        for (int i = 0; i < set.size(); i++) {
            if (weights.thousandths(i) != 0) {
                contributions.add(ValueContribution.newBuilder()
                        .setValueId(set.dimension(i).id())
                        .setWeight(weights.thousandths(i) / (double) WeightVector.ONE)
                        .setBaseScore(base.get(i))
                        .setScore(used.get(i))
                        .setContributionMilli(post.place().contributionsMilli().get(i))
                        .build());
            }
        }
        contributions.sort(
                Comparator.comparingInt((ValueContribution value) -> Math.abs(value.getContributionMilli())).reversed());
        return contributions;
    }
}
