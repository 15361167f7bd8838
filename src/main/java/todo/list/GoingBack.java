package todo.list;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A list being taken back to how it was, by ordinary changes.
///
/// What moved between lists since then stays where it is now, for else an entry would be in two lists or in
/// none. It is settled beforehand which entries come back and which go; so what is added, removed or moved while
/// that is being settled stays added, removed or moved.
public final class GoingBack {
    private final Edits edits;
    private final Edit.Restore restore;

    GoingBack(Edits edits, Edit.Restore restore) {
        this.edits = edits;
        this.restore = restore;
    }

    /// What takes the list `now` back to `then`.
    ///
    /// @param movedOut the uids of what went to another list since, and is not back
    /// @param movedIn the uids of what came from another list since
    public static Edit.Restore plan(TodoList now, TodoList then, Set<String> movedOut, Set<String> movedIn) {
        Set<String> missing = new HashSet<>();
        Set<String> leaving = new HashSet<>();
        for (var entry : then.all()) {
            if (now.entry(entry.uid()) == null && !movedOut.contains(entry.uid())) {
                missing.add(entry.uid());
            }
        }
        for (var entry : now.all()) {
            if (then.entry(entry.uid()) == null && !movedIn.contains(entry.uid())) {
                leaving.add(entry.uid());
            }
        }
        return new Edit.Restore(then, missing, leaving);
    }

    @Nullable
    Refusal make() {
        describe();
        remove();
        for (var entry : restore.then().all()) {
            var refusal = comeBack(entry);
            if (refusal != null) {
                return refusal;
            }
        }
        releaseOrphans();
        return null;
    }

    private void describe() {
        var list = edits.list();
        var properties = restore.then().properties();
        if (!list.properties().equals(properties)
                || !list.alive() && restore.missing().isEmpty()) {
            edits.record(new Change.Described(list.properties(), properties));
        }
    }

    /// Parts before what they are a part of, as they mostly come later.
    private void remove() {
        var list = edits.list();
        restore.leaving().stream()
                .map(list::entry)
                .filter(java.util.Objects::nonNull)
                .sorted(Comparator.comparingLong(Entry::id).reversed())
                .forEach(entry -> edits.record(new Change.Removed(entry)));
    }

    private @Nullable Refusal comeBack(Entry then) {
        var here = edits.list().entry(then.uid());
        if (here != null) {
            var entry = here.with(then.as(then.id(), parent(then), then.order()).fields(), edits.now());
            if (!entry.equals(here)) {
                edits.record(new Change.Edited(here, entry.at(edits.list().version() + 1, edits.now())));
            }
            return null;
        }
        return restore.missing().contains(then.uid())
                ? edits.put(then.as(then.id(), parent(then), then.order()), Change.Added::new)
                : null;
    }

    /// The id that the parent has or is about to have here, or 0 if it is not here.
    private long parent(Entry then) {
        var parent = then.parent() == 0 ? null : restore.then().entry(then.parent());
        if (parent == null) {
            return 0;
        }
        var here = edits.list().entry(parent.uid());
        return here != null ? here.id() : restore.missing().contains(parent.uid()) ? parent.id() : 0;
    }

    /// What stays, and was a part of something that went, is a part of nothing now.
    private void releaseOrphans() {
        for (var entry : edits.list().all()) {
            if (entry.parent() != 0 && edits.list().entry(entry.parent()) == null) {
                var released = entry.with(List.of(new Field.Parent(0)), edits.now());
                edits.record(new Change.Edited(entry, released.at(edits.list().version() + 1, edits.now())));
            }
        }
    }
}
