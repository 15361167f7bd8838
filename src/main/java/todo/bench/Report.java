package todo.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import todo.json.Json;
import tools.jackson.core.JsonGenerator;

/// What was measured: a table as it goes, and JSON in the end.
final class Report {
    private static final String LINE = "  %-58s %12s  %-23s %-6s %-12s %-4s %s%n";

    private record Measured(
            Section section, List<Figure> figures, @Nullable String failure) {}

    private final PrintWriter out;
    private final List<Measured> measured = new ArrayList<>();

    Report(PrintWriter out) {
        this.out = out;
    }

    void begin(String machine) {
        out.println(machine);
        out.printf(Locale.ROOT, LINE, "", "median", "(min – max)", "unit", "reach", "", "original, ratio");
        out.flush();
    }

    void begin(Section section) {
        out.printf("%n%s: %s%n", section.name(), section.what());
        out.flush();
    }

    void add(Section section, List<Figure> figures) {
        measured.add(new Measured(section, figures, null));
        figures.forEach(this::print);
        out.flush();
    }

    void failed(Section section, String failure) {
        measured.add(new Measured(section, List.of(), failure));
        out.println("  FAILED: " + failure);
        out.flush();
    }

    private void print(Figure figure) {
        var row = figure.row();
        var reached = figure.reached();
        out.printf(
                Locale.ROOT,
                LINE,
                row.what(),
                number(figure.median()),
                "(" + number(figure.min()) + " – " + number(figure.max()) + ")",
                row.unit(),
                reach(row),
                reached == null ? "" : reached ? "yes" : "NO",
                original(figure));
    }

    private static String reach(Row row) {
        var reach = row.reach();
        var against = row.against();
        if (reach != null) {
            return (row.moreIsBetter() ? "≥ " : "≤ ") + number(reach);
        }
        return against == null ? "" : (against.times() > 1 ? "≥ " : "> ") + number(against.times()) + " ×";
    }

    private static String original(Figure figure) {
        var against = figure.row().against();
        var original = figure.original();
        if (against == null || original == null) {
            return against == null ? "" : "[" + against.what() + "]";
        }
        var ratio = figure.ratio();
        return number(original) + (ratio == null ? "" : ", " + number(ratio) + " ×") + " [" + against.what() + "]";
    }

    /// Three digits, or all before the point.
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 || size == Math.rint(size) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    void write(Path file, String machine, Workbench bench) throws IOException {
        try (var stream = Files.newOutputStream(file)) {
            Json.write(stream, json -> write(json, machine, bench));
            stream.write('\n');
        }
    }

    private void write(JsonGenerator json, String machine, Workbench bench) {
        json.writeStartObject();
        json.writeStringProperty(
                "at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeStringProperty("machine", machine);
        json.writeNumberProperty("secondsARound", bench.seconds());
        json.writeArrayPropertyStart("sections");
        for (var one : measured) {
            json.writeStartObject();
            json.writeStringProperty("section", one.section.name());
            json.writeStringProperty("what", one.section.what());
            if (one.failure != null) {
                json.writeStringProperty("failed", one.failure);
            }
            json.writeArrayPropertyStart("figures");
            one.figures.forEach(figure -> write(json, figure));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Figure figure) {
        var row = figure.row();
        json.writeStartObject();
        json.writeStringProperty("key", row.key());
        json.writeStringProperty("what", row.what());
        json.writeStringProperty("unit", row.unit());
        json.writeStringProperty("better", row.moreIsBetter() ? "more" : "less");
        json.writeNumberProperty("median", figure.median());
        json.writeNumberProperty("min", figure.min());
        json.writeNumberProperty("max", figure.max());
        write(json, "rounds", figure.rounds());
        write(json, "reach", row.reach());
        var reached = figure.reached();
        if (reached != null) {
            json.writeBooleanProperty("reached", reached);
        }
        var against = row.against();
        var original = figure.original();
        if (against != null && original != null) {
            json.writeObjectPropertyStart("original");
            json.writeStringProperty("what", against.what());
            json.writeNumberProperty("median", original);
            write(json, "rounds", figure.theirs());
            write(json, "ratio", figure.ratio());
            json.writeNumberProperty("ratioReach", against.times());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<Double> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeNumber);
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, @Nullable Double value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }
}
