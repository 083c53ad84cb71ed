package circumplex.personalizer.serving;

import circumplex.model.align.ScoreAlignment;
import circumplex.values.ScoreVector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scales that a model can read: scores of the scorers that it was trained on, and scores that a stored quantile map brings to one of
 * those scales. Anything else it cannot read, however alike it looks.
 */
public final class ScoreSpace {

    /** What is kept of people in another form is none of this space. */
    private static final byte FORM = 3;

    /** For each scorer that the model expects the ways to its scale, the scorer itself first. */
    private final List<List<Way>> ways;

    private final String digest;

    /** @param map absent if the scores are on the scale already */
    private record Way(String scorer, @Nullable ScoreAlignment map) {

        double[] take(ScoreVector scores) {
            ScoreVector mapped = map == null ? scores : map.map(scores);
            double[] numbers = new double[mapped.set().size()];
            for (int v = 0; v < numbers.length; v++) {
                numbers[v] = mapped.get(v);
            }
            return numbers;
        }
    }

    /**
     * @param expected scorers that the model expects, one or two
     * @param alignments all that there are, in the order in which they are to be tried
     */
    public ScoreSpace(List<String> expected, List<ScoreAlignment> alignments) {
        ways = new ArrayList<>();
        MessageDigest sum = sha256();
        sum.update(FORM);
        for (String scorer : expected) {
            List<Way> to = new ArrayList<>();
            to.add(new Way(scorer, null));
            for (ScoreAlignment alignment : alignments) {
                if (alignment.to().equals(scorer) && !expected.contains(alignment.from())) {
                    to.add(new Way(alignment.from(), alignment));
                    sum.update(alignment.bytes());
                }
            }
            sum.update(scorer.getBytes(StandardCharsets.UTF_8));
            ways.add(to);
        }
        digest = HexFormat.of().formatHex(sum.digest());
    }

    /** 64 hexadecimal digits; equal digests read the same scores as the same numbers. */
    public String digest() {
        return digest;
    }

    /**
     * The ways to read a post, the best first. A model of one scorer reads each scorer that it knows alone; one of two scorers reads two
     * together, or nothing.
     *
     * @param scores by scorer id
     */
    public List<Reading> readings(Map<String, ScoreVector> scores) {
        if (ways.size() > 1) {
            return joint(scores).map(List::of).orElseGet(List::of);
        }
        List<Reading> readings = new ArrayList<>();
        for (Way way : ways.get(0)) {
            ScoreVector found = scores.get(way.scorer());
            if (found != null) {
                readings.add(new Reading(List.of(way.scorer()), way.map() != null, new double[][] {way.take(found)}));
            }
        }
        return readings;
    }

    private Optional<Reading> joint(Map<String, ScoreVector> scores) {
        Set<String> used = new LinkedHashSet<>();
        double[][] inputs = new double[ways.size()][];
        boolean aligned = false;
        for (int s = 0; s < inputs.length; s++) {
            Way way = ways.get(s).stream()
                    .filter(one -> scores.containsKey(one.scorer()) && !used.contains(one.scorer()))
                    .findFirst()
                    .orElse(null);
            ScoreVector found = way == null ? null : scores.get(way.scorer());
            if (way == null || found == null) {
                return Optional.empty();
            }
            used.add(way.scorer());
            aligned |= way.map() != null;
            inputs[s] = way.take(found);
        }
        return Optional.of(new Reading(List.copyOf(used), aligned, inputs));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
