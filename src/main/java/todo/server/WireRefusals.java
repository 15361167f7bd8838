package todo.server;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.EntryJson;
import todo.json.JsonReader;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Refusal;
import tools.jackson.core.JsonGenerator;

/// Refusals, for the [Wire].
final class WireRefusals {
    private WireRefusals() {}

    /// Writes it as a property of the object that is open.
    static void write(JsonGenerator json, Refusal refusal) {
        json.writeName("refusal");
        json.writeStartObject();
        switch (refusal) {
            case Refusal.NoSuchList(var list) -> write(json, "noSuchList", "list", list);
            case Refusal.NoSuchEntry(var id) -> write(json, "noSuchEntry", "id", id);
            case Refusal.NoSuchChange(var version) -> write(json, "noSuchChange", "version", version);
            case Refusal.Invalid(var field, var requirement) -> {
                write(json, "invalid", "field", field);
                json.writeStringProperty("words", requirement);
            }
            case Refusal.Stale(var version, var current) -> {
                write(json, "stale", "version", version);
                if (current != null) {
                    json.writeName("current");
                    EntryJson.write(json, current);
                }
            }
            case Refusal.Full(var limit) -> write(json, "full", "limit", limit);
            case Refusal.TooMuchText(var limit) -> write(json, "tooMuchText", "limit", limit);
            case Refusal.UidTaken(var uid, var id) -> {
                write(json, "uidTaken", "uid", uid);
                json.writeNumberProperty("id", id);
            }
            case Refusal.Clashing(var version, var clashes) -> {
                write(json, "clashing", "version", version);
                json.writeArrayPropertyStart("clashes");
                clashes.forEach(clash -> write(json, clash));
                json.writeEndArray();
            }
            case Refusal.NotUndoable(var version, var reason) -> {
                write(json, "notUndoable", "version", version);
                json.writeStringProperty("words", reason);
            }
            case Refusal.KeyReused(var key) -> write(json, "keyReused", "key", key);
            case Refusal.NoLongerKept(var floor) -> write(json, "noLongerKept", "version", floor);
            case Refusal.Forbidden(var list) -> write(json, "forbidden", "list", list);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String kind, String name, String fact) {
        json.writeStringProperty("refusal", kind);
        json.writeStringProperty(name, fact);
    }

    private static void write(JsonGenerator json, String kind, String name, long fact) {
        json.writeStringProperty("refusal", kind);
        json.writeNumberProperty(name, fact);
    }

    private static void write(JsonGenerator json, Refusal.Clash clash) {
        json.writeStartObject();
        json.writeName("made");
        WireEdits.write(json, clash.made());
        json.writeName("now");
        WireEdits.write(json, clash.now());
        json.writeEndObject();
    }

    /// Reads an object that has one as a property.
    static Refusal read(JsonReader json) {
        var read = new Object() {
            @Nullable
            Refusal refusal;
        };
        json.object(Set.of("refusal"), name -> {
            if (name.equals("refusal")) {
                read.refusal = readRefusal(json);
            } else {
                json.skip();
            }
        });
        return Objects.requireNonNull(read.refusal);
    }

    private static Refusal readRefusal(JsonReader json) {
        var read = new Object() {
            String kind = "";
            String text = "";
            String words = "";
            long number;
            long id;

            @Nullable
            Entry current;

            List<Refusal.Clash> clashes = List.of();
        };
        json.object(Set.of("refusal"), name -> {
            switch (name) {
                case "refusal" -> read.kind = json.string();
                case "list", "field", "uid", "key" -> read.text = json.string();
                case "words" -> read.words = json.string();
                case "version", "limit" -> read.number = json.wholeNumber();
                case "id" -> read.id = json.wholeNumber();
                case "current" -> read.current = EntryJson.read(json);
                case "clashes" -> read.clashes = json.array(() -> readClash(json));
                default -> json.skip();
            }
        });
        return switch (read.kind) {
            case "noSuchList" -> new Refusal.NoSuchList(read.text);
            case "noSuchEntry" -> new Refusal.NoSuchEntry(read.id);
            case "noSuchChange" -> new Refusal.NoSuchChange(read.number);
            case "invalid" -> new Refusal.Invalid(read.text, read.words);
            case "stale" -> new Refusal.Stale(read.number, read.current);
            case "tooMuchText" -> new Refusal.TooMuchText(read.number);
            case "full" -> new Refusal.Full(Math.toIntExact(read.number));
            case "uidTaken" -> new Refusal.UidTaken(read.text, read.id);
            case "clashing" -> new Refusal.Clashing(read.number, read.clashes);
            case "notUndoable" -> new Refusal.NotUndoable(read.number, read.words);
            case "keyReused" -> new Refusal.KeyReused(read.text);
            case "noLongerKept" -> new Refusal.NoLongerKept(read.number);
            case "forbidden" -> new Refusal.Forbidden(read.text);
            default -> throw new BadRequest("\"" + read.kind + "\" is not a refusal that is known here");
        };
    }

    private static Refusal.Clash readClash(JsonReader json) {
        var read = new Object() {
            @Nullable
            Field made;

            @Nullable
            Field now;
        };
        json.object(Set.of("made", "now"), name -> {
            switch (name) {
                case "made" -> read.made = WireEdits.readField(json);
                case "now" -> read.now = WireEdits.readField(json);
                default -> json.skip();
            }
        });
        return new Refusal.Clash(Objects.requireNonNull(read.made), Objects.requireNonNull(read.now));
    }
}
