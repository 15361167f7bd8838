package todo.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.list.Change;
import todo.list.Change.What;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListProperties;
import tools.jackson.core.JsonGenerator;

/// A change as JSON: as it is stored, and as it is told.
public final class ChangeJson {
    private static final byte[] ENTRY = "{\"entry\":".getBytes(StandardCharsets.US_ASCII);

    private ChangeJson() {}

    /// The form in which a change is stored beside its version, time and author: what happened, whole.
    public static byte[] write(Change change) {
        var entry = change.entry();
        return write(change, entry == null ? null : EntryJson.write(entry));
    }

    /// The same, where the form in which its entry is stored is known already.
    public static byte[] write(Change change, byte @Nullable [] entry) {
        byte[] rest = Json.write(json -> {
            json.writeStartObject();
            writeKindAndRest(json, change);
            json.writeEndObject();
        });
        if (entry == null) {
            return rest;
        }
        byte[] all = Arrays.copyOf(ENTRY, ENTRY.length + entry.length + rest.length);
        System.arraycopy(entry, 0, all, ENTRY.length, entry.length);
        System.arraycopy(rest, 0, all, ENTRY.length + entry.length, rest.length);
        all[ENTRY.length + entry.length] = ','; // in the place of the rest's opening brace
        return all;
    }

    private static void writeKindAndRest(JsonGenerator json, Change change) {
        json.writeStringProperty("kind", kind(change.what()));
        if (change.undoes() != 0) {
            json.writeNumberProperty("undoes", change.undoes());
        }
        writeRest(json, change.what());
    }

    private static void writeRest(JsonGenerator json, What what) {
        switch (what) {
            case Change.Edited(var before, var entry) -> {
                json.writeObjectPropertyStart("was");
                entry.changedSince(before).forEach(field -> EntryJson.writeField(json, field));
                json.writeNumberProperty("version", before.version());
                json.writeStringProperty("updatedAt", before.updatedAt().toString());
                json.writeEndObject();
            }
            case Change.MovedOut(var _, var to) -> json.writeStringProperty("to", to);
            case Change.MovedIn(var _, var from, var fromVersion) -> {
                json.writeStringProperty("from", from);
                json.writeNumberProperty("fromVersion", fromVersion);
            }
            case Change.Described(var before, var properties) -> {
                json.writeName("properties");
                write(json, properties);
                json.writeName("propertiesWere");
                write(json, before);
            }
            case Change.Added _, Change.Removed _, Change.Dropped _ -> {}
        }
    }

    /// Writes a change as people are told of it, with each changed field from and to.
    public static void tell(JsonGenerator json, Change change) {
        json.writeStartObject();
        json.writeNumberProperty("version", change.version());
        json.writeStringProperty("at", change.at().toString());
        json.writeStringProperty("by", change.by());
        json.writeStringProperty("kind", kind(change.what()));
        if (change.undoes() != 0) {
            json.writeNumberProperty("undoes", change.undoes());
        }
        var entry = change.entry();
        if (entry != null) {
            json.writeName("entry");
            json.writeStartObject();
            EntryJson.writeAll(json, entry);
            json.writeEndObject();
        }
        if (change.what() instanceof Change.Edited(var before, var after)) {
            json.writeObjectPropertyStart("changed");
            for (var was : after.changedSince(before)) {
                json.writeObjectPropertyStart(was.name());
                writeAs(json, "from", was);
                writeAs(json, "to", after.field(was));
                json.writeEndObject();
            }
            json.writeEndObject();
        } else {
            writeRest(json, change.what());
        }
        json.writeEndObject();
    }

    /// Writes the value of `field` under another name.
    public static void writeAs(JsonGenerator json, String name, Field field) {
        json.writeName(name);
        json.writeRawValue(value(field));
    }

    private static String value(Field field) {
        byte[] object = Json.write(json -> {
            json.writeStartObject();
            EntryJson.writeField(json, field);
            json.writeEndObject();
        });
        int start = "{\"\":".length() + field.name().length();
        return new String(object, start, object.length - start - 1, StandardCharsets.UTF_8);
    }

    public static void write(JsonGenerator json, ListProperties properties) {
        json.writeStartObject();
        writeMembers(json, properties);
        json.writeEndObject();
    }

    /// Writes a list's properties as properties of the object that is open.
    public static void writeMembers(JsonGenerator json, ListProperties properties) {
        json.writeStringProperty("title", properties.title());
        json.writeStringProperty("colour", properties.colour());
        EntryJson.writeOrder(json, properties.order());
    }

    /// Reads a list's properties; those that are not named are as in [ListProperties#NONE].
    public static ListProperties readProperties(JsonReader json) {
        var read = new Object() {
            String title = "";
            String colour = "";
            double order;
        };
        json.object(name -> {
            switch (name) {
                case "title" -> read.title = json.isNull() ? "" : json.string();
                case "colour" -> read.colour = json.isNull() ? "" : json.string();
                case "order" -> read.order = json.number();
                default ->
                    throw new BadRequest(
                            "\"" + name + "\" is not a property of a list; it has title, colour and order");
            }
        });
        return new ListProperties(read.title, read.colour, read.order);
    }

    /// Reads what [#write(Change)] wrote.
    public static Change read(long version, Instant at, String by, byte[] data) {
        return Json.read(data, json -> {
            var parts = new Parts();
            json.object(name -> parts.take(json, name));
            return parts.change(version, at, by);
        });
    }

    /// Writes all of a change, in the form in which it is stored.
    public static void writeWhole(JsonGenerator json, Change change) {
        json.writeStartObject();
        json.writeNumberProperty("version", change.version());
        json.writeStringProperty("at", change.at().toString());
        json.writeStringProperty("by", change.by());
        var entry = change.entry();
        if (entry != null) {
            json.writeName("entry");
            EntryJson.write(json, entry);
        }
        writeKindAndRest(json, change);
        json.writeEndObject();
    }

    /// Reads what [#writeWhole] wrote.
    public static Change readWhole(JsonReader json) {
        var read = new Object() {
            long version;
            Instant at = Instant.EPOCH;
            String by = "";
        };
        var parts = new Parts();
        json.object(name -> {
            switch (name) {
                case "version" -> read.version = json.wholeNumber();
                case "at" -> read.at = EntryJson.instant(json);
                case "by" -> read.by = json.string();
                default -> parts.take(json, name);
            }
        });
        return parts.change(read.version, read.at, read.by);
    }

    /// What is stored of a change, as it is being read.
    private static final class Parts {
        private String kind = "";
        private long undoes;
        private @Nullable Entry entry;
        private final List<Field> was = new ArrayList<>();
        private long wasVersion;
        private Instant wasAt = Instant.EPOCH;
        private String list = "";
        private long fromVersion;
        private ListProperties properties = ListProperties.NONE;
        private ListProperties before = ListProperties.NONE;

        void take(JsonReader json, String name) {
            switch (name) {
                case "kind" -> kind = json.string();
                case "undoes" -> undoes = json.wholeNumber();
                case "entry" -> entry = EntryJson.read(json);
                case "was" -> json.object(field -> takeWas(json, field));
                case "from", "to" -> list = json.string();
                case "fromVersion" -> fromVersion = json.wholeNumber();
                case "properties" -> properties = readProperties(json);
                case "propertiesWere" -> before = readProperties(json);
                default -> throw new BadRequest("\"" + name + "\" is not a part of a change");
            }
        }

        private void takeWas(JsonReader json, String field) {
            switch (field) {
                case "version" -> wasVersion = json.wholeNumber();
                case "updatedAt" -> wasAt = EntryJson.instant(json);
                case "properties" -> {
                    was.add(new Field.Properties(Map.of())); // all of them, not only some
                    was.add(EntryJson.readField(json, field));
                }
                default -> was.add(EntryJson.readField(json, field));
            }
        }

        Change change(long version, Instant at, String by) {
            What what = switch (kind) {
                case "added" -> new Change.Added(entry());
                case "edited" -> new Change.Edited(entry().with(was, at).at(wasVersion, wasAt), entry());
                case "removed" -> new Change.Removed(entry());
                case "movedOut" -> new Change.MovedOut(entry(), list);
                case "movedIn" -> new Change.MovedIn(entry(), list, fromVersion);
                case "described" -> new Change.Described(before, properties);
                case "dropped" -> new Change.Dropped();
                default -> throw new BadRequest("\"" + kind + "\" is not a kind of change");
            };
            return new Change(version, at, by, undoes, what);
        }

        private Entry entry() {
            if (entry == null) {
                throw new BadRequest("a change of this kind must have an entry");
            }
            return entry;
        }
    }

    /// The word for what happened.
    public static String kind(What what) {
        return switch (what) {
            case Change.Added _ -> "added";
            case Change.Edited _ -> "edited";
            case Change.Removed _ -> "removed";
            case Change.MovedOut _ -> "movedOut";
            case Change.MovedIn _ -> "movedIn";
            case Change.Described _ -> "described";
            case Change.Dropped _ -> "dropped";
        };
    }
}
