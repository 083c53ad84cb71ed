package circumplex.bench.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A bar chart or histogram as an SVG file: the same numbers give the same bytes. */
final class Svg {

    private static final int WIDTH = 760;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int PLOT = 230;
    private static final int LEGEND = 26;
    private static final int SLANT_DEGREES = 40;

    /** Of a letter of the font, about, in px. */
    private static final double LETTER = 6;

    private static final List<Double> STEPS = List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.0);
    private static final int MOST_LINES = 6;
    private static final List<String> COLOURS = List.of("#4477aa", "#ccbb44", "#228833", "#ee6677");

    private final StringBuilder text = new StringBuilder();
    private final String title;
    private final double step;
    private final double low;
    private final double high;
    private int height = TOP + PLOT;

    /** @param low and {@code high}: what the scale has to hold; it goes on to the next round number */
    Svg(String title, double low, double high) {
        this.title = title;
        step = STEPS.stream().filter(each -> (high - low) / each <= MOST_LINES).findFirst().orElse(high - low);
        this.low = Math.floor(low / step + 1e-9) * step;
        this.high = Math.ceil(high / step - 1e-9) * step;
        for (long line = Math.round(this.low / step); line <= Math.round(this.high / step); line++) {
            line(line * step, line == 0 ? "#888888" : "#dddddd");
            label(LEFT - 6, y(line * step) + 4, "end", 0, String.format(Locale.ROOT, "%.2f", line * step));
        }
    }

    /** @param kinds what the bars of a group stand for; a value that is NaN is left out */
    Svg bars(List<String> groups, List<String> kinds, double[][] values) {
        double group = (double) (WIDTH - LEFT - RIGHT) / groups.size();
        double bar = group * 0.8 / kinds.size();
        double longest = LETTER * Collections.max(groups.stream().map(String::length).toList());
        boolean slanted = longest > group;
        for (int g = 0; g < groups.size(); g++) {
            for (int k = 0; k < kinds.size(); k++) {
                if (!Double.isNaN(values[g][k])) {
                    double zero = y(Math.max(low, 0));
                    double end = y(values[g][k]);
                    box(LEFT + g * group + group * 0.1 + k * bar, Math.min(zero, end), bar, Math.abs(zero - end), k);
                }
            }
            label(LEFT + (g + 0.5) * group, TOP + PLOT + 16, slanted ? "end" : "middle", slanted ? -SLANT_DEGREES : 0, groups.get(g));
        }
        height += 24 + (int) (slanted ? longest * Math.sin(Math.toRadians(SLANT_DEGREES)) : 0);
        if (kinds.size() > 1) {
            legend(kinds);
        }
        return this;
    }

    /** A line across, with what it means. */
    Svg mark(double value, String meaning) {
        line(value, "#aa3377");
        label(WIDTH - RIGHT, y(value) - 4, "end", 0, meaning);
        return this;
    }

    String end() {
        return String.format(
                        Locale.ROOT,
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                        <rect width="%d" height="%d" fill="white"/>
                        <text x="%d" y="%d" font-weight="bold">%s</text>
                        """,
                        WIDTH, height, WIDTH, height, LEFT, TOP - 20, escaped(title))
                + text
                + "</svg>\n";
    }

    private void legend(List<String> kinds) {
        List<Double> starts = new ArrayList<>(List.of((double) LEFT));
        for (int k = 0; k < kinds.size(); k++) {
            double x = starts.get(k);
            box(x, height, 10, 10, k);
            label(x + 14, height + 9, "start", 0, kinds.get(k));
            starts.add(x + 40 + LETTER * kinds.get(k).length());
        }
        height += LEGEND;
    }

    private void line(double value, String colour) {
        text.append(String.format(
                Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", LEFT, WIDTH - RIGHT, y(value), y(value), colour));
    }

    private void box(double x, double y, double width, double tall, int kind) {
        text.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                x, y, width, tall, COLOURS.get(kind % COLOURS.size())));
    }

    /** With a white rim, so that it can be read on a bar. */
    private void label(double x, double y, String anchor, int turned, String words) {
        text.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" transform=\"rotate(%d %.1f %.1f)\" stroke=\"white\" stroke-width=\"3\""
                        + " paint-order=\"stroke\">%s</text>\n",
                x, y, anchor, turned, x, y, escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }

    private double y(double value) {
        double within = Math.max(low, Math.min(high, value));
        return TOP + PLOT - (within - low) / (high - low) * PLOT;
    }
}
