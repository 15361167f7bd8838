package todo.server;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.JsonReader;
import todo.list.Entry;
import todo.list.ListProperties;
import todo.list.Query;
import todo.list.Selection;
import todo.list.TodoList;
import todo.server.Question.About;
import todo.server.Question.Entries;
import todo.server.Question.FoundEntry;
import tools.jackson.core.JsonGenerator;

/// Questions, and what is answered to them, for the [Wire].
final class WireQuestions {
    private WireQuestions() {}

    static void write(JsonGenerator json, Question<?> question) {
        json.writeStartObject();
        switch (question) {
            case About _ -> json.writeStringProperty("ask", "about");
            case Entries(var query, var limit) -> {
                json.writeStringProperty("ask", "entries");
                json.writeNumberProperty("limit", limit);
                json.writeName("query");
                write(json, query);
            }
            case Question.One(var id) -> {
                json.writeStringProperty("ask", "one");
                json.writeNumberProperty("id", id);
            }
            case Question.ByUid(var uid) -> {
                json.writeStringProperty("ask", "byUid");
                json.writeStringProperty("uid", uid);
            }
            case Question.Whole _ -> json.writeStringProperty("ask", "whole");
        }
        json.writeEndObject();
    }

    static Question<?> read(JsonReader json) {
        var read = new Object() {
            String ask = "";
            long id;
            String uid = "";
            Query query = Query.ALL;
            int limit;
        };
        json.object(Set.of("ask"), name -> {
            switch (name) {
                case "ask" -> read.ask = json.string();
                case "id" -> read.id = json.wholeNumber();
                case "uid" -> read.uid = json.string();
                case "query" -> read.query = readQuery(json);
                case "limit" -> read.limit = Math.toIntExact(json.wholeNumber());
                default -> json.skip();
            }
        });
        return switch (read.ask) {
            case "about" -> new About();
            case "entries" -> new Entries(read.query, read.limit);
            case "one" -> new Question.One(read.id);
            case "byUid" -> new Question.ByUid(read.uid);
            case "whole" -> new Question.Whole();
            default -> throw new BadRequest("\"" + read.ask + "\" can't be asked here");
        };
    }

    private static void write(JsonGenerator json, Query query) {
        json.writeStartObject();
        if (query.from() != null) {
            json.writeStringProperty("from", query.from().toString());
        }
        if (query.to() != null) {
            json.writeStringProperty("to", query.to().toString());
        }
        if (query.completed() != null) {
            json.writeBooleanProperty("completed", query.completed());
        }
        json.writeStringProperty("text", query.text());
        json.writeNumberProperty("after", query.after());
        json.writeBooleanProperty("lastCompletedFirst", query.lastCompletedFirst());
        json.writeEndObject();
    }

    private static Query readQuery(JsonReader json) {
        var read = new Object() {
            @Nullable
            LocalDate from;

            @Nullable
            LocalDate to;

            @Nullable
            Boolean completed;

            String text = "";
            long after;
            boolean lastCompletedFirst;
        };
        json.object(Set.of("text", "after", "lastCompletedFirst"), name -> {
            switch (name) {
                case "from" -> read.from = LocalDate.parse(json.string());
                case "to" -> read.to = LocalDate.parse(json.string());
                case "completed" -> read.completed = json.bool();
                case "text" -> read.text = json.string();
                case "after" -> read.after = json.wholeNumber();
                case "lastCompletedFirst" -> read.lastCompletedFirst = json.bool();
                default -> json.skip();
            }
        });
        return new Query(read.from, read.to, read.completed, read.text, read.after, read.lastCompletedFirst);
    }

    /// Writes the value of an answer as a property of the object that is open.
    static void writeValue(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case About.Known known -> {
                json.writeName("known");
                write(json, known);
            }
            case Entries.Selected(var alive, var version, var selection) -> {
                json.writeName("selected");
                json.writeStartObject();
                json.writeBooleanProperty("alive", alive);
                json.writeNumberProperty("version", version);
                if (selection != null) {
                    writeEntries(json, selection);
                }
                json.writeEndObject();
            }
            case FoundEntry(var entry) -> {
                json.writeName("found");
                json.writeStartObject();
                if (entry != null) {
                    json.writeName("entry");
                    EntryJson.write(json, entry);
                }
                json.writeEndObject();
            }
            case TodoList list -> {
                json.writeName("list");
                write(json, list);
            }
            case null, default -> throw new IllegalArgumentException(value + " is no answer");
        }
    }

    /// Reads the value of the property `name`, or `null` if that is none of an answer.
    static @Nullable Object readValue(JsonReader json, String name) {
        return switch (name) {
            case "known" -> readKnown(json);
            case "selected" -> readSelected(json);
            case "found" -> readFound(json);
            case "list" -> readList(json);
            default -> null;
        };
    }

    static void writeEntries(JsonGenerator json, Iterable<Entry> entries) {
        json.writeArrayPropertyStart("entries");
        entries.forEach(entry -> EntryJson.write(json, entry));
        json.writeEndArray();
    }

    static List<Entry> readEntries(JsonReader json) {
        return json.array(() -> EntryJson.read(json));
    }

    private static void write(JsonGenerator json, About.Known known) {
        json.writeStartObject();
        json.writeBooleanProperty("alive", known.alive());
        json.writeNumberProperty("version", known.version());
        json.writeStringProperty("changedAt", known.changedAt().toString());
        json.writeName("properties");
        ChangeJson.write(json, known.properties());
        json.writeNumberProperty("open", known.open());
        json.writeNumberProperty("completed", known.completed());
        json.writeEndObject();
    }

    /// A list with all its entries.
    static void write(JsonGenerator json, TodoList list) {
        json.writeStartObject();
        json.writeNumberProperty("version", list.version());
        json.writeStringProperty("changedAt", list.changedAt().toString());
        json.writeNumberProperty("lastId", list.lastId());
        json.writeBooleanProperty("alive", list.alive());
        json.writeName("properties");
        ChangeJson.write(json, list.properties());
        writeEntries(json, list.all());
        json.writeEndObject();
    }

    /// What is said of a list, with or without its entries.
    private static final class ListParts {
        private boolean alive;
        private long version;
        private Instant changedAt = Instant.EPOCH;
        private long lastId;
        private ListProperties properties = ListProperties.NONE;
        private int open;
        private int completed;
        private @Nullable List<Entry> entries;
    }

    private static ListParts readParts(JsonReader json, Set<String> required) {
        var read = new ListParts();
        json.object(required, name -> {
            switch (name) {
                case "alive" -> read.alive = json.bool();
                case "version" -> read.version = json.wholeNumber();
                case "changedAt" -> read.changedAt = EntryJson.instant(json);
                case "lastId" -> read.lastId = json.wholeNumber();
                case "properties" -> read.properties = ChangeJson.readProperties(json);
                case "open" -> read.open = Math.toIntExact(json.wholeNumber());
                case "completed" -> read.completed = Math.toIntExact(json.wholeNumber());
                case "entries" -> read.entries = readEntries(json);
                default -> json.skip();
            }
        });
        return read;
    }

    private static About.Known readKnown(JsonReader json) {
        var read = readParts(json, Set.of("alive", "version", "changedAt", "properties", "open", "completed"));
        return new About.Known(read.alive, read.version, read.changedAt, read.properties, read.open, read.completed);
    }

    private static Entries.Selected readSelected(JsonReader json) {
        var read = readParts(json, Set.of("alive", "version"));
        return new Entries.Selected(read.alive, read.version, read.entries == null ? null : Selection.of(read.entries));
    }

    static TodoList readList(JsonReader json) {
        var read = readParts(json, Set.of("alive", "version", "changedAt", "lastId", "properties", "entries"));
        return TodoList.of(
                read.version,
                read.changedAt,
                read.lastId,
                read.alive,
                read.properties,
                read.entries == null ? new ArrayList<>() : read.entries);
    }

    private static FoundEntry readFound(JsonReader json) {
        var read = new Object() {
            @Nullable
            Entry entry;
        };
        json.object(name -> {
            if (name.equals("entry")) {
                read.entry = EntryJson.read(json);
            } else {
                json.skip();
            }
        });
        return new FoundEntry(read.entry);
    }
}
