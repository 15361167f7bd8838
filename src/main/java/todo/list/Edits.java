package todo.list;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import todo.list.Change.What;

/// One edit being made: the list as far as it has come, and the changes so far.
///
/// Each step either goes on or gives the refusal that ends it; nothing of a refused edit is kept.
final class Edits {
    private final List<Change> changes = new ArrayList<>();
    private final List<Long> touched = new ArrayList<>();
    private final Set<Long> takenBack = new HashSet<>();
    private final String by;
    private final Instant now;
    private TodoList list;
    private long undoes;

    Edits(TodoList list, String by, Instant now) {
        this.list = list;
        this.by = by;
        this.now = now;
    }

    Result make(Edit edit) {
        long before = list.bytes();
        var refusal = step(edit);
        if (refusal == null && list.bytes() > Math.max(before, Rules.MAX_BYTES) && !(edit instanceof Edit.Return)) {
            refusal = new Refusal.TooMuchText(Rules.MAX_BYTES);
        }
        if (refusal != null) {
            return new Result.Refused(refusal);
        }
        var entries = new ArrayList<Entry>();
        for (long id : touched) {
            var entry = list.entry(id);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new Result.Changed(list, List.copyOf(changes), List.copyOf(entries));
    }

    private @Nullable Refusal step(Edit edit) {
        return switch (edit) {
            case Edit.Add add -> add(add);
            case Edit.Amend(var id, var fields, var zone) -> amend(id, fields, zone);
            case Edit.Replace(var id, var fields, var zone) -> replace(id, fields, zone);
            case Edit.Remove(var id) -> remove(id);
            case Edit.Clear _ -> clear();
            case Edit.Describe(var properties) -> describe(properties);
            case Edit.Drop _ -> drop();
            case Edit.Undo(var change) -> undo(change);
            case Edit.Restore restore -> new GoingBack(this, restore).make();
            case Edit.Send(var id, var to) -> send(id, to);
            case Edit.Receive(var from, var sent) -> receive(from, sent);
            case Edit.Return(var sent) -> takeBack(sent);
            case Edit.All(var edits) -> all(edits);
        };
    }

    private @Nullable Refusal all(List<Edit> edits) {
        for (var edit : edits) {
            var refusal = step(edit);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal add(Edit.Add add) {
        long id = add.id() == 0 ? list.lastId() + 1 : add.id();
        if (id <= list.lastId()) {
            return new Refusal.Invalid("id", "must be one that the list has not given out yet, above " + list.lastId());
        }
        if (add.id() > Rules.MAX_ASKED_ID) {
            return new Refusal.Invalid("id", "must be at most " + Rules.MAX_ASKED_ID);
        }
        var refusal = Rules.checkUid(add.uid());
        if (refusal != null) {
            return refusal;
        }
        var blank = Entry.blank(
                id, add.uid(), list.entries().endOfOrder(), add.createdAt() == null ? now : add.createdAt());
        refusal = check(blank, add.fields());
        var entry = blank.with(add.fields(), now);
        if (refusal == null && entry.title().isEmpty()) {
            refusal = Rules.check(new Field.Title(""));
        }
        if (refusal == null && add.createdAt() == null) {
            refusal = new Repeating(this, ZoneOffset.UTC).check(blank, entry);
        }
        return refusal != null ? refusal : put(entry, Change.Added::new);
    }

    @Nullable
    Refusal amend(long id, List<Field> fields, ZoneId zone) {
        var before = list.entry(id);
        if (before == null) {
            return new Refusal.NoSuchEntry(id);
        }
        touched.add(id);
        var refusal = check(before, fields);
        if (refusal != null) {
            return refusal;
        }
        var entry = before.with(fields, now);
        return entry.equals(before) ? null : new Repeating(this, zone).amend(before, entry);
    }

    private @Nullable Refusal replace(long id, List<Field> fields, ZoneId zone) {
        var before = list.entry(id);
        if (before == null) {
            return new Refusal.NoSuchEntry(id);
        }
        List<Field> all = new ArrayList<>(Entry.blank(id, before.uid(), before.order(), before.createdAt())
                .fields());
        if (fields.stream().anyMatch(field -> field.equals(new Field.Completed(true)))) {
            all.removeIf(field -> field instanceof Field.CompletedAt);
        }
        all.addAll(fields);
        if (fields.stream().noneMatch(field -> field instanceof Field.Title)) {
            return Rules.check(new Field.Title(""));
        }
        all.removeFirst();
        return amend(id, all, zone);
    }

    @Nullable
    Refusal remove(long id) {
        var entry = list.entry(id);
        if (entry == null) {
            return new Refusal.NoSuchEntry(id);
        }
        list.entries().withParts(entry).reversed().forEach(part -> record(new Change.Removed(part)));
        return null;
    }

    private @Nullable Refusal clear() {
        list.all().forEach(entry -> record(new Change.Removed(entry)));
        return null;
    }

    @Nullable
    Refusal describe(ListProperties properties) {
        var refusal = Rules.check(properties);
        if (refusal == null && !(list.alive() && properties.equals(list.properties()))) {
            record(new Change.Described(list.properties(), properties));
        }
        return refusal;
    }

    private @Nullable Refusal drop() {
        if (list.alive()) {
            clear();
            record(new Change.Dropped());
        }
        return null;
    }

    private @Nullable Refusal send(long id, String to) {
        var entry = list.entry(id);
        if (entry == null) {
            return new Refusal.NoSuchEntry(id);
        }
        list.entries().withParts(entry).forEach(part -> record(new Change.MovedOut(part, to)));
        return null;
    }

    private @Nullable Refusal receive(String from, List<Change> sent) {
        Map<Long, Long> ids = new HashMap<>();
        for (var change : sent) {
            var entry = change.entry();
            if (entry == null) {
                continue;
            }
            long id = list.lastId() + 1;
            ids.put(entry.id(), id);
            long parent = ids.getOrDefault(entry.parent(), 0L);
            var refusal = put(
                    entry.as(id, parent, list.entries().endOfOrder()),
                    moved -> new Change.MovedIn(moved, from, change.version()));
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal takeBack(List<Change> sent) {
        for (var change : sent) {
            takesBack(change.version());
            var entry = change.entry();
            var refusal = entry == null ? null : putBack(entry);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal undo(Change change) {
        takesBack(change.version());
        return takenBack.contains(change.version()) ? null : new Undoing(this, change).make();
    }

    /// Where what it was a part of is gone, or has come to lie too deep, it is a part of nothing.
    @Nullable
    Refusal putBack(Entry entry) {
        boolean homeless = entry.parent() != 0 && checkParent(entry.id(), entry.parent()) != null;
        return put(homeless ? entry.as(entry.id(), 0, entry.order()) : entry, Change.Added::new);
    }

    /// The list as far as it has come.
    TodoList list() {
        return list;
    }

    Instant now() {
        return now;
    }

    @Nullable
    Refusal put(Entry entry, Function<Entry, What> what) {
        if (list.size() >= Rules.MAX_ENTRIES) {
            return new Refusal.Full(Rules.MAX_ENTRIES);
        }
        var same = list.entry(entry.uid());
        if (same != null) {
            return new Refusal.UidTaken(entry.uid(), same.id());
        }
        touched.add(entry.id());
        record(what.apply(entry.at(list.version() + 1, now)));
        return null;
    }

    private @Nullable Refusal check(Entry entry, List<Field> fields) {
        for (var field : fields) {
            var refusal = switch (field) {
                case Field.Parent(var parent) -> checkParent(entry.id(), parent);
                case Field.Repeat(var rule) when rule.equals(entry.repeat()) -> null; // accepted before
                default -> undoes != 0 ? null : Rules.check(field); // what comes back was accepted before
            };
            if (refusal != null) {
                return refusal;
            }
        }
        return fields.stream().anyMatch(Field.SomeProperties.class::isInstance)
                ? Rules.check(new Field.Properties(entry.with(fields, now).properties()))
                : null;
    }

    private @Nullable Refusal checkParent(long id, long parent) {
        int depth = parent == 0 ? 0 : list.entries().stepsBelow(id);
        for (long above = parent; above != 0; depth++) {
            var entry = list.entry(above);
            if (entry == null) {
                return new Refusal.Invalid("parent", "must be an entry of the list, and there is no " + above);
            }
            if (above == id) {
                return new Refusal.Invalid("parent", "must not be the entry itself or a part of it");
            }
            if (depth >= Rules.MAX_DEPTH) {
                return new Refusal.Invalid("parent", "must be at most " + Rules.MAX_DEPTH + " steps deep");
            }
            above = entry.parent();
        }
        return null;
    }

    /// Records that `before` became `entry`.
    void edited(Entry before, Entry entry) {
        record(new Change.Edited(before, entry.at(list.version() + 1, now)));
    }

    /// What is recorded from now on takes the change `version` back.
    void takesBack(long version) {
        undoes = version;
    }

    /// The version of the change that is being taken back, or 0.
    long undoing() {
        return undoes;
    }

    /// Records `what`, which takes the change `version` back if anything is being taken back.
    void recordAsUndoOf(long version, What what) {
        long all = undoes;
        undoes = all == 0 ? 0 : version;
        record(what);
        undoes = all;
    }

    void record(What what) {
        var change = new Change(list.version() + 1, now, by, undoes, what);
        changes.add(change);
        takenBack.add(undoes);
        list = list.with(change);
    }
}
