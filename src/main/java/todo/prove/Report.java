package todo.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import todo.json.Json;
import tools.jackson.core.JsonGenerator;

/// What was tried and what was lost, as a table and as JSON.
final class Report {
    private static final String LINE = "%-12s %7s %9s  %-8s %s%n";

    private Report() {}

    static void print(PrintWriter out, List<Verdict> verdicts) {
        out.printf(LINE, "proof", "rounds", "seconds", "lost", "tried");
        for (var verdict : verdicts) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    verdict.proof().name(),
                    verdict.rounds(),
                    "%.1f".formatted(verdict.took().toMillis() / 1e3),
                    lost(verdict),
                    tried(verdict));
        }
        verdicts.forEach(verdict -> printFailure(out, verdict));
        out.flush();
    }

    private static String lost(Verdict verdict) {
        var failure = verdict.failure();
        return failure == null ? "nothing" : failure.lost() ? "LOST" : "FAILED";
    }

    private static String tried(Verdict verdict) {
        return verdict.tried().entrySet().stream()
                .map(one -> String.format(Locale.ROOT, "%,d %s", one.getValue(), one.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static void printFailure(PrintWriter out, Verdict verdict) {
        var failure = verdict.failure();
        if (failure != null) {
            String name = verdict.proof().name();
            out.printf("%n%s %s%n", name, failure.lost() ? "lost something:" : "could not be tried to its end:");
            out.println("  " + failure.message());
            out.println("  What it worked on is kept in " + failure.folder());
            out.println("  To try the same again: ./todo prove " + name + " --rounds 1 --seed " + failure.seed());
        }
    }

    static void write(Path file, String machine, long seed, List<Verdict> verdicts) throws IOException {
        try (var stream = Files.newOutputStream(file)) {
            Json.write(stream, json -> {
                json.writeStartObject();
                json.writeStringProperty(
                        "at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
                json.writeStringProperty("machine", machine);
                json.writeNumberProperty("seed", seed);
                json.writeArrayPropertyStart("proofs");
                verdicts.forEach(verdict -> write(json, verdict));
                json.writeEndArray();
                json.writeEndObject();
            });
            stream.write('\n');
        }
    }

    private static void write(JsonGenerator json, Verdict verdict) {
        json.writeStartObject();
        json.writeStringProperty("proof", verdict.proof().name());
        json.writeStringProperty("what", verdict.proof().what());
        json.writeNumberProperty("rounds", verdict.rounds());
        json.writeNumberProperty("seconds", verdict.took().toMillis() / 1e3);
        json.writeObjectPropertyStart("tried");
        verdict.tried().forEach(json::writeNumberProperty);
        json.writeEndObject();
        var failure = verdict.failure();
        json.writeBooleanProperty("proven", failure == null);
        if (failure != null) {
            json.writeBooleanProperty("lost", failure.lost());
            json.writeStringProperty("failure", failure.message());
            json.writeNumberProperty("failedSeed", failure.seed());
            json.writeStringProperty("kept", failure.folder().toString());
        }
        json.writeEndObject();
    }
}
