package todo.list;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence.Frequency;
import todo.list.Recurrence.Part;

/// The times of a recurrence rule (RFC 5545 §3.3.10).
///
/// Rules of days and longer go by the clock on the wall: a time that summer time skips is as much later as the clock
/// jumps, and of a time that comes twice the first is taken (§3.3.5). Rules of hours and shorter count elapsed time
/// ([ElapsedTimes]). The search is exact: it ends at the year 9999, or when the calendar, which is the same again after
/// 400 years, shows that nothing comes.
public final class Occurrences {
    private final Recurrence rule;
    private final Start start;
    private final DayFilter days;
    private final List<LocalTime> times;
    private final Search search;

    private Occurrences(Recurrence rule, Start start, Instant after) {
        this.rule = rule;
        this.start = start;
        this.days = new DayFilter(rule, start.clock().toLocalDate(), start.monthEnds());
        this.times = times(rule, start.clock().toLocalTime());
        this.search = new Search(rule.count(), start.instant(), after);
    }

    /// The anchor of a rule (its `DTSTART`).
    ///
    /// @param clock what the rule counts from, as a clock in `zone` shows it; where summer time skips it, `instant`
    ///   shows another time there
    /// @param monthEnds whether a day that a month does not have is its last day; else it is left out, as RFC 5545
    ///   has it
    record Start(LocalDateTime clock, Instant instant, ZoneId zone, boolean monthEnds) {
        static Start of(LocalDateTime clock, ZoneId zone) {
            return new Start(clock, clock.atZone(zone).toInstant(), zone, false);
        }
    }

    /// @param at the time by the rule, which the clock of the zone may skip
    /// @param number how many come after the anchor up to this one, itself included; known only if the rule counts
    public record Found(LocalDateTime at, Instant instant, int number) {}

    /// The first time after `after` and not before `anchor`, by a clock that never changes; `null` if there is none up
    /// to the year 9999. When the rule ends is not looked at.
    public static @Nullable Found after(Recurrence rule, LocalDateTime anchor, LocalDateTime after) {
        return after(rule, Start.of(anchor, ZoneOffset.UTC), after.toInstant(ZoneOffset.UTC));
    }

    static @Nullable Found after(Recurrence rule, Start start, Instant after) {
        var all = new Occurrences(rule, start, after);
        return rule.frequency().isShorterThanDay()
                ? new ElapsedTimes(rule, start, all.days, all.search).find(after)
                : all.find(after);
    }

    private @Nullable Found find(Instant after) {
        long mostDays = Math.ceilDiv(unit().getDuration().toSeconds(), 86_400);
        if (!positionsExist(rule, times.size() * mostDays)) {
            return null;
        }
        var local = LocalDateTime.ofInstant(after, start.zone()).toLocalDate();
        boolean counts = rule.count() > 0;
        long first = counts ? 0 : Math.max(0, unit().between(period(0), local) / rule.interval() - 1);
        long cycle = DayFilter.CYCLE / unit().getDuration().toDays() + 2;
        long seen = 0;
        for (long n = first, empty = 0; empty <= cycle; n++, empty++) {
            var period = period(n * rule.interval());
            if (period.getYear() > 9999) {
                return null;
            }
            var fitting = days.allowed(period, period.plus(1, unit()));
            if (!fitting.isEmpty() && find(fitting, counts ? LocalDate.MIN : local.minusDays(1))) {
                return search.found;
            }
            empty = search.offered > seen ? 0 : empty;
            seen = search.offered;
        }
        return null;
    }

    /// @param from the first of the days that is worth a look
    private boolean find(List<LocalDate> fitting, LocalDate from) {
        if (!rule.by(Part.BYSETPOS).isEmpty()) {
            return offer(positions(rule, fitting.size() * times.size())
                    .map(i -> fitting.get(i / times.size()).atTime(times.get(i % times.size()))));
        }
        for (var day : fitting) {
            if (!day.isBefore(from) && offer(times.stream().map(day::atTime))) {
                return true;
            }
        }
        return false;
    }

    private boolean offer(Stream<LocalDateTime> times) {
        return times.map(at -> new Found(at, at.atZone(start.zone()).toInstant(), 0))
                .sorted(Comparator.comparing(Found::instant).thenComparing(Found::at, Comparator.reverseOrder()))
                .anyMatch(search::take);
    }

    private ChronoUnit unit() {
        return switch (rule.frequency()) {
            case WEEKLY -> ChronoUnit.WEEKS;
            case MONTHLY -> ChronoUnit.MONTHS;
            case YEARLY -> ChronoUnit.YEARS;
            case SECONDLY, MINUTELY, HOURLY, DAILY -> ChronoUnit.DAYS;
        };
    }

    /// The first day of the period that comes `units` after the anchor's.
    private LocalDate period(long units) {
        var day = start.clock().toLocalDate();
        var first = switch (rule.frequency()) {
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(rule.weekStart()));
            case MONTHLY -> day.withDayOfMonth(1);
            case YEARLY -> day.withDayOfYear(1);
            case SECONDLY, MINUTELY, HOURLY, DAILY -> day;
        };
        return first.plus(units, unit());
    }

    /// The times of one period of `rule` that has `clock` in it, in order.
    static List<LocalTime> times(Recurrence rule, LocalTime clock) {
        List<LocalTime> times = new ArrayList<>();
        for (int hour : values(rule, Part.BYHOUR, Frequency.HOURLY, clock.getHour())) {
            for (int minute : values(rule, Part.BYMINUTE, Frequency.MINUTELY, clock.getMinute())) {
                for (int second : values(rule, Part.BYSECOND, Frequency.SECONDLY, clock.getSecond())) {
                    times.add(clock.withHour(hour).withMinute(minute).withSecond(second));
                }
            }
        }
        return times;
    }

    /// The values that `part` gives to a rule whose period is longer than what the part is about; else that of the
    /// clock.
    private static List<Integer> values(Recurrence rule, Part part, Frequency own, int ofClock) {
        var given = allowed(rule, part);
        return given.isEmpty() || rule.frequency().compareTo(own) <= 0 ? List.of(ofClock) : given;
    }

    /// The values of `part`, in order; a leap second is the one before (RFC 5545 §3.3.12).
    static List<Integer> allowed(Recurrence rule, Part part) {
        return rule.by(part).stream()
                .map(value -> part == Part.BYSECOND ? Math.min(value, 59) : value)
                .sorted()
                .distinct()
                .toList();
    }

    /// Which of `size` times BYSETPOS takes, in order, from 0.
    static Stream<Integer> positions(Recurrence rule, int size) {
        return rule.by(Part.BYSETPOS).stream()
                .map(position -> position > 0 ? position - 1 : size + position)
                .filter(index -> index >= 0 && index < size)
                .sorted()
                .distinct();
    }

    /// Whether BYSETPOS, if it is given, can take any of `most` times.
    static boolean positionsExist(Recurrence rule, long most) {
        var positions = rule.by(Part.BYSETPOS);
        return positions.isEmpty() || positions.stream().anyMatch(position -> Math.abs(position) <= most);
    }

    /// Takes a rule's times in order, counts them, and keeps the one that is looked for.
    static final class Search {
        private final int count;
        private final Instant anchor;
        private final Instant after;
        private Instant last;
        private int number;
        private long offered;

        @Nullable
        Found found;

        Search(int count, Instant anchor, Instant after) {
            this.count = count;
            this.anchor = anchor;
            this.after = after;
            this.last = anchor;
        }

        /// Whether the search is over.
        boolean take(Found time) {
            offered++;
            if (time.instant().isAfter(last)) {
                last = time.instant();
                number++;
            }
            if (count > 0 && number > count) {
                return true;
            }
            if (!time.instant().isAfter(after) || time.instant().isBefore(anchor)) {
                return false;
            }
            found = time.at().getYear() > 9999 ? null : new Found(time.at(), time.instant(), number);
            return true;
        }
    }
}
