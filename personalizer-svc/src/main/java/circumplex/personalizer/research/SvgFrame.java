package circumplex.personalizer.research;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Axes, and what is drawn between them. */
final class SvgFrame {

    private static final double LEFT = 62;
    private static final double BELOW = 48;
    private static final double EDGE = 26;

    private final double width;
    private final double height;
    private final Range across;
    private final Range up;
    private final StringBuilder svg = new StringBuilder(4096);

    SvgFrame(double width, double height, Range across, Range up) {
        this.width = width;
        this.height = height;
        this.across = across;
        this.up = up;
        svg.append(open(width, height));
    }

    /** An axis from {@code low} to {@code high}. */
    @SuppressWarnings("ArrayRecordComponent")
    record Range(double low, double high, double[] ticks) {

        /** Ends and ticks at round numbers; at least a tenth of a tick is free at both ends. */
        static Range around(double low, double high) {
            double room = Math.max(1e-6, high - low);
            double power = Math.pow(10, Math.floor(Math.log10(room)));
            double step = room < 2 * power ? power / 5 : room < 4 * power ? power / 2 : power;
            int first = (int) Math.floor(low / step - 0.1);
            int last = (int) Math.ceil(high / step + 0.1);
            return new Range(first * step, last * step, IntStream.rangeClosed(first, last).mapToDouble(tick -> tick * step).toArray());
        }

        /** As many digits as keep the ticks apart. */
        private String label(double tick) {
            double least = ticks.length < 2 ? 1 : Arrays.stream(ticks).skip(1).map(one -> Math.abs(one - ticks[0])).min().orElse(1);
            int digits = Math.max(0, (int) Math.ceil(-Math.log10(least) - 1e-9));
            return String.format(Locale.ROOT, "%." + digits + "f", tick);
        }
    }

    static String open(double width, double height) {
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$.0f %2$.0f\" width=\"%1$.0f\" height=\"%2$.0f\" font-size=\"12\""
                        + " font-family=\"system-ui,sans-serif\">",
                width,
                height);
    }

    static String text(double x, double y, String anchor, String colour, String words) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x,
                y,
                anchor,
                colour,
                HtmlReport.text(words));
    }

    void axes(String below, String beside) {
        for (double tick : up.ticks()) {
            line(across.low(), tick, across.high(), tick, "#e4e4e4");
            svg.append(text(LEFT - 10, y(tick) + 4, "end", "#222", up.label(tick)));
        }
        for (double tick : across.ticks()) {
            svg.append(text(x(tick), height - BELOW + 20, "middle", "#222", across.label(tick)));
        }
        svg.append(text((LEFT + width - EDGE) / 2, height - 8, "middle", "#222", below));
        svg.append(text(6, 14, "start", "#222", beside));
    }

    String point(double x, double y, double aside) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x(x) + aside, y(y));
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        segment(x(x1), y(y1), x(x2), y(y2), colour, "");
    }

    /** A dashed line at one height, named at its right end. */
    void level(double level, String name, String colour) {
        segment(x(across.low()), y(level), x(across.high()), y(level), colour, " stroke-dasharray=\"5 4\"");
        svg.append(text(width - EDGE, y(level) - 4, "end", colour, name));
    }

    /** An interval. */
    void bar(double x, double low, double high, double aside, String colour) {
        segment(x(x) + aside, y(low), x(x) + aside, y(high), colour, " stroke-opacity=\".6\"");
    }

    void dot(double x, double y, double aside, double radius, String colour) {
        svg.append(String.format(
                Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\".75\"/>", x(x) + aside, y(y), radius, colour));
    }

    void path(String points, String colour) {
        svg.append(String.format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour));
    }

    /** The name of a line, one under the other above the plot's upper left corner. */
    void legend(int place, String name, String colour) {
        svg.append(text(LEFT + 8, 44 + 16.0 * place, "start", colour, name));
    }

    String svg() {
        return svg + "</svg>\n";
    }

    private void segment(double x1, double y1, double x2, double y2, String colour, String more) {
        svg.append(String.format(
                Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>", x1, y1, x2, y2, colour, more));
    }

    private double x(double value) {
        return LEFT + (value - across.low()) / (across.high() - across.low()) * (width - LEFT - EDGE);
    }

    private double y(double value) {
        return height - BELOW - (value - up.low()) / (up.high() - up.low()) * (height - BELOW - EDGE);
    }
}
