package circumplex.cli.print;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.values.ScoreVector;
import circumplex.values.ValueDimension;
import circumplex.values.ValueSet;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireVectors;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the classifier says about one post, for people and for programs. Of two scorers the first one is shown. */
public final class Scores {

    private final ValueSet set;
    private final ClassifiedPost post;
    private final Optional<BaseScores> base;

    public Scores(ValueSet set, ClassifiedPost post) {
        this.set = set;
        this.post = post;
        this.base = post.getBaseScoresList().stream().findFirst();
    }

    public String toJson() {
        ObjectNode json = Json.object();
        json.put("id", post.getPostId());
        ObjectNode byValue = json.putObject("scores");
        base.map(this::vector).ifPresent(scores -> {
            for (int i = 0; i < set.size(); i++) {
                byValue.put(set.dimension(i).id(), scores.get(i));
            }
        });
        json.put("scorer", base.map(BaseScores::getScorerId).orElse(null));
        json.put("cached", post.getCached());
        json.put("language", post.getLanguage());
        if (post.getUnscoredReason() != UnscoredReason.UNSCORED_REASON_UNSPECIFIED) {
            json.put("unscored", EnumText.of(post.getUnscoredReason(), "UNSCORED_REASON_"));
        }
        if (post.getFallbackReason() != UnscoredReason.UNSCORED_REASON_UNSPECIFIED) {
            json.put("fallback", EnumText.of(post.getFallbackReason(), "UNSCORED_REASON_"));
        }
        return Json.line(json);
    }

    /** Prints the values that the post expresses, the strongest first. */
    public void print(PrintWriter out) {
        out.println("Language " + post.getLanguage() + base.map(this::origin).orElse(", not scored: "
                + EnumText.words(post.getUnscoredReason(), "UNSCORED_REASON_")));
        base.map(this::vector).ifPresent(scores -> {
            List<Integer> expressed = IntStream.range(0, set.size())
                    .boxed()
                    .filter(i -> scores.get(i) > 0)
                    .sorted(Comparator.comparingDouble((Integer i) -> -scores.get(i)))
                    .toList();
            expressed.forEach(i -> printScore(out, set.dimension(i), scores.get(i)));
            if (expressed.isEmpty()) {
                out.println("  no value is expressed");
            }
        });
    }

    private static void printScore(PrintWriter out, ValueDimension value, float score) {
        out.println(String.format(Locale.ROOT, "  %5.2f  %-22s %s", score, value.layLabel(), value.id()));
    }

    private String origin(BaseScores scores) {
        return ", scored by " + scores.getScorerId() + (post.getCached() ? " earlier" : "");
    }

    private ScoreVector vector(BaseScores scores) {
        return WireVectors.scores(set, scores.getValues(), "base_scores");
    }
}
