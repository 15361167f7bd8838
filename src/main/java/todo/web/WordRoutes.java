package todo.web;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.EntryJson;
import todo.json.Json;
import todo.json.JsonReader;
import todo.list.Field;
import todo.list.Recurrence;
import todo.server.Todos;
import todo.words.Chip;
import todo.words.Line;
import todo.words.RuleText;
import todo.words.Speaker;
import tools.jackson.core.JsonGenerator;

/// `/api/parse` and `/api/repeat`: from words to fields of an entry, and from a rule to words.
final class WordRoutes {
    private static final int LONGEST_LINE = 4_000;
    private static final int MOST_KEPT = 100;

    private final Todos todos;

    WordRoutes(Todos todos) {
        this.todos = todos;
    }

    private record Said(String text, ZoneId zone, Locale language, List<String> keep) {}

    /// Understands a line. Nothing is added.
    void parse(Exchange exchange) {
        if (!exchange.method().equals("POST")) {
            throw Api.methodNotAllowed("POST");
        }
        exchange.parameters().allow();
        var said = Json.read(exchange.body(), json -> read(json, todos.zone()));
        var speaker = new Speaker(todos.now().atZone(said.zone), said.language, said.keep);
        var line = Line.of(speaker, said.text);
        exchange.json(json -> write(json, said, line));
    }

    private static Said read(JsonReader json, ZoneId server) {
        var read = new Object() {
            @Nullable
            String text;

            ZoneId zone = server;
            Locale language = Locale.ENGLISH;
            List<String> keep = List.of();
        };
        json.object(name -> {
            switch (name) {
                case "text" -> read.text = json.string();
                case "zone" -> read.zone = zone(json.string());
                case "language" -> read.language = language(json.string());
                case "keep" -> read.keep = json.array(json::string);
                default ->
                    throw new BadRequest("\"" + name + "\" is not a part of what can be parsed; it has text, zone,"
                            + " language and keep");
            }
        });
        String text = read.text;
        if (text == null || text.length() > LONGEST_LINE) {
            throw new BadRequest("\"text\" must be given, a line of at most 4,000 characters");
        }
        if (read.keep.size() > MOST_KEPT) {
            throw new BadRequest("\"keep\" must be at most 100 words");
        }
        return new Said(text, read.zone, read.language, read.keep);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadRequest("\"zone\" must be a time zone such as Europe/Berlin, not \"" + text + "\"", e);
        }
    }

    private static Locale language(String name) {
        try {
            return Speaker.language(name);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("\"language\": " + e.getMessage(), e);
        }
    }

    private static void write(JsonGenerator json, Said said, Line line) {
        List<Field> fields = new ArrayList<>(line.fields());
        fields.addFirst(new Field.Title(line.title()));
        json.writeStartObject();
        json.writeObjectPropertyStart("entry");
        fields.forEach(field -> EntryJson.writeField(json, field));
        json.writeEndObject();
        json.writeArrayPropertyStart("chips");
        line.chips().forEach(chip -> write(json, said, line, chip));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Said said, Line line, Chip chip) {
        json.writeStartObject();
        json.writeStringProperty("kind", chip.kind().toString());
        json.writeNumberProperty("from", chip.from());
        json.writeNumberProperty("to", chip.to());
        json.writeStringProperty("text", said.text.substring(chip.from(), chip.to()));
        json.writeStringProperty("value", chip.value());
        if (chip.kind() == Chip.Kind.REPEAT) {
            String words = RuleText.of(Recurrence.parse(chip.value()), line.repeatsAfterCompletion(), said.language);
            json.writeStringProperty("words", words == null ? chip.value() : words);
        }
        json.writeEndObject();
    }

    /// A rule in words.
    void repeat(Exchange exchange) {
        if (!exchange.method().equals("POST")) {
            throw Api.methodNotAllowed("POST");
        }
        exchange.parameters().allow();
        var asked = Json.read(exchange.body(), WordRoutes::readRule);
        String words = RuleText.of(recurrence(asked.rule), asked.afterCompletion, asked.language);
        exchange.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("rule", asked.rule);
            json.writeStringProperty("words", words == null ? asked.rule : words);
            json.writeEndObject();
        });
    }

    private record Asked(String rule, boolean afterCompletion, Locale language) {}

    private static Asked readRule(JsonReader json) {
        var read = new Object() {
            String rule = "";
            String from = "due";
            Locale language = Locale.ENGLISH;
        };
        json.object(name -> {
            switch (name) {
                case "rule" -> read.rule = json.string();
                case "from" -> read.from = json.string();
                case "language" -> read.language = language(json.string());
                default ->
                    throw new BadRequest("\"" + name + "\" is not a part of this; there are rule, from and language");
            }
        });
        if (!read.from.equals("due") && !read.from.equals("completion")) {
            throw new BadRequest("\"from\" must be due or completion, not \"" + read.from + "\"");
        }
        return new Asked(read.rule, read.from.equals("completion"), read.language);
    }

    private static Recurrence recurrence(String rule) {
        try {
            return Recurrence.parse(rule);
        } catch (DateTimeException e) {
            throw new BadRequest(
                    "\"rule\" must be a recurrence rule such as FREQ=WEEKLY;BYDAY=MO; " + e.getMessage(), e);
        }
    }
}
