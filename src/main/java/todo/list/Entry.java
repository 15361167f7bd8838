package todo.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing to do, as it stands at one version of its list.
///
/// @param id counts up within the list, from 1, and is never given twice
/// @param uid stable for ever, across lists and clients (RFC 5545 §3.8.4.7)
/// @param completedAt when it was completed, or `null` while it is open
/// @param priority 0 none, 1 highest … 9 lowest (RFC 5545 §3.8.1.9)
/// @param order where it stands in its list: lower comes first, then the lower id
/// @param parent the id of the entry it is a part of, or 0
/// @param repeat how it comes again (RFC 5545 §3.3.10), or empty
/// @param remind when people are reminded of it, or `null`
/// @param properties what clients sent that this system doesn't know, kept and given back
/// @param version the list's version that made it what it is
public record Entry(
        long id,
        String uid,
        String title,
        @Nullable Due due,
        String notes,
        @Nullable Instant completedAt,
        int priority,
        List<String> tags,
        double order,
        long parent,
        String repeat,
        @Nullable Reminder remind,
        Map<String, String> properties,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public Entry {
        tags = List.copyOf(tags);
        order += 0.0; // so that -0 is 0
        properties = properties.isEmpty() ? Map.of() : Map.copyOf(properties);
    }

    /// An entry with nothing in it yet.
    public static Entry blank(long id, String uid, double order, Instant createdAt) {
        return new Entry(
                id, uid, "", null, "", null, 0, List.of(), order, 0, "", null, Map.of(), 0, createdAt, createdAt);
    }

    /// The entry with `fields` as the list's `version`, of `updatedAt`, made it.
    public static Entry of(
            long id, String uid, Instant createdAt, List<Field> fields, long version, Instant updatedAt) {
        var entry = new Draft(blank(id, uid, 0, createdAt));
        fields.forEach(field -> entry.set(field, updatedAt));
        entry.version = version;
        entry.updatedAt = updatedAt.equals(createdAt) ? createdAt : updatedAt; // one of them in memory will do
        return entry.entry();
    }

    /// How much memory its texts take, in bytes: one for each character, or two where a text has one beyond U+00FF.
    long bytes() {
        long bytes = bytes(uid) + bytes(title) + bytes(notes) + bytes(repeat);
        for (String tag : tags) {
            bytes += bytes(tag);
        }
        for (var property : properties.entrySet()) {
            bytes += bytes(property.getKey()) + bytes(property.getValue());
        }
        return bytes;
    }

    /// How long its texts are that may be long, in characters.
    public long length() {
        long length = (long) title.length() + notes.length();
        for (var property : properties.entrySet()) {
            length += property.getKey().length() + property.getValue().length();
        }
        return length;
    }

    private static long bytes(String text) {
        int all = 0;
        for (int i = 0; i < text.length(); i++) {
            all |= text.charAt(i);
        }
        return all <= 0xff ? text.length() : 2L * text.length();
    }

    public boolean completed() {
        return completedAt != null;
    }

    /// Each field that people can change, with its value here.
    public List<Field> fields() {
        return List.of(
                new Field.Title(title),
                new Field.DueAt(due),
                new Field.Notes(notes),
                new Field.CompletedAt(completedAt),
                new Field.Priority(priority),
                new Field.Tags(tags),
                new Field.Order(order),
                new Field.Parent(parent),
                new Field.Repeat(repeat),
                new Field.Remind(remind),
                new Field.Properties(properties));
    }

    /// This entry with `changes` made to it, by `now`.
    public Entry with(List<Field> changes, Instant now) {
        var next = new Draft(this);
        changes.forEach(field -> next.set(field, now));
        return next.entry();
    }

    /// The same entry as the list's `version`, of `updatedAt`, made it.
    public Entry at(long version, Instant updatedAt) {
        var next = new Draft(this);
        next.version = version;
        next.updatedAt = updatedAt;
        return next.entry();
    }

    /// The same entry in another list, where it has another id and parent.
    public Entry as(long id, long parent, double order) {
        var next = new Draft(this);
        next.id = id;
        next.parent = parent;
        next.order = order;
        return next.entry();
    }

    /// The fields of `before` that have another value here: what an edit from `before` to this changed, as it was.
    public List<Field> changedSince(Entry before) {
        List<Field> was = new ArrayList<>();
        var here = fields();
        for (var field : before.fields()) {
            if (!here.contains(field)) {
                was.add(field);
            }
        }
        return List.copyOf(was);
    }

    /// The value this entry has in the field that `like` is of.
    public Field field(Field like) {
        for (var field : fields()) {
            if (field.getClass() == like.getClass()) {
                return field;
            }
        }
        throw new IllegalArgumentException(like + " is not held by an entry");
    }

    private static final class Draft {
        private final Entry from;
        private long id;
        private String title;
        private @Nullable Due due;
        private String notes;
        private @Nullable Instant completedAt;
        private int priority;
        private List<String> tags;
        private double order;
        private long parent;
        private String repeat;
        private @Nullable Reminder remind;
        private Map<String, String> properties;
        private long version;
        private Instant updatedAt;

        Draft(Entry from) {
            this.from = from;
            id = from.id;
            title = from.title;
            due = from.due;
            notes = from.notes;
            completedAt = from.completedAt;
            priority = from.priority;
            tags = from.tags;
            order = from.order;
            parent = from.parent;
            repeat = from.repeat;
            remind = from.remind;
            properties = from.properties;
            version = from.version;
            updatedAt = from.updatedAt;
        }

        void set(Field field, Instant now) {
            switch (field) {
                case Field.Title(var value) -> title = value;
                case Field.DueAt(var value) -> due = value;
                case Field.Notes(var value) -> notes = value;
                case Field.Completed(var value) ->
                    completedAt = !value ? null : completedAt == null ? now : completedAt;
                case Field.CompletedAt(var value) -> completedAt = value;
                case Field.Priority(var value) -> priority = value;
                case Field.Tags(var value) -> tags = value;
                case Field.Order(var value) -> order = value;
                case Field.Parent(var value) -> parent = value;
                case Field.Repeat(var value) -> repeat = value;
                case Field.Remind(var value) -> remind = value;
                case Field.Properties(var value) -> properties = value;
                case Field.SomeProperties some -> properties = some.mergedInto(properties);
            }
        }

        Entry entry() {
            return new Entry(
                    id,
                    from.uid,
                    title,
                    due,
                    notes,
                    completedAt,
                    priority,
                    tags,
                    order,
                    parent,
                    repeat,
                    remind,
                    properties,
                    version,
                    from.createdAt,
                    updatedAt);
        }
    }
}
