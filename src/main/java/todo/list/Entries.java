package todo.list;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries of a list, found by id, uid and parent, and walked by place and by date; open ones
/// apart from completed ones, so that what is long done costs nothing.
final class Entries {
    static final Entries NONE = of(List.of());

    private final SortedTree<Entry> byId;
    private final SortedTree<Entry> byUid;
    private final SortedTree<Entry> byParent;
    private final Half open;
    private final Half completed;
    private final long bytes;

    private Entries(
            SortedTree<Entry> byId,
            SortedTree<Entry> byUid,
            SortedTree<Entry> byParent,
            Half open,
            Half completed,
            long bytes) {
        this.byId = byId;
        this.byUid = byUid;
        this.byParent = byParent;
        this.open = open;
        this.completed = completed;
        this.bytes = bytes;
    }

    static Entries of(List<Entry> entries) {
        var open = new ArrayList<Entry>();
        var completed = new ArrayList<Entry>();
        var parts = new ArrayList<Entry>();
        for (var entry : entries) {
            (entry.completed() ? completed : open).add(entry);
            if (entry.parent() != 0) {
                parts.add(entry);
            }
        }
        return new Entries(
                SortedTree.of(Orders.BY_ID, entries),
                SortedTree.of(Orders.BY_UID, entries),
                SortedTree.of(Orders.BY_PARENT, parts),
                Half.of(open),
                Half.of(completed),
                entries.stream().mapToLong(Entry::bytes).sum());
    }

    /// How much memory the entries' texts take.
    long bytes() {
        return bytes;
    }

    int size() {
        return byId.size();
    }

    int completedCount() {
        return completed.byPlace().size();
    }

    @Nullable
    Entry byId(long id) {
        return byId.find(Orders.withId(id));
    }

    @Nullable
    Entry byUid(String uid) {
        return byUid.find(Orders.withUid(uid));
    }

    Iterable<Entry> inOrderOfId() {
        return byId;
    }

    /// A place after all entries.
    double endOfOrder() {
        var lastOpen = open.byPlace().last();
        var lastCompleted = completed.byPlace().last();
        double last =
                Math.max(lastOpen == null ? 0 : lastOpen.order(), lastCompleted == null ? 0 : lastCompleted.order());
        return Math.floor(last) + 1;
    }

    /// `entry` and all that is part of it, each before its own parts.
    List<Entry> withParts(Entry entry) {
        var all = new ArrayList<Entry>();
        all.add(entry);
        for (int i = 0; i < all.size(); i++) {
            all.addAll(partsOf(all.get(i).id()));
        }
        return all;
    }

    /// How many steps deep the parts of the entry `id` go.
    int stepsBelow(long id) {
        int steps = 0;
        for (var level = partsOf(id); !level.isEmpty(); steps++) {
            level = level.stream().flatMap(part -> partsOf(part.id()).stream()).toList();
        }
        return steps;
    }

    /// The direct parts of the entry `id`, in order of place.
    private List<Entry> partsOf(long id) {
        var parts = new ArrayList<Entry>();
        var walk = byParent.from(Orders.partOf(id));
        while (walk.hasNext()) {
            var entry = walk.next();
            if (entry.parent() != id) {
                break;
            }
            parts.add(entry);
        }
        parts.sort(Orders.BY_PLACE);
        return parts;
    }

    /// With `entry` in the place of the one that has its id, if there is one.
    Entries plus(Entry entry) {
        var before = byId(entry.id());
        var rest = before == null ? this : minus(before);
        return new Entries(
                rest.byId.plus(entry),
                rest.byUid.plus(entry),
                entry.parent() == 0 ? rest.byParent : rest.byParent.plus(entry),
                entry.completed() ? rest.open : rest.open.plus(entry),
                entry.completed() ? rest.completed.plus(entry) : rest.completed,
                rest.bytes + entry.bytes());
    }

    /// Without the entry that has the id of `like`.
    Entries minus(Entry like) {
        var entry = byId(like.id());
        if (entry == null) {
            return this;
        }
        return new Entries(
                byId.minus(entry),
                byUid.minus(entry),
                entry.parent() == 0 ? byParent : byParent.minus(entry),
                entry.completed() ? open : open.minus(entry),
                entry.completed() ? completed.minus(entry) : completed,
                bytes - entry.bytes());
    }

    /// The completed ones, newest first: put in order each time anew, for an index would cost each list its memory.
    private Iterator<Entry> byCompletion(@Nullable Entry after) {
        List<Entry> found = new ArrayList<>();
        for (var entry : completed.byPlace()) {
            if (after == null || Orders.BY_COMPLETION.compare(after, entry) < 0) {
                found.add(entry);
            }
        }
        found.sort(Orders.BY_COMPLETION);
        return found.iterator();
    }

    /// What `query` may want, in its order, from behind `after`; it may still hold what `query` does not match.
    Iterator<Entry> walk(Query query, @Nullable Entry after) {
        if (query.lastCompletedFirst()) {
            return byCompletion(after);
        }
        if (query.completed() != null) {
            return (query.completed() ? completed : open).walk(query, after);
        }
        return new Merge(
                open.walk(query, after),
                completed.walk(query, after),
                query.byDate() ? Orders.BY_DUE : Orders.BY_PLACE);
    }
}
