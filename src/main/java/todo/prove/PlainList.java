package todo.prove;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A list as plain as can be: all that it ever was is kept whole, version by version.
///
/// Nothing here is shared with [todo.list]: an undo is worked out from how the list was before and after.
final class PlainList {
    static final String TITLE = "title";
    static final String NOTES = "notes";
    static final String PRIORITY = "priority";
    static final String COMPLETED = "completedAt";

    /// An entry: its fields by name.
    record Item(String uid, Map<String, Object> fields) {
        Item with(String field, Object value) {
            Map<String, Object> changed = new HashMap<>(fields);
            changed.put(field, value);
            return new Item(uid, Map.copyOf(changed));
        }
    }

    /// The list at one version.
    ///
    /// @param edit counts the edits: one edit may make several versions
    /// @param moved set where an entry went to the other list, or came from it
    record Snapshot(
            boolean alive,
            String title,
            Map<Long, Item> items,
            Instant at,
            long edit,
            long undoes,
            @Nullable Moved moved) {}

    record Moved(String uid, boolean away) {}

    private final List<Snapshot> snapshots =
            new ArrayList<>(List.of(new Snapshot(false, "", Map.of(), Instant.EPOCH, 0, 0, null)));
    private long lastId;
    private long edit;

    long version() {
        return snapshots.size() - 1L;
    }

    Snapshot now() {
        return snapshots.getLast();
    }

    Snapshot at(long version) {
        return snapshots.get((int) version);
    }

    @Nullable
    Item item(long id) {
        return now().items().get(id);
    }

    /// The id of the entry `uid`, or 0.
    long find(String uid) {
        return now().items().entrySet().stream()
                .filter(item -> item.getValue().uid().equals(uid))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }

    Instant time(Instant clock) {
        return clock.isBefore(now().at()) ? now().at() : clock;
    }

    /// What is done from now on is another edit.
    void begin() {
        edit++;
    }

    private void become(boolean alive, String title, Map<Long, Item> items, Instant clock, long undoes) {
        snapshots.add(new Snapshot(alive, title, Map.copyOf(items), time(clock), edit, undoes, null));
    }

    private void become(boolean alive, Map<Long, Item> items, Instant clock, Moved moved) {
        snapshots.add(new Snapshot(alive, now().title(), Map.copyOf(items), time(clock), edit, 0, moved));
    }

    private void put(long id, @Nullable Item item, boolean alive, Instant clock, long undoes) {
        Map<Long, Item> items = new HashMap<>(now().items());
        if (item == null) {
            items.remove(id);
        } else {
            items.put(id, item);
        }
        become(alive, now().title(), items, clock, undoes);
    }

    void add(String uid, String title, Instant clock) {
        put(++lastId, new Item(uid, Map.of(TITLE, title, NOTES, "", PRIORITY, 0)), true, clock, 0);
    }

    void set(long id, Item item, Instant clock) {
        if (!item.equals(item(id))) {
            put(id, item, now().alive(), clock, 0);
        }
    }

    void remove(long id, Instant clock) {
        put(id, null, now().alive(), clock, 0);
    }

    void clear(Instant clock) {
        new TreeSet<>(now().items().keySet()).forEach(id -> remove(id, clock));
    }

    void describe(String title, Instant clock) {
        if (!now().alive() || !now().title().equals(title)) {
            become(true, title, now().items(), clock, 0);
        }
    }

    void drop(Instant clock) {
        if (now().alive()) {
            clear(clock);
            become(false, now().title(), Map.of(), clock, 0);
        }
    }

    Item letGo(long id, Instant clock) {
        Map<Long, Item> items = new HashMap<>(now().items());
        var item = Objects.requireNonNull(items.remove(id));
        become(now().alive(), items, clock, new Moved(item.uid(), true));
        return item;
    }

    void takeIn(Item item, Instant clock) {
        Map<Long, Item> items = new HashMap<>(now().items());
        items.put(++lastId, item);
        become(true, items, clock, new Moved(item.uid(), false));
    }

    /// Takes all back that was done by the edit that led to `version`. Gives why not, or "" if it did.
    String undo(long version, Instant clock) {
        for (var removed : at(version - 1).items().entrySet()) {
            if (kind(version) == 1
                    && !at(version).items().containsKey(removed.getKey())
                    && isElsewhere(removed.getValue().uid())) {
                return "NotUndoable";
            }
        }
        int before = snapshots.size();
        for (long each : edit(version)) {
            String refusal = undoOne(each, clock);
            if (!refusal.isEmpty()) {
                snapshots.subList(before, snapshots.size()).clear();
                return refusal;
            }
        }
        return "";
    }

    /// The versions that one edit made: first what dropped the list, then what removed entries, then the others but
    /// those that added entries, then those; each newest first.
    private List<Long> edit(long version) {
        List<Long> versions = new ArrayList<>();
        for (int kind = 0; kind <= 3; kind++) {
            for (long each = version(); each > 0; each--) {
                if (at(each).edit() == at(version).edit() && kind(each) == kind) {
                    versions.add(each);
                }
            }
        }
        return versions;
    }

    private int kind(long version) {
        int more = at(version).items().size() - at(version - 1).items().size();
        return at(version - 1).alive() && !at(version).alive() ? 0 : more < 0 ? 1 : more == 0 ? 2 : 3;
    }

    private String undoOne(long version, Instant clock) {
        var before = at(version - 1);
        var after = at(version);
        if (before.alive() && !after.alive()) {
            if (!now().alive()) {
                become(true, now().title(), now().items(), clock, version);
            }
            return "";
        }
        for (long id : union(before.items(), after.items())) {
            var was = before.items().get(id);
            var became = after.items().get(id);
            if (!Objects.equals(was, became)) {
                return became == null && was != null
                        ? putBack(version, id, was, clock)
                        : undo(version, id, was, Objects.requireNonNull(became), clock);
            }
        }
        if (!now().title().equals(after.title())) {
            return "NotUndoable";
        }
        if (!now().alive() || !now().title().equals(before.title())) {
            become(true, before.title(), now().items(), clock, version);
        }
        return "";
    }

    private String putBack(long version, long id, Item was, Instant clock) {
        if (item(id) != null || isElsewhere(was.uid())) {
            return "";
        }
        if (find(was.uid()) != 0) {
            return "UidTaken";
        }
        put(id, was, true, clock, version);
        return "";
    }

    private static Set<Long> union(Map<Long, Item> one, Map<Long, Item> other) {
        Set<Long> ids = new TreeSet<>(one.keySet());
        ids.addAll(other.keySet());
        return ids;
    }

    private String undo(long version, long id, @Nullable Item was, Item became, Instant clock) {
        var is = item(id);
        if (is == null) {
            return "NotUndoable";
        }
        var clashes = clashes(was, became, is);
        if (!clashes.isEmpty()) {
            return "Clashing" + clashes;
        }
        var back = was == null ? null : restored(was, became, is);
        if (!is.equals(back)) {
            put(id, back, now().alive(), clock, version);
        }
        return "";
    }

    /// Whether the last that happened to the entry here was that it left for the other list.
    private boolean isElsewhere(String uid) {
        for (var snapshot : snapshots.reversed()) {
            var moved = snapshot.moved();
            if (moved != null && moved.uid().equals(uid)) {
                return moved.away();
            }
            if (snapshot.items().values().stream().anyMatch(item -> item.uid().equals(uid))) {
                return false;
            }
        }
        return false;
    }

    /// The fields that the change to be taken back set, and that are another now: what it made of them, and what they
    /// are.
    private static Map<String, String> clashes(@Nullable Item was, Item became, Item is) {
        Map<String, String> clashes = new TreeMap<>();
        for (String field : List.of(TITLE, NOTES, PRIORITY, COMPLETED)) {
            var made = became.fields().get(field);
            boolean changed = was == null || !Objects.equals(was.fields().get(field), made);
            boolean isBack = was != null
                    && Objects.equals(was.fields().get(field), is.fields().get(field));
            if (changed && !isBack && !Objects.equals(made, is.fields().get(field))) {
                clashes.put(field, made + ", now " + is.fields().get(field));
            }
        }
        return clashes;
    }

    private static Item restored(Item was, Item became, Item is) {
        Map<String, Object> fields = new HashMap<>(is.fields());
        for (String field : List.of(TITLE, NOTES, PRIORITY, COMPLETED)) {
            var old = was.fields().get(field);
            if (!Objects.equals(old, became.fields().get(field))) {
                if (old == null) {
                    fields.remove(field);
                } else {
                    fields.put(field, old);
                }
            }
        }
        return new Item(is.uid(), Map.copyOf(fields));
    }
}
