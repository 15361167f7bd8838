package todo.list;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
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
/// the next one away, as long as nobody has touched that.
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

    /// Makes `before` become `entry`, with what comes of it.
    @Nullable
    Refusal amend(Entry before, Entry entry) {
        var next = nextOf(before);
        if (before.completed() && !entry.completed() && next != null) {
            return reopen(before, entry, next);
        }
        var completedAt = entry.completedAt();
        if (!before.completed() && completedAt != null && !entry.repeat().isEmpty() && next == null) {
            var coming = coming(entry, completedAt);
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

    /// @param repeat how it goes on from there
    private record Coming(Due due, String repeat, long daysLater) {}

    /// When the next one is due: the first time of the rule after the one before and after its completion. `null` if
    /// the rule has come to its end.
    private @Nullable Coming coming(Entry entry, Instant completedAt) {
        Recurrence rule;
        try {
            rule = Recurrence.parse(entry.repeat());
        } catch (DateTimeException _) {
            return null; // kept before such rules were refused
        }
        var due = entry.due();
        var where = due instanceof Due.Zoned(var at) ? at.getZone() : zone;
        var done = LocalDateTime.ofInstant(completedAt, where);
        boolean wholeDays = due == null || due instanceof Due.Day;
        var time = wholeDays || due == null ? LocalTime.MIN : due.time();
        boolean fromCompletion = Recurrence.COMPLETION.equals(entry.properties().get(Recurrence.FROM));
        var anchor = (due == null || fromCompletion ? done.toLocalDate() : due.date()).atTime(time);
        var after = fromCompletion ? anchor : later(anchor, done);
        var found =
                Occurrences.after(rule, anchor, wholeDays ? after.toLocalDate().atTime(LocalTime.MAX) : after);
        if (found == null || rule.isOver(found.at(), where) || rule.count() > 0 && found.number() >= rule.count()) {
            return null;
        }
        var left = rule.count() > 0 ? rule.withCount(rule.count() - found.number()) : rule;
        long days = ChronoUnit.DAYS.between(
                due == null ? done.toLocalDate() : due.date(), found.at().toLocalDate());
        return switch (due) {
            case null -> new Coming(new Due.Day(found.at().toLocalDate()), left.toString(), days);
            case Due.Day _ -> new Coming(new Due.Day(found.at().toLocalDate()), left.toString(), days);
            case Due.Local _ -> new Coming(new Due.Local(found.at()), left.toString(), days);
            case Due.Zoned _ -> zoned(found.at(), where, left, days);
        };
    }

    private static LocalDateTime later(LocalDateTime a, LocalDateTime b) {
        return a.isAfter(b) ? a : b;
    }

    /// A time that the clocks leave out on that day is said in the rule, so that it is not lost for the days behind.
    private static Coming zoned(LocalDateTime found, ZoneId where, Recurrence rule, long days) {
        var at = ZonedDateTime.of(found, where);
        var kept = at.toLocalDateTime().equals(found) ? rule : rule.at(found.toLocalTime());
        return new Coming(new Due.Zoned(at), kept.toString(), days);
    }

    private @Nullable Refusal complete(Entry before, Entry entry, Coming coming) {
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
        var refusal = add(entry, uid, entry.parent(), coming.due(), coming.repeat(), coming.daysLater());
        ids.put(entry.id(), edits.list().lastId());
        for (var part : parts) {
            if (refusal == null) {
                long parent = ids.getOrDefault(part.parent(), 0L);
                var due = later(part.due(), coming.daysLater());
                refusal = add(part, uids.getOrDefault(part.id(), ""), parent, due, part.repeat(), coming.daysLater());
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
            Entry like, String uid, long parent, @Nullable Due due, String repeat, long daysLater) {
        var remind = like.remind();
        Map<String, String> properties = new HashMap<>(like.properties());
        properties.remove(NEXT);
        properties.put(PREVIOUS, like.uid());
        List<Field> fields = new ArrayList<>(like.fields());
        fields.add(new Field.CompletedAt(null));
        fields.add(new Field.Parent(parent));
        fields.add(new Field.DueAt(due));
        fields.add(new Field.Repeat(repeat));
        fields.add(new Field.Remind(remind == null ? null : remind.later(daysLater)));
        fields.add(new Field.Properties(properties));
        var blank = Entry.blank(edits.list().lastId() + 1, uid, like.order(), edits.now());
        return edits.put(blank.with(fields, edits.now()), Change.Added::new);
    }

    private static @Nullable Due later(@Nullable Due due, long days) {
        try {
            return switch (due) {
                case null -> null;
                case Due.Day(var date) -> new Due.Day(date.plusDays(days));
                case Due.Local(var at) -> new Due.Local(at.plusDays(days));
                case Due.Zoned(var at) -> new Due.Zoned(at.plusDays(days));
            };
        } catch (DateTimeException _) {
            return due; // there is no such year
        }
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
        if (!coming.stream().allMatch(this::isAsItCame)) {
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

    private boolean isAsItCame(Entry next) {
        String uid = next.properties().get(PREVIOUS);
        var previous = uid == null ? null : edits.list().entry(uid);
        return previous != null
                && next.createdAt().equals(next.updatedAt())
                && next.title().equals(previous.title())
                && next.notes().equals(previous.notes())
                && next.priority() == previous.priority()
                && next.tags().equals(previous.tags());
    }
}
