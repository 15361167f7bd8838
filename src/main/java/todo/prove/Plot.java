package todo.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A picture of samples over time (SVG): a panel for each of what was measured, from zero up.
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 110;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final List<String> COLOURS = List.of("#3c7a4a", "#4a5d7e");

    private record Line(String name, ToDoubleFunction<Sample> value) {}

    private record Panel(String unit, List<Line> lines) {}

    private static final List<Panel> PANELS = List.of(
            new Panel(
                    "MB",
                    List.of(
                            new Line("heap after a full collection", Sample::heap),
                            new Line("memory in RAM", Sample::resident))),
            new Panel(
                    "",
                    List.of(
                            new Line("threads", sample -> sample.vitals().threads()),
                            new Line("file handles", sample -> sample.vitals().handles()))),
            new Panel("MB", List.of(new Line("write-ahead logs", Sample::wal))),
            new Panel("ms", List.of(new Line("p50 of the answers", Sample::p50), new Line("p99", Sample::p99))),
            new Panel("ms", List.of(new Line("slowest answer", Sample::max))));

    private Plot() {}

    static List<String> of(List<Sample> samples) {
        int height = PANELS.size() * HEIGHT + 30;
        List<String> svg = new ArrayList<>();
        svg.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height
                + "\" font-family=\"system-ui, sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"What the server"
                + " held and how fast it answered, over time\">");
        svg.add("<rect width=\"" + WIDTH + "\" height=\"" + height + "\" fill=\"#ffffff\"/>");
        double end = samples.isEmpty() ? 1 : samples.getLast().minutes();
        for (int i = 0; i < PANELS.size(); i++) {
            draw(svg, PANELS.get(i), i * HEIGHT, end, samples);
        }
        svg.add(text(LEFT, height - 10, "start", "#45526a", "0 min"));
        svg.add(text(WIDTH - RIGHT, height - 10, "end", "#45526a", number(end) + " min"));
        svg.add("</svg>");
        return svg;
    }

    private static void draw(List<String> svg, Panel panel, int top, double end, List<Sample> samples) {
        double most = panel.lines.stream()
                .flatMapToDouble(line -> samples.stream().mapToDouble(line.value))
                .max()
                .orElse(1);
        double full = round(most);
        int floor = top + HEIGHT - 10;
        int ceiling = top + 30;
        svg.add("<path d=\"M%d %dV%dH%d\" stroke=\"#c3cbd9\" fill=\"none\"/>"
                .formatted(LEFT, ceiling, floor, WIDTH - RIGHT));
        svg.add(text(LEFT - 6, ceiling + 4, "end", "#45526a", number(full) + " " + panel.unit));
        svg.add(text(LEFT - 6, floor + 4, "end", "#45526a", "0"));
        for (int i = 0; i < panel.lines.size(); i++) {
            var line = panel.lines.get(i);
            String colour = COLOURS.get(i);
            svg.add(text(LEFT + i * 240, top + 20, "start", colour, line.name));
            var points = new StringBuilder();
            for (var sample : samples) {
                double x = LEFT + (WIDTH - RIGHT - LEFT) * sample.minutes() / end;
                double y = floor - (floor - ceiling) * line.value.applyAsDouble(sample) / full;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
            svg.add("<polyline points=\"" + points.toString().strip() + "\" fill=\"none\" stroke=\"" + colour
                    + "\" stroke-width=\"1.5\"/>");
        }
    }

    /// The next round number from `most` up: 1, 2 or 5 and noughts.
    static double round(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 0.001))));
        for (double step : new double[] {1, 2, 5}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String text(int x, int y, String anchor, String colour, String text) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
                .formatted(x, y, anchor, colour, text.strip());
    }

    private static String number(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : String.format(Locale.ROOT, "%.1f", number);
    }
}
