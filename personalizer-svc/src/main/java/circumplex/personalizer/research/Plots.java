package circumplex.personalizer.research;

import circumplex.personalizer.evaluation.Result;
import circumplex.values.ValueSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plots as SVG, each with the names of its axes and lines. */
final class Plots {

    private static final String[] COLOURS = {"#0b6e99", "#b5541c", "#4b7f2f", "#7a4fa3"};
    private static final double WIDTH = 640;
    private static final double HEIGHT = 320;
    private static final double EDGE = 50;

    private Plots() {}

    /** ρ over k, a line for each base. */
    static String curves(Map<String, List<Result>> byBase) {
        double low = 1;
        double high = 0;
        int most = 1;
        for (List<Result> curve : byBase.values()) {
            for (Result point : curve) {
                low = Math.min(low, point.spearman().low());
                high = Math.max(high, point.spearman().high());
                most = Math.max(most, point.k());
            }
        }
        Frame frame = new Frame(0, most, low - 0.005, high + 0.005, "annotations known", "Spearman's ρ");
        int line = 0;
        for (Map.Entry<String, List<Result>> curve : byBase.entrySet()) {
            StringBuilder points = new StringBuilder();
            for (Result point : curve.getValue()) {
                frame.line(point.k(), point.spearman().low(), point.k(), point.spearman().high(), COLOURS[line % COLOURS.length]);
                points.append(frame.point(point.k(), point.spearman().mean())).append(' ');
            }
            frame.path(points.toString(), COLOURS[line % COLOURS.length], curve.getKey(), line++);
        }
        return frame.svg();
    }

    /** Observed over predicted shares with nothing known, a line for each base. */
    static String reliability(Map<String, List<Result>> byBase) {
        Frame frame = new Frame(0, 1, 0, 1, "predicted", "observed");
        frame.line(0, 0, 1, 1, "#bbb");
        int line = 0;
        for (Map.Entry<String, List<Result>> curve : byBase.entrySet()) {
            StringBuilder points = new StringBuilder();
            for (double[] bin : curve.getValue().get(0).reliability()) {
                points.append(frame.point(bin[0], bin[1])).append(' ');
            }
            frame.path(points.toString(), COLOURS[line % COLOURS.length], curve.getKey(), line++);
        }
        return frame.svg();
    }

    /** MAE with nothing known, a row for each value and a bar for each base. */
    static String bars(ValueSet set, Map<String, List<Result>> byBase) {
        StringBuilder svg = new StringBuilder(4096);
        double row = 8.0 * byBase.size() + 8;
        double height = row * set.size() + 20;
        svg.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 640 %.0f\" width=\"640\" font-size=\"11\">", height));
        for (int v = 0; v < set.size(); v++) {
            svg.append(String.format(
                    Locale.ROOT, "<text x=\"4\" y=\"%.1f\">%s</text>", v * row + row / 2 + 4, HtmlReport.text(set.dimension(v).id())));
            int line = 0;
            for (List<Result> results : byBase.values()) {
                double mae = results.get(0).maeByValue()[v];
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"200\" y=\"%.1f\" width=\"%.1f\" height=\"7\" fill=\"%s\"><title>%.3f</title></rect>",
                        v * row + 4 + 8.0 * line,
                        Double.isFinite(mae) ? mae * 200 : 0,
                        COLOURS[line++ % COLOURS.length],
                        mae));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    /** Axes, and what is drawn between them. */
    private static final class Frame {
        private final double left;
        private final double right;
        private final double bottom;
        private final double top;
        private final StringBuilder svg = new StringBuilder(2048);

        Frame(double left, double right, double bottom, double top, String across, String up) {
            this.left = left;
            this.right = right;
            this.bottom = bottom;
            this.top = top;
            svg.append(String.format(
                    Locale.ROOT, "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" font-size=\"11\">", WIDTH, HEIGHT, WIDTH));
            for (int tick = 0; tick <= 4; tick++) {
                double x = left + (right - left) * tick / 4;
                double y = bottom + (top - bottom) * tick / 4;
                svg.append(String.format(
                        Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%.2f</text>", x(x) - 8, HEIGHT - EDGE + 16, x));
                svg.append(String.format(Locale.ROOT, "<text x=\"8\" y=\"%.1f\">%.3f</text>", y(y) + 4, y));
                line(left, y, right, y, "#eee");
            }
            svg.append(String.format(Locale.ROOT, "<text x=\"%.0f\" y=\"%.0f\">%s</text>", WIDTH / 2, HEIGHT - 12, across));
            svg.append(String.format(Locale.ROOT, "<text x=\"8\" y=\"14\">%s</text>", up));
        }

        String point(double x, double y) {
            return String.format(Locale.ROOT, "%.1f,%.1f", x(x), y(y));
        }

        void line(double x1, double y1, double x2, double y2, String colour) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                    x(x1),
                    y(y1),
                    x(x2),
                    y(y2),
                    colour));
        }

        void path(String points, String colour, String name, int place) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/><text x=\"%.0f\" y=\"%d\" fill=\"%s\">%s</text>",
                    points,
                    colour,
                    EDGE + 20,
                    30 + 14 * place,
                    colour,
                    HtmlReport.text(name)));
        }

        String svg() {
            return svg + "</svg>\n";
        }

        private double x(double value) {
            return EDGE + (value - left) / (right - left) * (WIDTH - EDGE - 20);
        }

        private double y(double value) {
            return HEIGHT - EDGE - (value - bottom) / (top - bottom) * (HEIGHT - EDGE - 20);
        }
    }
}
