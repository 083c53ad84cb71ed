package circumplex.gateway.replica;

import circumplex.gateway.feed.Explanation;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.ValueContribution;
import circumplex.values.WeightVector;

/** The reasons of one place on the wire. */
public final class ExplanationWire {

    private ExplanationWire() {}

    public static ExplainPostResponse response(Explanation explanation) {
        ExplainPostResponse.Builder wire = ExplainPostResponse.newBuilder()
                .setPost(RankedPostWire.post(explanation.post()))
                .setRankingSize(explanation.rankingSize())
                .setModelVersions(RankedPostWire.versions(explanation.versions()));
        for (Explanation.Contribution each : explanation.contributions()) {
            wire.addContributions(ValueContribution.newBuilder()
                    .setValueId(each.valueId())
                    .setWeight(each.weightThousandths() / (double) WeightVector.ONE)
                    .setBaseScore(each.base())
                    .setScore(each.used())
                    .setContributionMilli(each.milli()));
        }
        return wire.build();
    }
}
