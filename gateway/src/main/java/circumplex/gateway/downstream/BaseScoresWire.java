package circumplex.gateway.downstream;

import circumplex.values.ScoreVector;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireVectors;
import java.util.List;
import java.util.Map;

/** What scorers say about one post, on the wire. */
public final class BaseScoresWire {

    private BaseScoresWire() {}

    /** @param scores by scorer id */
    public static List<BaseScores> of(Map<String, ScoreVector> scores) {
        return scores.entrySet().stream()
                .map(entry -> BaseScores.newBuilder()
                        .setScorerId(entry.getKey())
                        .setValues(WireVectors.scores(entry.getValue()))
                        .build())
                .toList();
    }
}
