package todo.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import todo.list.Due;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Reminder;
import tools.jackson.core.JsonGenerator;

/// An entry as JSON: one set of names, everywhere.
public final class EntryJson {
    private EntryJson() {}

    /// What a client says of an entry. What it does not name is `null`, or not among the `fields`.
    public record Draft(
            long id,
            @Nullable String uid,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            long version,
            List<Field> fields) {}

    /// Writes all that is known of `entry`, defaults too, as properties of the object that is open.
    public static void writeAll(JsonGenerator json, Entry entry) {
        write(json, entry, true);
    }

    /// `entry` as an object that leaves defaults out: the form in which it is stored.
    public static byte[] write(Entry entry) {
        return Json.write(json -> write(json, entry));
    }

    /// The same, to `json`.
    public static void write(JsonGenerator json, Entry entry) {
        json.writeStartObject();
        write(json, entry, false);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Entry entry, boolean defaults) {
        json.writeNumberProperty("id", entry.id());
        json.writeStringProperty("uid", entry.uid());
        json.writeStringProperty("title", entry.title());
        if (defaults || entry.due() != null) {
            writeText(json, "due", entry.due());
        }
        if (defaults || !entry.notes().isEmpty()) {
            json.writeStringProperty("notes", entry.notes());
        }
        if (defaults) {
            json.writeBooleanProperty("completed", entry.completed());
        }
        if (defaults || entry.completed()) {
            writeText(json, "completedAt", entry.completedAt());
        }
        if (defaults || entry.priority() != 0) {
            json.writeNumberProperty("priority", entry.priority());
        }
        if (defaults || !entry.tags().isEmpty()) {
            writeTags(json, entry.tags());
        }
        writeOrder(json, entry.order());
        if (defaults || entry.parent() != 0) {
            writeParent(json, entry.parent());
        }
        if (defaults || !entry.repeat().isEmpty()) {
            writeText(json, "repeat", entry.repeat().isEmpty() ? null : entry.repeat());
        }
        if (defaults || entry.remind() != null) {
            writeText(json, "remind", entry.remind());
        }
        if (defaults || !entry.properties().isEmpty()) {
            writeProperties(json, entry.properties());
        }
        json.writeNumberProperty("version", entry.version());
        json.writeStringProperty("createdAt", entry.createdAt().toString());
        json.writeStringProperty("updatedAt", entry.updatedAt().toString());
    }

    /// Writes one field as a property of the object that is open; what is absent is `null`.
    public static void writeField(JsonGenerator json, Field field) {
        switch (field) {
            case Field.Title(var value) -> json.writeStringProperty("title", value);
            case Field.DueAt(var value) -> writeText(json, "due", value);
            case Field.Notes(var value) -> json.writeStringProperty("notes", value);
            case Field.Completed(var value) -> json.writeBooleanProperty("completed", value);
            case Field.CompletedAt(var value) -> writeText(json, "completedAt", value);
            case Field.Priority(var value) -> json.writeNumberProperty("priority", value);
            case Field.Tags(var value) -> writeTags(json, value);
            case Field.Order(var value) -> writeOrder(json, value);
            case Field.Parent(var value) -> writeParent(json, value);
            case Field.Repeat(var value) -> writeText(json, "repeat", value.isEmpty() ? null : value);
            case Field.Remind(var value) -> writeText(json, "remind", value);
            case Field.Properties(var value) -> writeProperties(json, value);
            case Field.SomeProperties(var value) -> writeProperties(json, value);
        }
    }

    private static void writeTags(JsonGenerator json, List<String> tags) {
        json.writeArrayPropertyStart("tags");
        tags.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void writeParent(JsonGenerator json, long parent) {
        if (parent == 0) {
            json.writeNullProperty("parent");
        } else {
            json.writeNumberProperty("parent", parent);
        }
    }

    /// Writes a place: a whole number as one.
    static void writeOrder(JsonGenerator json, double order) {
        if (order == (long) order) {
            json.writeNumberProperty("order", (long) order);
        } else {
            json.writeNumberProperty("order", order);
        }
    }

    /// Writes them in order of name, so that the same entry is the same text at any time.
    private static void writeProperties(JsonGenerator json, Map<String, ? extends @Nullable String> properties) {
        json.writeObjectPropertyStart("properties");
        new TreeMap<>(properties).forEach((name, value) -> writeText(json, name, value));
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, String name, @Nullable Object value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value.toString());
        }
    }

    /// Reads what [#write(Entry)] wrote.
    public static Entry read(JsonReader json) {
        var draft = readDraft(json);
        if (draft.uid() == null || draft.createdAt() == null || draft.updatedAt() == null) {
            throw new BadRequest("an entry must have a uid, createdAt and updatedAt");
        }
        return Entry.of(draft.id(), draft.uid(), draft.createdAt(), draft.fields(), draft.version(), draft.updatedAt());
    }

    /// Reads an object that says something of an entry: a merge patch (RFC 7396), a new entry, a whole one.
    public static Draft readDraft(JsonReader json) {
        var draft = new Object() {
            long id;

            @Nullable
            String uid;

            @Nullable
            Instant createdAt;

            @Nullable
            Instant updatedAt;

            long version;

            final List<Field> fields = new ArrayList<>();
        };
        json.object(name -> {
            switch (name) {
                case "id" -> draft.id = json.wholeNumber();
                case "uid" -> draft.uid = json.string();
                case "version" -> draft.version = json.wholeNumber();
                case "createdAt" -> draft.createdAt = instant(json);
                case "updatedAt" -> draft.updatedAt = instant(json);
                case "list", "url" -> json.string();
                default -> draft.fields.add(readField(json, name));
            }
        });
        return new Draft(
                draft.id, draft.uid, draft.createdAt, draft.updatedAt, draft.version, consistent(draft.fields));
    }

    /// Where both are given, `completed` decides, and `completedAt` only adds the time to it.
    private static List<Field> consistent(List<Field> fields) {
        for (var field : fields) {
            if (field instanceof Field.Completed(var completed)) {
                fields.removeIf(other -> other instanceof Field.CompletedAt(var at) && (at != null) != completed);
                break;
            }
        }
        return fields;
    }

    /// Reads the value of the field `name`; `null` stands for having none.
    public static Field readField(JsonReader json, String name) {
        boolean none = json.isNull();
        return switch (name) {
            case "title" -> new Field.Title(none ? "" : json.string());
            case "due" -> new Field.DueAt(none ? null : due(json));
            case "notes" -> new Field.Notes(none ? "" : json.string());
            case "completed" -> new Field.Completed(!none && json.bool());
            case "completedAt" -> new Field.CompletedAt(none ? null : instant(json));
            case "priority" ->
                new Field.Priority(none ? 0 : Math.clamp(json.wholeNumber(), Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "tags" -> new Field.Tags(none ? List.of() : json.array(json::string));
            case "order" -> new Field.Order(json.number());
            case "parent" -> new Field.Parent(none ? 0 : json.wholeNumber());
            case "repeat" -> new Field.Repeat(none ? "" : json.string());
            case "remind" -> new Field.Remind(none ? null : reminder(json));
            case "properties" -> none ? new Field.Properties(Map.of()) : new Field.SomeProperties(properties(json));
            default -> throw new BadRequest("\"" + name + "\" is not a field of an entry");
        };
    }

    private static Map<String, @Nullable String> properties(JsonReader json) {
        Map<String, @Nullable String> properties = new LinkedHashMap<>();
        json.object(name -> properties.put(name, json.isNull() ? null : json.string()));
        return properties;
    }

    private static Due due(JsonReader json) {
        try {
            return Due.parse(json.string());
        } catch (DateTimeException e) {
            throw new BadRequest("\"due\": " + e.getMessage(), e);
        }
    }

    private static Reminder reminder(JsonReader json) {
        try {
            return Reminder.parse(json.string());
        } catch (DateTimeException e) {
            throw new BadRequest("\"remind\": " + e.getMessage(), e);
        }
    }

    /// Reads an instant, as finely as instants are kept.
    public static Instant instant(JsonReader json) {
        try {
            return Instants.parse(json.string());
        } catch (DateTimeException e) {
            throw json.unexpected("an instant such as 2026-12-24T17:00:00Z");
        }
    }
}
