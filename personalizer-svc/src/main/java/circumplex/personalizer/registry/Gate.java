package circumplex.personalizer.registry;

import circumplex.personalizer.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets no worse model into production: in no figure of an evaluation that both have may the candidate be below what serves now, the current
 * model, the one that the process starts with, or the gain, beyond the interval: that of the difference where both were asked about the same
 * resampled data, else the candidate's own.
 */
final class Gate {

    private Gate() {}

    /**
     * What was found.
     *
     * @param open whether the candidate may pass
     * @param findings one sentence each; those against the candidate first
     */
    record Verdict(boolean open, List<String> findings) {}

    /** Whether the two were judged alike at all. */
    static boolean comparable(List<Judgement> candidate, List<Judgement> current) {
        return candidate.stream().anyMatch(mine -> current.stream().anyMatch(other -> alike(mine, other)));
    }

    private static boolean alike(Judgement mine, Judgement other) {
        return !mine.seen() && !other.seen() && mine.datasetId().equals(other.datasetId()) && mine.protocol().equals(other.protocol());
    }

    static Verdict compare(List<Judgement> candidate, List<Judgement> current) {
        List<String> worse = new ArrayList<>();
        List<String> fine = new ArrayList<>();
        for (Judgement mine : candidate) {
            for (Judgement other : current) {
                if (alike(mine, other)) {
                    compare(mine, other, worse, fine);
                }
            }
        }
        boolean rho = any(worse, fine, "rho");
        boolean tau = any(worse, fine, "feed_tau");
        if (!rho || !tau) {
            worse.add(0, "the candidate and what serves now have no evaluation on the same data by the same protocol with both rho and"
                    + " feed_tau; EvaluateModel makes one of each model on data that neither has seen");
        }
        boolean open = worse.isEmpty();
        worse.addAll(fine);
        return new Verdict(open, worse);
    }

    private static void compare(Judgement mine, Judgement other, List<String> worse, List<String> fine) {
        for (Judgement.Figure figure : mine.figures()) {
            other.figures().stream().filter(figure::sameAs).findFirst().ifPresent(against -> {
                Optional<Interval> difference = figure.minus(against);
                boolean passes = difference.map(interval -> interval.high() >= 0).orElse(figure.high() >= against.mean());
                (passes ? fine : worse).add(String.format(
                        Locale.ROOT,
                        "%s at k = %d%s: %.4f (%.4f to %.4f) against %.4f of what serves now%s%s",
                        figure.measure(),
                        figure.known(),
                        figure.activeValues() == 0 ? "" : " and " + figure.activeValues() + " values",
                        figure.mean(),
                        figure.low(),
                        figure.high(),
                        against.mean(),
                        difference.map(interval -> String.format(
                                        Locale.ROOT, ", difference %.4f (%.4f to %.4f)", interval.mean(), interval.low(), interval.high()))
                                .orElse(""),
                        passes ? "" : ": worse beyond the interval"));
            });
        }
    }

    private static boolean any(List<String> worse, List<String> fine, String measure) {
        return worse.stream().anyMatch(finding -> finding.startsWith(measure)) || fine.stream().anyMatch(finding -> finding.startsWith(measure));
    }
}
