package circumplex.personalizer.research;

import circumplex.personalizer.evaluation.Result;
import circumplex.values.ValueSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plots as SVG, each with the names of its axes and lines. */
final class Plots {

    private static final String[] COLOURS = {"#0b6e99", "#b5541c", "#4b7f2f", "#7a4fa3"};
    private static final String GREY = "#767676";

    /** Points of lines that share their places are drawn beside each other. */
    private static final double BESIDE = 5;

    /** The height of a name beside that of the plot. */
    private static final double LEGEND_LINE = 0.06;

    /** What a bin with a few predictions observes is chance. */
    private static final double LEAST_SHARE = 0.001;

    private Plots() {}

    /**
     * ρ over k, a line for each base.
     *
     * @param levels what does not depend on k, by name: floors and what people reach
     */
    static String curves(Map<String, List<Result>> byBase, Map<String, Double> levels) {
        double low = levels.values().stream().mapToDouble(level -> level).min().orElse(1);
        double high = levels.values().stream().mapToDouble(level -> level).max().orElse(-1);
        for (List<Result> curve : byBase.values()) {
            for (Result point : curve) {
                low = Math.min(low, point.spearman().low());
                high = Math.max(high, point.spearman().high());
            }
        }
        // Room above the curves for their names.
        high += LEGEND_LINE * byBase.size() * (high - low);
        double[] known = byBase.values().stream().flatMap(List::stream).mapToDouble(Result::k).distinct().sorted().toArray();
        double most = known.length == 0 ? 1 : Math.max(1, known[known.length - 1]);
        SvgFrame frame = new SvgFrame(640, 400, new SvgFrame.Range(0, most, known), SvgFrame.Range.around(low, high));
        frame.axes("annotations known", "Spearman's ρ");
        levels.forEach((name, level) -> frame.level(level, name, GREY));
        int line = 0;
        for (Map.Entry<String, List<Result>> curve : byBase.entrySet()) {
            String colour = COLOURS[line % COLOURS.length];
            double beside = BESIDE * (line - (byBase.size() - 1) / 2.0);
            StringBuilder points = new StringBuilder();
            for (Result point : curve.getValue()) {
                frame.bar(point.k(), point.spearman().low(), point.spearman().high(), beside, colour);
                frame.dot(point.k(), point.spearman().mean(), beside, 3.5, colour);
                points.append(frame.point(point.k(), point.spearman().mean(), beside)).append(' ');
            }
            frame.path(points.toString(), colour);
            frame.legend(line++, curve.getKey(), colour);
        }
        return frame.svg();
    }

    /** Observed over predicted shares with nothing known, a line for each base; a dot is as large as the share of the predictions in it. */
    static String reliability(Map<String, List<Result>> byBase) {
        double[] ticks = {0, 0.2, 0.4, 0.6, 0.8, 1};
        SvgFrame frame = new SvgFrame(460, 440, new SvgFrame.Range(0, 1, ticks), new SvgFrame.Range(0, 1, ticks));
        frame.axes("predicted P(rating > 0)", "observed share");
        frame.line(0, 0, 1, 1, "#bbb");
        int line = 0;
        for (Map.Entry<String, List<Result>> curve : byBase.entrySet()) {
            String colour = COLOURS[line % COLOURS.length];
            StringBuilder points = new StringBuilder();
            for (double[] bin : curve.getValue().get(0).reliability()) {
                if (bin[2] < LEAST_SHARE) {
                    continue;
                }
                points.append(frame.point(bin[0], bin[1], 0)).append(' ');
                frame.dot(bin[0], bin[1], 0, 1.5 + 10 * Math.sqrt(bin[2] / Math.PI), colour);
            }
            frame.path(points.toString(), colour);
            frame.legend(line++, curve.getKey(), colour);
        }
        return frame.svg();
    }

    /** ρ over all rows with nothing known, a row for each value and a bar for each base, MAE beside it. */
    static String bars(ValueSet set, Map<String, List<Result>> byBase) {
        double row = 11.0 * byBase.size() + 7;
        double top = 16.0 * byBase.size() + 28;
        double longest = byBase.values().stream()
                .flatMap(results -> Arrays.stream(results.get(0).rhoByValue()).boxed())
                .filter(Double::isFinite)
                .mapToDouble(Math::abs)
                .max()
                .orElse(1);
        double scale = 330 / Math.max(1e-9, longest);
        StringBuilder svg = new StringBuilder(8192);
        svg.append(SvgFrame.open(700, top + row * set.size() + 6));
        int shown = 0;
        for (String base : byBase.keySet()) {
            svg.append(SvgFrame.text(215, 16 + 16.0 * shown, "start", COLOURS[shown++ % COLOURS.length], base));
        }
        svg.append(SvgFrame.text(215, top - 10, "start", GREY, "ρ between the ratings of a value and its predicted means; MAE in brackets"));
        for (int v = 0; v < set.size(); v++) {
            double at = top + v * row;
            svg.append(SvgFrame.text(205, at + row / 2 + 1, "end", "#222", set.dimension(v).id()));
            int line = 0;
            for (List<Result> results : byBase.values()) {
                double rho = results.get(0).rhoByValue()[v];
                double mae = results.get(0).maeByValue()[v];
                double length = Double.isFinite(rho) ? Math.max(0, rho * scale) : 0;
                double y = at + 11.0 * line;
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"215\" y=\"%.1f\" width=\"%.1f\" height=\"10\" fill=\"%s\"/>",
                        y,
                        length,
                        COLOURS[line++ % COLOURS.length]));
                String figures = Double.isFinite(rho) && Double.isFinite(mae) ? String.format(Locale.ROOT, "%.2f (%.2f)", rho, mae) : "–";
                svg.append(SvgFrame.text(221 + length, y + 9, "start", GREY, figures));
            }
        }
        return svg.append("</svg>\n").toString();
    }
}
