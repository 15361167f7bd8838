package todo.list;

import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change being taken back: only where nobody has changed the same since.
final class Undoing {
    private final Edits edits;
    private final Change change;

    Undoing(Edits edits, Change change) {
        this.edits = edits;
        this.change = change;
    }

    @Nullable
    Refusal make() {
        var list = edits.list();
        return switch (change.what()) {
            case Change.Added(var entry) -> added(entry);
            case Change.Edited(var before, var entry) -> edited(before, entry);
            case Change.Removed(var entry) ->
                list.entry(entry.id()) == null ? edits.putBack(entry) : refused("the entry is in the list");
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
        var was = entry.changedSince(before);
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
