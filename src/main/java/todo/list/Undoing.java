package todo.list;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A change being taken back: only where nobody has changed the same since. What is back already stays.
final class Undoing {
    private final Edits edits;
    private final Change change;

    Undoing(Edits edits, Change change) {
        this.edits = edits;
        this.change = change;
    }

    /// The changes of one edit in the order in which they can be taken back: the list comes back before its entries,
    /// an entry before its subtasks, and an added entry goes after its subtasks. What completing an entry has added
    /// goes as that is opened again, before its subtasks.
    static List<Change> inOrder(List<Change> changes) {
        List<Change> ordered = new ArrayList<>();
        List<Change> completed = new ArrayList<>();
        List<Change> edited = new ArrayList<>();
        SequencedMap<Long, Change> removed = new LinkedHashMap<>();
        Map<Long, Change> added = new LinkedHashMap<>();
        for (var change : changes) {
            switch (change.what()) {
                case Change.Dropped _ -> ordered.add(change);
                case Change.Removed(var entry) -> removed.putFirst(entry.id(), change);
                case Change.Added(var entry) -> added.put(entry.id(), change);
                case Change.Edited(var before, var entry) when isRepeated(before, entry) -> completed.add(change);
                case Change.Edited _, Change.Described _, Change.MovedOut _, Change.MovedIn _ ->
                    edited.addFirst(change);
            }
        }
        if (!completed.isEmpty()) {
            added.values()
                    .removeIf(change -> change.what() instanceof Change.Added(var entry)
                            && entry.properties().containsKey(Recurrence.PREVIOUS));
        }
        ordered.addAll(topDown(removed));
        ordered.addAll(completed);
        ordered.addAll(edited);
        ordered.addAll(topDown(added).reversed());
        return ordered;
    }

    private static boolean isRepeated(Entry before, Entry completed) {
        return completed.properties().containsKey(Recurrence.NEXT)
                && !before.properties().containsKey(Recurrence.NEXT);
    }

    private static List<Change> topDown(Map<Long, Change> byId) {
        List<Change> ordered = new ArrayList<>();
        for (long id : List.copyOf(byId.keySet())) {
            take(id, byId, ordered);
        }
        return ordered;
    }

    private static void take(long id, Map<Long, Change> left, List<Change> ordered) {
        var change = left.remove(id);
        var entry = change == null ? null : change.entry();
        if (entry != null) {
            take(entry.parent(), left, ordered);
            ordered.add(change);
        }
    }

    @Nullable
    Refusal make() {
        var list = edits.list();
        return switch (change.what()) {
            case Change.Added(var entry) -> added(entry);
            case Change.Edited(var before, var entry) -> edited(before, entry);
            case Change.Removed(var entry) -> list.entry(entry.id()) == null ? edits.putBack(entry) : null;
            case Change.Described(var before, var properties) ->
                list.properties().equals(properties)
                        ? edits.describe(before)
                        : refused("the list's properties were changed again since");
            case Change.Dropped _ -> list.alive() ? null : edits.describe(list.properties());
            case Change.MovedOut _, Change.MovedIn _ -> refused("the entry moved between lists; move it back");
        };
    }

    private @Nullable Refusal added(Entry added) {
        var now = edits.list().entry(added.id());
        if (now == null) {
            return refused("the entry is not in the list any more");
        }
        var clashes = clashes(added.fields(), now);
        if (!clashes.isEmpty()) {
            return new Refusal.Clashing(change.version(), clashes);
        }
        var previous = new Repeating(edits, ZoneOffset.UTC).previousOf(now);
        if (previous != null && previous.completed()) {
            edits.takesBack(previous.version());
            return edits.amend(previous.id(), List.of(new Field.CompletedAt(null)), ZoneOffset.UTC);
        }
        if (edits.list().entries().withParts(now).size() > 1) {
            return refused("the entry was given subtasks since");
        }
        return edits.remove(added.id());
    }

    private @Nullable Refusal edited(Entry before, Entry entry) {
        var now = edits.list().entry(entry.id());
        if (now == null) {
            return refused("the entry is not in the list any more");
        }
        var was = entry.changedSince(before).stream()
                .filter(field -> !now.field(field).equals(field))
                .toList();
        var clashes = clashes(was.stream().map(entry::field).toList(), now);
        return clashes.isEmpty()
                ? edits.amend(entry.id(), was, ZoneOffset.UTC)
                : new Refusal.Clashing(change.version(), clashes);
    }

    private static List<Refusal.Clash> clashes(List<Field> made, Entry now) {
        return made.stream()
                .filter(field -> !now.field(field).equals(field))
                .map(field -> new Refusal.Clash(field, now.field(field)))
                .toList();
    }

    private Refusal refused(String reason) {
        return new Refusal.NotUndoable(change.version(), reason);
    }
}
