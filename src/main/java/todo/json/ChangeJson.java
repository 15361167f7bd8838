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
            json.writeStringProperty("kind", kind(change.what()));
            if (change.undoes() != 0) {
                json.writeNumberProperty("undoes", change.undoes());
            }
            writeRest(json, change.what());
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
            var read = new Object() {
                String kind = "";
                long undoes;

                @Nullable
                Entry entry;

                final List<Field> was = new ArrayList<>();
                long wasVersion;
                Instant wasAt = Instant.EPOCH;
                String list = "";
                long fromVersion;
                ListProperties properties = ListProperties.NONE;
                ListProperties before = ListProperties.NONE;
            };
            json.object(name -> {
                switch (name) {
                    case "kind" -> read.kind = json.string();
                    case "undoes" -> read.undoes = json.wholeNumber();
                    case "entry" -> read.entry = EntryJson.read(json);
                    case "was" ->
                        json.object(field -> {
                            switch (field) {
                                case "version" -> read.wasVersion = json.wholeNumber();
                                case "updatedAt" -> read.wasAt = EntryJson.instant(json);
                                case "properties" -> {
                                    read.was.add(new Field.Properties(Map.of())); // all of them, not only some
                                    read.was.add(EntryJson.readField(json, field));
                                }
                                default -> read.was.add(EntryJson.readField(json, field));
                            }
                        });
                    case "from", "to" -> read.list = json.string();
                    case "fromVersion" -> read.fromVersion = json.wholeNumber();
                    case "properties" -> read.properties = readProperties(json);
                    case "propertiesWere" -> read.before = readProperties(json);
                    default -> throw new BadRequest("\"" + name + "\" is not a part of a change");
                }
            });
            What what = switch (read.kind) {
                case "added" -> new Change.Added(entry(read.entry));
                case "edited" -> {
                    var entry = entry(read.entry);
                    yield new Change.Edited(entry.with(read.was, at).at(read.wasVersion, read.wasAt), entry);
                }
                case "removed" -> new Change.Removed(entry(read.entry));
                case "movedOut" -> new Change.MovedOut(entry(read.entry), read.list);
                case "movedIn" -> new Change.MovedIn(entry(read.entry), read.list, read.fromVersion);
                case "described" -> new Change.Described(read.before, read.properties);
                case "dropped" -> new Change.Dropped();
                default -> throw new BadRequest("\"" + read.kind + "\" is not a kind of change");
            };
            return new Change(version, at, by, read.undoes, what);
        });
    }

    private static Entry entry(@Nullable Entry entry) {
        if (entry == null) {
            throw new BadRequest("a change of this kind must have an entry");
        }
        return entry;
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
