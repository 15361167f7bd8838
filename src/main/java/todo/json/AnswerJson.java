package todo.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.list.Change;
import todo.list.Change.What;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListProperties;

/// What the HTTP interface answers, read back: for its clients.
///
/// What is not known here is passed over, so that an older client can talk to a newer server, and named in
/// [JsonReader#unknown].
public final class AnswerJson {
    private static final Set<String> FIELDS = Set.of(
            "title",
            "due",
            "notes",
            "completedAt",
            "priority",
            "tags",
            "order",
            "parent",
            "repeat",
            "remind",
            "properties");

    private AnswerJson() {}

    /// An entry, and the list it is in.
    public record Listed(String list, Entry entry) {}

    /// What is known of a list beside its entries.
    ///
    /// @param name empty for lists of which not even the names can be read
    /// @param damage why nothing else is known; `null` if the list is whole
    public record Summary(
            String name,
            ListProperties properties,
            long version,
            Instant changedAt,
            int open,
            int completed,
            @Nullable String damage) {
        public Summary(
                String name, ListProperties properties, long version, Instant changedAt, int open, int completed) {
            this(name, properties, version, changedAt, open, completed, null);
        }

        public static Summary damaged(String name, String damage) {
            return new Summary(name, ListProperties.NONE, 0, Instant.EPOCH, 0, 0, damage);
        }
    }

    public static Listed entry(JsonReader json) {
        var read = new Object() {
            long id;
            String uid = "";
            String list = "";
            long version;
            Instant createdAt = Instant.EPOCH;
            Instant updatedAt = Instant.EPOCH;
            final List<Field> fields = new ArrayList<>();
        };
        json.object(name -> {
            switch (name) {
                case "id" -> read.id = json.wholeNumber();
                case "uid" -> read.uid = json.string();
                case "list" -> read.list = json.string();
                case "version" -> read.version = json.wholeNumber();
                case "createdAt" -> read.createdAt = EntryJson.instant(json);
                case "updatedAt" -> read.updatedAt = EntryJson.instant(json);
                case "completed", "url" -> json.skip();
                case String field
                when FIELDS.contains(field) -> read.fields.add(whole(EntryJson.readField(json, field)));
                default -> json.skipUnknown(name);
            }
        });
        var entry = Entry.blank(read.id, read.uid, 0, read.createdAt)
                .with(read.fields, read.updatedAt)
                .at(read.version, read.updatedAt);
        return new Listed(read.list, entry);
    }

    /// The fields that a line was understood to give.
    public static List<Field> understood(JsonReader json) {
        List<Field> fields = new ArrayList<>();
        json.object(name -> {
            if (name.equals("entry")) {
                json.object(field -> {
                    if (FIELDS.contains(field)) {
                        fields.add(EntryJson.readField(json, field));
                    } else {
                        json.skipUnknown(field);
                    }
                });
            } else {
                json.skip();
            }
        });
        return fields;
    }

    public static Summary list(JsonReader json) {
        var read = new Object() {
            String name = "";
            String title = "";
            String colour = "";
            double order;
            long version;
            Instant changedAt = Instant.EPOCH;
            int open;
            int completed;

            @Nullable
            String damage;
        };
        json.object(name -> {
            switch (name) {
                case "damaged" -> read.damage = json.string();
                case "name" -> read.name = json.string();
                case "title" -> read.title = json.string();
                case "colour" -> read.colour = json.string();
                case "order" -> read.order = json.number();
                case "version" -> read.version = json.wholeNumber();
                case "changedAt" -> read.changedAt = EntryJson.instant(json);
                case "open" -> read.open = Math.toIntExact(json.wholeNumber());
                case "completed" -> read.completed = Math.toIntExact(json.wholeNumber());
                case "url" -> json.skip();
                default -> json.skipUnknown(name);
            }
        });
        var properties = new ListProperties(read.title, read.colour, read.order);
        return new Summary(read.name, properties, read.version, read.changedAt, read.open, read.completed, read.damage);
    }

    /// Reads what [ChangeJson#tell] wrote.
    public static Change change(JsonReader json) {
        var read = new Object() {
            long version;
            Instant at = Instant.EPOCH;
            String by = "";
            String kind = "";
            long undoes;

            @Nullable
            Entry entry;

            List<Field> was = List.of();
            String other = "";
            long fromVersion;
            ListProperties properties = ListProperties.NONE;
            ListProperties before = ListProperties.NONE;
        };
        json.object(name -> {
            switch (name) {
                case "version" -> read.version = json.wholeNumber();
                case "at" -> read.at = EntryJson.instant(json);
                case "by" -> read.by = json.string();
                case "kind" -> read.kind = json.string();
                case "undoes" -> read.undoes = json.wholeNumber();
                case "entry" -> read.entry = entry(json).entry();
                case "changed" -> read.was = was(json);
                case "from", "to" -> read.other = json.string();
                case "fromVersion" -> read.fromVersion = json.wholeNumber();
                case "properties" -> read.properties = ChangeJson.readProperties(json);
                case "propertiesWere" -> read.before = ChangeJson.readProperties(json);
                default -> json.skipUnknown(name);
            }
        });
        var entry = read.entry;
        What what = entry == null
                ? read.kind.equals("dropped")
                        ? new Change.Dropped()
                        : new Change.Described(read.before, read.properties)
                : switch (read.kind) {
                    case "added" -> new Change.Added(entry);
                    case "removed" -> new Change.Removed(entry);
                    case "movedOut" -> new Change.MovedOut(entry, read.other);
                    case "movedIn" -> new Change.MovedIn(entry, read.other, read.fromVersion);
                    default -> new Change.Edited(entry.with(read.was, read.at), entry);
                };
        return new Change(read.version, read.at, read.by, read.undoes, what);
    }

    private static List<Field> was(JsonReader json) {
        Map<String, Field> was = new HashMap<>();
        json.object(field -> json.object(side -> {
            if (!FIELDS.contains(field)) {
                json.skipUnknown(field);
            } else if (side.equals("from")) {
                was.put(field, whole(EntryJson.readField(json, field)));
            } else {
                json.skip();
            }
        }));
        return List.copyOf(was.values());
    }

    private static Field whole(Field field) {
        if (!(field instanceof Field.SomeProperties(var some))) {
            return field;
        }
        Map<String, String> all = new HashMap<>();
        some.forEach((name, value) -> {
            if (value != null) {
                all.put(name, value);
            }
        });
        return new Field.Properties(all);
    }
}
