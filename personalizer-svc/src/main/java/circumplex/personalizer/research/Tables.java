package circumplex.personalizer.research;

import circumplex.personalizer.evaluation.Evaluation;
import circumplex.personalizer.evaluation.FeedResult;
import circumplex.personalizer.evaluation.Result;
import circumplex.personalizer.statistics.Interval;
import circumplex.values.ValueSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** An evaluation as Markdown tables, readable on a screen. */
final class Tables {

    private Tables() {}

    static List<String> of(Evaluation.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("Spearman's ρ within posts: mean over the people of a post, then over posts; 95 % intervals over samples of posts and of people.");
        lines.add("");
        lines.add("| predictor | base | k (effective) | ρ | over posts | over people | MAE | of the median | ECE | in interval80 | rows |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|");
        outcome.results().stream().sorted(BY_NAME).forEach(result -> lines.add(row(result)));
        lines.add("");
        lines.add("Feed τ: Kendall's τ-b between a person's posts ordered by that person's ratings and by the predicted means of one model, one fixed"
                + " support a person; the change is against the same predictor with nothing known, on the same feeds.");
        lines.add("");
        lines.add("| predictor | base | k | active values | people | τ | interval | change | interval |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        outcome.feeds().stream().sorted(BY_FEED).forEach(feed -> lines.add(row(feed)));
        return lines;
    }

    /** The calibrators value by value, with nothing known and with as much as was. */
    static List<String> byValue(ValueSet set, Evaluation.Outcome outcome) {
        List<Result> shown = outcome.results().stream()
                .filter(result -> result.predictor().equals(Evaluation.CALIBRATOR) && (result.k() == 0 || result.k() == 10))
                .sorted(BY_NAME)
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("Value by value: ρ between the ratings of one value and the predicted means over all rows, and MAE, of calibrators.");
        lines.add("");
        lines.add("| value | group |" + String.join("", shown.stream().map(r -> " " + r.base() + ", k = " + r.k() + ": ρ | MAE |").toList()));
        lines.add("|---|---|" + "---|---|".repeat(shown.size()));
        for (int v = 0; v < set.size(); v++) {
            List<String> cells = new ArrayList<>(List.of(set.dimension(v).id(), set.dimension(v).group()));
            for (Result result : shown) {
                cells.add(number(result.rhoByValue()[v], 3));
                cells.add(number(result.maeByValue()[v], 3));
            }
            lines.add(cells(cells.toArray(String[]::new)));
        }
        return lines;
    }

    private static final Comparator<Result> BY_NAME =
            Comparator.comparing(Result::base).thenComparing(Result::predictor).thenComparingInt(Result::k);
    private static final Comparator<FeedResult> BY_FEED = Comparator.comparing(FeedResult::base)
            .thenComparing(FeedResult::predictor)
            .thenComparingInt(FeedResult::k)
            .thenComparingInt(FeedResult::active);

    private static String row(Result result) {
        return cells(
                result.predictor(),
                result.base(),
                result.k() == 0 ? "0" : result.k() + " (" + number(result.effectiveK(), 1) + ")",
                number(result.spearman().mean(), 4),
                interval(result.spearman()),
                interval(result.overPeople()),
                number(result.mae(), 3),
                number(result.medianMae(), 3),
                number(result.ece(), 4),
                number(result.coverage(), 3),
                Integer.toString(result.rows()));
    }

    private static String row(FeedResult feed) {
        return cells(
                feed.predictor(),
                feed.base(),
                Integer.toString(feed.k()),
                Integer.toString(feed.active()),
                Integer.toString(feed.people()),
                number(feed.tau().mean(), 4),
                interval(feed.tau()),
                feed.k() == 0 ? "" : number(feed.change().mean(), 4),
                feed.k() == 0 ? "" : interval(feed.change()));
    }

    private static String interval(Interval interval) {
        return Double.isNaN(interval.mean()) ? "" : number(interval.low(), 3) + " – " + number(interval.high(), 3);
    }

    private static String number(double figure, int digits) {
        return Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%." + digits + "f", figure);
    }

    private static String cells(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
