package todo.list;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import todo.list.Occurrences.Found;
import todo.list.Occurrences.Start;

/// The occurrence of a repeating entry that follows the one being completed.
///
/// It is the first time of the rule after the one before was due and after the completion; or, with
/// [Recurrence#COMPLETION], counted from the completion: from its minute by rules of hours and minutes, from its day by
/// longer ones, and never the day it was done for.
///
/// @param repeat the rule from there on
/// @param shift how far that is from the one before
record NextOccurrence(Moment due, String repeat, Shift shift) {

    /// A due date, and the time that it stands for on a clock that skips that time on that day; or `null`.
    record Moment(@Nullable Due due, @Nullable LocalDateTime skipped) {
        static Moment zoned(LocalDateTime clock, Instant instant, ZoneId zone) {
            var at = instant.atZone(zone);
            return new Moment(new Due.Zoned(at), at.toLocalDateTime().equals(clock) ? null : clock);
        }
    }

    /// How far subtasks and reminders move with their entry.
    ///
    /// @param elapsed what passes between the two by a rule of hours, minutes or seconds; `null` for longer ones,
    ///   which go by the clock
    record Shift(long days, Duration onTheClock, @Nullable Duration elapsed, ZoneId zone) {
        Reminder later(Reminder reminder) {
            return elapsed == null ? reminder.later(onTheClock, zone) : reminder.later(elapsed, ZoneOffset.UTC);
        }

        Moment later(Entry part) {
            try {
                return switch (part.due()) {
                    case null -> new Moment(null, null);
                    case Due.Day(var date) -> new Moment(new Due.Day(date.plusDays(days)), null);
                    case Due.Local(var at) -> new Moment(new Due.Local(at.plus(onTheClock)), null);
                    case Due.Zoned(var at) when elapsed != null -> new Moment(new Due.Zoned(at.plus(elapsed)), null);
                    case Due.Zoned(var at) -> {
                        var clock = clock(part, at.toLocalDateTime()).plus(onTheClock);
                        yield Moment.zoned(clock, clock.atZone(at.getZone()).toInstant(), at.getZone());
                    }
                };
            } catch (DateTimeException _) {
                return new Moment(part.due(), null); // there is no such year
            }
        }
    }

    /// @param completedAt when it is completed
    /// @param reader the zone of the one who completes it
    /// @return `null` if the rule has no more occurrences, or cannot be read
    static @Nullable NextOccurrence of(Entry entry, Instant completedAt, ZoneId reader) {
        Recurrence rule;
        try {
            rule = Recurrence.parse(entry.repeat());
        } catch (DateTimeException _) {
            return null; // kept before such rules were refused
        }
        return new Calculation(entry, rule, completedAt, reader).next();
    }

    /// The local time that the rule of `entry` means by its due date, which the clock shows as `shown`.
    private static LocalDateTime clock(Entry entry, LocalDateTime shown) {
        String kept = entry.properties().get(Recurrence.CLOCK);
        if (kept == null || !(entry.due() instanceof Due.Zoned(var at))) {
            return shown;
        }
        try {
            var clock = LocalDateTime.parse(kept);
            return clock.atZone(at.getZone()).toInstant().equals(at.toInstant()) ? clock : shown;
        } catch (DateTimeException _) {
            return shown; // written by somebody else
        }
    }

    private static final class Calculation {
        private final Entry entry;
        private final Recurrence rule;
        private final Instant completedAt;
        private final @Nullable Due due;
        private final ZoneId zone;
        private final LocalDateTime done;
        private final boolean fromCompletion;

        Calculation(Entry entry, Recurrence rule, Instant completedAt, ZoneId reader) {
            this.entry = entry;
            this.rule = rule;
            this.completedAt = completedAt;
            due = entry.due();
            zone = due instanceof Due.Zoned(var at) ? at.getZone() : reader;
            done = LocalDateTime.ofInstant(completedAt, zone);
            fromCompletion = Recurrence.COMPLETION.equals(entry.properties().get(Recurrence.FROM));
        }

        @Nullable
        NextOccurrence next() {
            boolean elapses = rule.frequency().isShorterThanDay();
            if (due == null) {
                return elapses ? elapsed() : ofDays();
            }
            if (due instanceof Due.Day) {
                return ofDays();
            }
            if (fromCompletion) {
                return elapses ? elapsed() : fromDayOfCompletion(due);
            }
            return fromDue(due);
        }

        /// An entry that is due on a day.
        private @Nullable NextOccurrence ofDays() {
            var anchor = due == null || fromCompletion ? done.toLocalDate() : due.date();
            var after = anchor.isAfter(done.toLocalDate()) ? anchor : done.toLocalDate();
            var start =
                    new Start(anchor.atStartOfDay(), instant(anchor, LocalTime.MIN), ZoneOffset.UTC, fromCompletion);
            var days = rule.ofDays();
            var found = Occurrences.after(days, start, instant(after, LocalTime.MAX));
            if (fromCompletion
                    && found != null
                    && due != null
                    && found.at().toLocalDate().equals(due.date())) {
                found = Occurrences.after(days, start, instant(due.date(), LocalTime.MAX));
            }
            if (found == null) {
                return null;
            }
            var day = found.at().toLocalDate();
            return goingOn(
                    found,
                    new Moment(new Due.Day(day), null),
                    (due == null ? done.toLocalDate() : due.date()).atStartOfDay());
        }

        private static Instant instant(LocalDate date, LocalTime time) {
            return date.atTime(time).toInstant(ZoneOffset.UTC);
        }

        /// A rule of hours, minutes or seconds that is counted from the completion.
        private @Nullable NextOccurrence elapsed() {
            var unit = rule.frequency() == Recurrence.Frequency.SECONDLY ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
            var from = completedAt.truncatedTo(unit);
            var start = new Start(done.truncatedTo(unit), from, zone, true);
            var found = Occurrences.after(rule, start, from);
            return found == null ? null : goingOn(found, moment(found), due == null ? done : shown(due));
        }

        /// A rule of days or longer that is counted from the completion, at the time of day it had.
        private @Nullable NextOccurrence fromDayOfCompletion(Due due) {
            var before = clock(entry, shown(due));
            var clock = done.toLocalDate().atTime(before.toLocalTime());
            var from = clock.atZone(zone).toInstant();
            boolean times = rule.hasTimes();
            var start = new Start(
                    clock, times ? done.toLocalDate().atStartOfDay(zone).toInstant() : from, zone, true);
            var found = Occurrences.after(rule, start, times ? completedAt : from);
            if (found != null
                    && found.at().toLocalDate().equals(before.toLocalDate())
                    && (!times || found.at().equals(before))) {
                found = Occurrences.after(rule, start, found.instant());
            }
            return found == null ? null : goingOn(found, moment(found), before);
        }

        private @Nullable NextOccurrence fromDue(Due due) {
            var clock = clock(entry, shown(due));
            boolean zoned = due instanceof Due.Zoned;
            var where = zoned ? zone : ZoneOffset.UTC;
            var from = due instanceof Due.Zoned(var at) ? at.toInstant() : clock.toInstant(ZoneOffset.UTC);
            var now = zoned ? completedAt : done.toInstant(ZoneOffset.UTC);
            var found = Occurrences.after(rule, new Start(clock, from, where, false), from.isAfter(now) ? from : now);
            return found == null ? null : goingOn(found, moment(found), clock);
        }

        private static LocalDateTime shown(Due due) {
            return due.date().atTime(due.time());
        }

        private Moment moment(Found found) {
            return due instanceof Due.Zoned
                    ? Moment.zoned(found.at(), found.instant(), zone)
                    : new Moment(new Due.Local(found.at()), null);
        }

        /// @param before when the one before was due
        private @Nullable NextOccurrence goingOn(Found found, Moment next, LocalDateTime before) {
            int passed = fromCompletion ? 1 : found.number();
            var instant = due instanceof Due.Zoned
                    ? found.instant()
                    : found.at().atZone(zone).toInstant();
            if (rule.isOver(found.at(), instant) || rule.count() > 0 && passed >= rule.count()) {
                return null;
            }
            String repeat =
                    rule.count() > 0 ? Recurrence.counted(entry.repeat(), rule.count() - passed) : entry.repeat();
            var elapsed = rule.frequency().isShorterThanDay() && due instanceof Due.Zoned(var at)
                    ? Duration.between(at.toInstant(), found.instant())
                    : null;
            long days = ChronoUnit.DAYS.between(before.toLocalDate(), found.at().toLocalDate());
            return new NextOccurrence(
                    next, repeat, new Shift(days, Duration.between(before, found.at()), elapsed, zone));
        }
    }
}
