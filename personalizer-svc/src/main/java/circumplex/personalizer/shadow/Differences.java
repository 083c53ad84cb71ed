package circumplex.personalizer.shadow;

import circumplex.values.ValueSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a candidate's means differ from those that were answered, summed over calls and people. */
final class Differences {

    private final ValueSet set;
    private final Instant since;
    private final double[] sums;
    private final double[] distances;
    private long feeds;
    private long posts;
    private long skipped;

    Differences(ValueSet set, Instant since) {
        this.set = set;
        this.since = since;
        sums = new double[set.size()];
        distances = new double[set.size()];
    }

    synchronized void feed() {
        feeds++;
    }

    synchronized void post(float[] answered, float[] candidate) {
        posts++;
        for (int v = 0; v < sums.length; v++) {
            double difference = (double) candidate[v] - answered[v];
            sums[v] += difference;
            distances[v] += Math.abs(difference);
        }
    }

    synchronized void skip() {
        skipped++;
    }

    synchronized ShadowSummary summary(String modelId, double share) {
        double count = Math.max(1, posts);
        List<ShadowSummary.OfValue> values = new ArrayList<>();
        for (int v = 0; v < sums.length; v++) {
            values.add(new ShadowSummary.OfValue(set.dimension(v).id(), sums[v] / count, distances[v] / count));
        }
        return new ShadowSummary(modelId, share, since, feeds, posts, skipped, values);
    }
}
