package circumplex.bench.simulation;

import java.util.List;
import java.util.Locale;

/** A bar chart or histogram as an SVG file: the same numbers give the same bytes. */
final class Svg {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 90;
    private static final int TOP = 40;
    private static final int BOTTOM = 130;
    private static final List<String> COLOURS = List.of("#4477aa", "#ccbb44", "#228833", "#ee6677");

    private final StringBuilder text = new StringBuilder();
    private final double low;
    private final double high;

    /** @param low and {@code high}: the ends of the scale of values */
    Svg(String title, double low, double high) {
        this.low = low;
        this.high = high;
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n",
                WIDTH,
                HEIGHT));
        text.append(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", WIDTH, HEIGHT));
        label(LEFT, TOP - 20, "start", 0, title);
        for (int step = 0; step <= 4; step++) {
            double value = low + (high - low) * step / 4;
            line(value, "#dddddd");
            label(LEFT - 6, y(value) + 4, "end", 0, String.format(Locale.ROOT, "%.2f", value));
        }
    }

    /** @param kinds what the bars of a group stand for; a value that is NaN is left out */
    Svg bars(List<String> groups, List<String> kinds, double[][] values) {
        double group = (double) (WIDTH - LEFT - 20) / groups.size();
        double bar = group * 0.8 / kinds.size();
        for (int g = 0; g < groups.size(); g++) {
            for (int k = 0; k < kinds.size(); k++) {
                if (!Double.isNaN(values[g][k])) {
                    double zero = y(Math.max(low, 0));
                    double end = y(values[g][k]);
                    text.append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                            LEFT + g * group + group * 0.1 + k * bar,
                            Math.min(zero, end),
                            bar,
                            Math.abs(zero - end),
                            COLOURS.get(k % COLOURS.size())));
                }
            }
            label(LEFT + (g + 0.5) * group, HEIGHT - BOTTOM + 14, groups.size() > 10 ? "end" : "middle", groups.size() > 10 ? -40 : 0, groups.get(g));
        }
        for (int k = 0; kinds.size() > 1 && k < kinds.size(); k++) {
            text.append(String.format(
                    Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>\n", LEFT + k * 220, HEIGHT - 16, COLOURS.get(k % COLOURS.size())));
            label(LEFT + k * 220 + 14, HEIGHT - 7, "start", 0, kinds.get(k));
        }
        return this;
    }

    /** A line across, with what it means. */
    Svg mark(double value, String meaning) {
        line(value, "#aa3377");
        label(WIDTH - 20, y(value) - 4, "end", 0, meaning);
        return this;
    }

    String end() {
        return text + "</svg>\n";
    }

    private void line(double value, String colour) {
        text.append(String.format(
                Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", LEFT, WIDTH - 20, y(value), y(value), colour));
    }

    private void label(double x, double y, String anchor, int turned, String words) {
        text.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" transform=\"rotate(%d %.1f %.1f)\">%s</text>\n",
                x,
                y,
                anchor,
                turned,
                x,
                y,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private double y(double value) {
        double within = Math.max(low, Math.min(high, value));
        return HEIGHT - BOTTOM - (within - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
    }
}
