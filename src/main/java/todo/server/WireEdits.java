package todo.server;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.JsonReader;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Field;
import todo.list.ListProperties;
import todo.list.TodoList;
import tools.jackson.core.JsonGenerator;

/// Edits, and the fields they set, for the [Wire].
final class WireEdits {
    private WireEdits() {}

    static void write(JsonGenerator json, Edit edit) {
        json.writeStartObject();
        switch (edit) {
            case Edit.Add add -> write(json, add);
            case Edit.Amend(var id, var fields, var zone) -> write(json, "amend", id, fields, zone);
            case Edit.Replace(var id, var fields, var zone) -> write(json, "replace", id, fields, zone);
            case Edit.Remove(var id) -> write(json, "remove", id);
            case Edit.Clear _ -> json.writeStringProperty("edit", "clear");
            case Edit.Describe(var properties) -> {
                json.writeStringProperty("edit", "describe");
                json.writeName("properties");
                ChangeJson.write(json, properties);
            }
            case Edit.Drop _ -> json.writeStringProperty("edit", "drop");
            case Edit.Undo(var change) -> writeOf(json, "undo", List.of(change));
            case Edit.Restore restore -> write(json, restore);
            case Edit.Send(var id, var to) -> {
                write(json, "send", id);
                json.writeStringProperty("list", to);
            }
            case Edit.Receive(var from, var sent) -> {
                writeOf(json, "receive", sent);
                json.writeStringProperty("list", from);
            }
            case Edit.Return(var sent) -> writeOf(json, "return", sent);
            case Edit.All(var edits) -> {
                json.writeStringProperty("edit", "all");
                json.writeArrayPropertyStart("edits");
                edits.forEach(each -> write(json, each));
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Edit.Add add) {
        write(json, "add", add.id());
        json.writeStringProperty("uid", add.uid());
        if (add.createdAt() != null) {
            json.writeStringProperty("createdAt", add.createdAt().toString());
        }
        write(json, add.fields());
    }

    private static void write(JsonGenerator json, Edit.Restore restore) {
        json.writeStringProperty("edit", "restore");
        json.writeName("then");
        WireQuestions.write(json, restore.then());
        writeTexts(json, "missing", restore.missing());
        writeTexts(json, "leaving", restore.leaving());
    }

    private static void write(JsonGenerator json, String kind, long id) {
        json.writeStringProperty("edit", kind);
        json.writeNumberProperty("id", id);
    }

    private static void write(JsonGenerator json, String kind, long id, List<Field> fields, ZoneId zone) {
        write(json, kind, id);
        write(json, fields);
        json.writeStringProperty("zone", zone.getId());
    }

    private static void writeOf(JsonGenerator json, String kind, List<Change> changes) {
        json.writeStringProperty("edit", kind);
        write(json, "changes", changes);
    }

    /// An object each, for a field may come twice, and what comes later holds.
    private static void write(JsonGenerator json, List<Field> fields) {
        json.writeArrayPropertyStart("fields");
        fields.forEach(field -> write(json, field));
        json.writeEndArray();
    }

    static void write(JsonGenerator json, Field field) {
        json.writeStartObject();
        EntryJson.writeField(json, field);
        if (field instanceof Field.Properties) {
            json.writeBooleanProperty("all", true);
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, String name, List<Change> changes) {
        json.writeArrayPropertyStart(name);
        changes.forEach(change -> ChangeJson.writeWhole(json, change));
        json.writeEndArray();
    }

    private static void writeTexts(JsonGenerator json, String name, Collection<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /// What an edit consists of, as it is being read.
    private static final class Members {
        private String kind = "";
        private long id;
        private @Nullable String uid;
        private @Nullable Instant createdAt;
        private @Nullable List<Field> fields;
        private ZoneId zone = ZoneOffset.UTC;
        private @Nullable ListProperties properties;
        private @Nullable List<Change> changes;
        private @Nullable TodoList then;
        private @Nullable List<String> missing;
        private @Nullable List<String> leaving;
        private @Nullable String list;
        private @Nullable List<Edit> edits;

        void take(JsonReader json, String name) {
            switch (name) {
                case "edit" -> kind = json.string();
                case "id" -> id = json.wholeNumber();
                case "uid" -> uid = json.string();
                case "createdAt" -> createdAt = EntryJson.instant(json);
                case "fields" -> fields = json.array(() -> readField(json));
                case "zone" -> zone = ZoneId.of(json.string());
                case "properties" -> properties = ChangeJson.readProperties(json);
                case "changes" -> changes = readChanges(json);
                case "then" -> then = WireQuestions.readList(json);
                case "missing" -> missing = json.array(json::string);
                case "leaving" -> leaving = json.array(json::string);
                case "list" -> list = json.string();
                case "edits" -> edits = json.array(() -> WireEdits.read(json));
                default -> throw new BadRequest("\"" + name + "\" is not a part of an edit");
            }
        }

        Edit edit() {
            return switch (kind) {
                case "add" -> new Edit.Add(given(uid), id, createdAt, given(fields));
                case "amend" -> new Edit.Amend(id, given(fields), zone);
                case "replace" -> new Edit.Replace(id, given(fields), zone);
                case "remove" -> new Edit.Remove(id);
                case "clear" -> new Edit.Clear();
                case "describe" -> new Edit.Describe(given(properties));
                case "drop" -> new Edit.Drop();
                case "undo" -> new Edit.Undo(given(changes).getFirst());
                case "restore" -> new Edit.Restore(given(then), Set.copyOf(given(missing)), Set.copyOf(given(leaving)));
                case "send" -> new Edit.Send(id, given(list));
                case "receive" -> new Edit.Receive(given(list), given(changes));
                case "return" -> new Edit.Return(given(changes));
                case "all" -> new Edit.All(given(edits));
                default -> throw new BadRequest("\"" + kind + "\" is not a kind of edit");
            };
        }

        private <T> T given(@Nullable T part) {
            if (part == null) {
                throw new BadRequest("an edit of the kind \"" + kind + "\" lacks a part");
            }
            return part;
        }
    }

    static Edit read(JsonReader json) {
        var members = new Members();
        json.object(name -> members.take(json, name));
        return members.edit();
    }

    static Field readField(JsonReader json) {
        var read = new Object() {
            @Nullable
            Field field;

            boolean all;
        };
        json.object(name -> {
            if (name.equals("all")) {
                read.all = json.bool();
            } else {
                read.field = EntryJson.readField(json, name);
            }
        });
        if (read.all && read.field instanceof Field.SomeProperties(var some)) {
            return new Field.Properties(whole(some));
        }
        if (read.field == null) {
            throw new BadRequest("a field is missing");
        }
        return read.field;
    }

    private static Map<String, String> whole(Map<String, @Nullable String> some) {
        Map<String, String> all = new LinkedHashMap<>();
        some.forEach((name, value) -> all.put(name, Objects.requireNonNull(value)));
        return all;
    }

    static List<Change> readChanges(JsonReader json) {
        return new ArrayList<>(json.array(() -> ChangeJson.readWhole(json)));
    }
}
