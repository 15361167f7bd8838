package todo.list;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What comes of completing an entry that repeats, and of opening it again.
///
/// Completing it adds the next one, with what is part of it, all open; what is part of the completed one is completed
/// along. The two know each other by properties, so that completing it again adds nothing, and opening it again takes
/// the next one away, as long as nobody has touched that or made the opened one a part of it.
final class Repeating {
    private static final String NEXT = Recurrence.NEXT;
    private static final String PREVIOUS = Recurrence.PREVIOUS;

    private final Edits edits;
    private final ZoneId zone;

    /// @param zone where the one who edits is
    Repeating(Edits edits, ZoneId zone) {
        this.edits = edits;
        this.zone = zone;
    }

    /// Why `entry` can't have the rule that it has in place of that of `before`: a rule that is set must come again.
    /// One that was there already may be at its end.
    @Nullable
    Refusal check(Entry before, Entry entry) {
        if (entry.completed()
                || entry.repeat().isEmpty()
                || entry.repeat().equals(before.repeat())
                || edits.undoing() != 0) {
            return null;
        }
        var due = entry.due();
        var dueAt = due == null ? edits.now() : due.instant(zone);
        var completed = dueAt.isBefore(edits.now()) ? dueAt : edits.now();
        return NextOccurrence.of(entry, completed, zone) != null
                ? null
                : new Refusal.Invalid(
                        "repeat",
                        "must come again, which " + entry.repeat() + " does not after " + (due == null ? dueAt : due));
    }

    /// Makes `before` become `entry`, with what comes of it.
    @Nullable
    Refusal amend(Entry before, Entry entry) {
        var refusal = check(before, entry);
        if (refusal != null) {
            return refusal;
        }
        var next = nextOf(before);
        if (before.completed() && !entry.completed() && next != null) {
            return reopen(before, entry, next);
        }
        var completedAt = entry.completedAt();
        if (!before.completed() && completedAt != null && !entry.repeat().isEmpty() && next == null) {
            var coming = NextOccurrence.of(entry, completedAt, zone);
            if (coming != null) {
                return complete(before, entry, coming);
            }
        }
        edits.edited(before, entry);
        return null;
    }

    /// The entry that came behind `entry`, if it is in the list.
    @Nullable
    Entry nextOf(Entry entry) {
        String uid = entry.properties().get(NEXT);
        var next = uid == null ? null : edits.list().entry(uid);
        return next != null && entry.uid().equals(next.properties().get(PREVIOUS)) ? next : null;
    }

    /// The completed entry that `next` came behind, if it is in the list.
    @Nullable
    Entry previousOf(Entry next) {
        String uid = next.properties().get(PREVIOUS);
        var previous = uid == null ? null : edits.list().entry(uid);
        return previous != null && next.uid().equals(previous.properties().get(NEXT)) ? previous : null;
    }

    private @Nullable Refusal complete(Entry before, Entry entry, NextOccurrence coming) {
        var parts = partsToRepeat(before);
        Map<Long, String> uids = new HashMap<>();
        for (var part : parts) {
            uids.put(part.id(), Uid.following(part.uid(), edits.list().version(), edits.now()));
        }
        String uid = Uid.following(entry.uid(), edits.list().version(), edits.now());
        edits.edited(before, linked(entry, NEXT, uid));
        for (var part : parts) {
            if (!part.completed()) {
                var done = part.with(List.of(new Field.CompletedAt(entry.completedAt())), edits.now());
                edits.edited(part, linked(done, NEXT, uids.getOrDefault(part.id(), "")));
            }
        }
        Map<Long, Long> ids = new HashMap<>();
        var refusal = add(entry, uid, entry.parent(), coming.due(), coming.repeat(), coming.shift());
        ids.put(entry.id(), edits.list().lastId());
        for (var part : parts) {
            if (refusal == null) {
                long parent = ids.getOrDefault(part.parent(), 0L);
                var due = coming.shift().later(part);
                refusal = add(part, uids.getOrDefault(part.id(), ""), parent, due, part.repeat(), coming.shift());
                ids.put(part.id(), edits.list().lastId());
            }
        }
        return refusal;
    }

    /// All that is part of `entry`, but for what has its own next one there already, and what is part of that.
    private List<Entry> partsToRepeat(Entry entry) {
        List<Entry> parts = new ArrayList<>();
        Set<Long> kept = new HashSet<>(Set.of(entry.id()));
        for (var part : edits.list().entries().withParts(entry)) {
            boolean ended = part.completed() && part.properties().containsKey(NEXT);
            if (kept.contains(part.parent()) && part.id() != entry.id() && !ended) {
                kept.add(part.id());
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable Refusal add(
            Entry like, String uid, long parent, NextOccurrence.Moment due, String repeat, NextOccurrence.Shift shift) {
        var remind = like.remind();
        Map<String, String> properties = new HashMap<>(like.properties());
        properties.remove(NEXT);
        properties.remove(Recurrence.CLOCK);
        properties.put(PREVIOUS, like.uid());
        if (due.skipped() != null) {
            properties.put(Recurrence.CLOCK, due.skipped().toString());
        }
        List<Field> fields = new ArrayList<>(like.fields());
        fields.add(new Field.CompletedAt(null));
        fields.add(new Field.Parent(parent));
        fields.add(new Field.DueAt(due.due()));
        fields.add(new Field.Repeat(repeat));
        fields.add(new Field.Remind(remind == null ? null : shift.later(remind)));
        fields.add(new Field.Properties(properties));
        var blank = Entry.blank(edits.list().lastId() + 1, uid, like.order(), edits.now());
        return edits.put(blank.with(fields, edits.now()), Change.Added::new);
    }

    private static Entry linked(Entry entry, String name, @Nullable String uid) {
        Map<String, String> properties = new HashMap<>(entry.properties());
        if (uid == null) {
            properties.remove(name);
        } else {
            properties.put(name, uid);
        }
        return entry.with(List.of(new Field.Properties(properties)), entry.updatedAt());
    }

    private @Nullable Refusal reopen(Entry before, Entry entry, Entry next) {
        var coming = edits.list().entries().withParts(next);
        boolean holdsEntry = coming.stream().anyMatch(part -> part.id() == entry.parent());
        if (holdsEntry || !areAsTheyCame(before, coming)) {
            if (edits.undoing() != 0) {
                return new Refusal.NotUndoable(
                        edits.undoing(), "the next one, entry " + next.id() + ", was changed since");
            }
            edits.edited(before, entry);
            return null;
        }
        Set<String> gone = new HashSet<>();
        for (var each : coming.reversed()) {
            gone.add(each.uid());
            edits.recordAsUndoOf(each.version(), new Change.Removed(each));
        }
        edits.edited(before, linked(entry, NEXT, null));
        for (var part : edits.list().entries().withParts(entry)) {
            String nextOfPart = part.properties().get(NEXT);
            if (part.id() != entry.id() && nextOfPart != null && gone.contains(nextOfPart)) {
                var open = linked(part, NEXT, null).with(List.of(new Field.CompletedAt(null)), edits.now());
                edits.recordAsUndoOf(
                        part.version(),
                        new Change.Edited(part, open.at(edits.list().version() + 1, edits.now())));
            }
        }
        return null;
    }

    /// Whether nobody has touched what came behind `previous`: completing it made changes without a gap, first of it
    /// and of what was completed along, then of what came. (Clocks go back; versions do not.)
    private boolean areAsTheyCame(Entry previous, List<Entry> coming) {
        long first = coming.getFirst().version();
        long along = edits.list().entries().withParts(previous).stream()
                .filter(part -> part.version() > previous.version() && part.version() < first)
                .count();
        return first == previous.version() + along + 1
                && coming.stream()
                        .allMatch(entry -> entry.properties().containsKey(PREVIOUS)
                                && entry.createdAt().equals(entry.updatedAt())
                                && entry.version() < first + coming.size());
    }
}
