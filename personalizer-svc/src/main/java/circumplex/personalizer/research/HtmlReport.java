package circumplex.personalizer.research;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.evaluation.Evaluation;
import circumplex.personalizer.evaluation.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One page with plots and tables that needs nothing from elsewhere. */
final class HtmlReport {

    private static final String CALIBRATOR = "calibrator";

    private HtmlReport() {}

    static String of(AnnotationTable table, String name, String command, Evaluation.Outcome outcome) {
        StringBuilder page = new StringBuilder(8192);
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>The calibrator on ")
                .append(text(name))
                .append("</title><style>body{font:15px system-ui;margin:2em;max-width:75em}table{border-collapse:collapse}")
                .append("td,th{padding:.2em .6em;border-bottom:1px solid #ccc;text-align:left}svg{background:#fff}</style></head><body>\n")
                .append("<h1>The calibrator on ")
                .append(text(name))
                .append("</h1><p>")
                .append(text(table.toString()))
                .append(". Made by <code>")
                .append(text(command))
                .append("</code>. Aggregates only.</p>\n");
        List<Result> calibrators = outcome.results().stream()
                .filter(result -> result.predictor().equals(CALIBRATOR))
                .sorted(Comparator.comparingInt(Result::k))
                .toList();
        Map<String, List<Result>> byBase = new LinkedHashMap<>();
        calibrators.forEach(result -> byBase.computeIfAbsent(result.base(), base -> new ArrayList<>()).add(result));
        page.append("<h2>Learning from annotations</h2><p>Spearman's ρ within posts over the number of known annotations, with 95 %")
                .append(" intervals over posts. The intervals of one curve share their posts: its rise is surer than they look.</p>\n")
                .append(Plots.curves(byBase, levels(outcome)));
        page.append("<h2>Reliability</h2><p>P(rating &gt; 0) of the population map, predicted and observed; the diagonal is perfect.</p>\n")
                .append(Plots.reliability(byBase));
        page.append("<h2>By value</h2><p>Whether posts that express a value more are told, with nothing known of the person. A small error")
                .append(" beside a small ρ is a value that is rarely seen.</p>\n")
                .append(Plots.bars(table.set(), byBase));
        page.append("<h2>All figures</h2>\n");
        markdown(page, Tables.of(outcome));
        markdown(page, Tables.byValue(table.set(), outcome));
        return page.append("</body></html>\n").toString();
    }

    /** What needs no base score, and what base scores reach as they are. */
    private static Map<String, Double> levels(Evaluation.Outcome outcome) {
        Map<String, Double> levels = new LinkedHashMap<>();
        for (Result result : outcome.results()) {
            boolean raw = result.predictor().equals(Evaluation.RAW);
            if (result.k() == 0 && Double.isFinite(result.spearman().mean()) && (raw || result.base().equals(Evaluation.NO_BASE))) {
                levels.put(raw ? "raw " + result.base() : result.predictor(), result.spearman().mean());
            }
        }
        return levels;
    }

    private static void markdown(StringBuilder page, List<String> lines) {
        boolean open = false;
        for (String line : lines) {
            if (!line.startsWith("|")) {
                page.append(open ? "</table>\n" : "").append("<p>").append(text(line)).append("</p>\n");
                open = false;
            } else if (!line.startsWith("|---")) {
                String cell = open ? "td" : "th";
                page.append(open ? "" : "<table>\n").append("<tr>");
                for (String content : line.substring(2, line.length() - 2).split(" \\| ", -1)) {
                    page.append('<').append(cell).append('>').append(text(content)).append("</").append(cell).append('>');
                }
                page.append("</tr>\n");
                open = true;
            }
        }
        page.append(open ? "</table>\n" : "");
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
