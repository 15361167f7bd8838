package todo.list;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How an entry comes again: a recurrence rule (RFC 5545 §3.3.10), read.
///
/// @param count how often in all, the first included; 0 for without end
/// @param until the end, as it is written; empty for none
/// @param by what limits or spreads the days and times; a part that is not given is empty
public record Recurrence(
        Frequency frequency,
        int interval,
        int count,
        String until,
        List<OnDay> byDay,
        Map<Part, List<Integer>> by,
        DayOfWeek weekStart) {
    public enum Frequency {
        SECONDLY,
        MINUTELY,
        HOURLY,
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY;

        /// Whether it counts elapsed time, not days on the calendar.
        public boolean isShorterThanDay() {
            return compareTo(DAILY) < 0;
        }
    }

    /// The parts that are lists of numbers, each with the highest it may have.
    public enum Part {
        BYMONTH(1, 12, false),
        BYWEEKNO(1, 53, true),
        BYYEARDAY(1, 366, true),
        BYMONTHDAY(1, 31, true),
        BYHOUR(0, 23, false),
        BYMINUTE(0, 59, false),
        BYSECOND(0, 60, false),
        BYSETPOS(1, 366, true);

        static final Set<Part> TIMES = Set.of(BYHOUR, BYMINUTE, BYSECOND);

        private final int least;
        private final int most;
        private final boolean fromTheEnd;

        Part(int least, int most, boolean fromTheEnd) {
            this.least = least;
            this.most = most;
            this.fromTheEnd = fromTheEnd;
        }

        boolean allows(int value) {
            return value >= least && value <= most || fromTheEnd && value <= -least && value >= -most;
        }
    }

    /// A weekday, or in a monthly or yearly rule the `nth` of its month or year; counted from the end if below 0, and
    /// each one if 0.
    public record OnDay(int nth, DayOfWeek day) {
        @Override
        public String toString() {
            return (nth == 0 ? "" : nth) + day.name().substring(0, 2);
        }
    }

    /// The property (RFC 5545 §3.8.8.2) of an entry whose next one is counted from its completion, where its value is
    /// [#COMPLETION], and not from when it was due.
    public static final String FROM = "X-TODO-REPEAT-FROM";

    public static final String COMPLETION = "COMPLETION";

    /// The property of an entry whose due time, as the rule means it, is skipped by summer time on that day: the local
    /// date-time of the rule, such as `2027-03-28T02:30` for an entry that is due at 03:30. It holds while the two
    /// are the same instant, so another due date ends it.
    public static final String CLOCK = "X-TODO-REPEAT-CLOCK";

    /// The property of a completed entry that has the uid of the one that came next.
    public static final String NEXT = "X-TODO-NEXT";

    /// The property of an entry that has the uid of the one before.
    public static final String PREVIOUS = "X-TODO-PREVIOUS";

    public Recurrence {
        byDay = List.copyOf(byDay);
        by = Map.copyOf(by);
    }

    /// The values of `part`; none if it is not given.
    public List<Integer> by(Part part) {
        return by.getOrDefault(part, List.of());
    }

    public Recurrence withInterval(int every) {
        return new Recurrence(frequency, every, count, until, byDay, by, weekStart);
    }

    /// The rule `text` with so many occurrences left; all else in it stays as it is.
    static String counted(String text, int left) {
        return text.replaceFirst("(?i)\\bCOUNT=\\d+", "COUNT=" + left);
    }

    /// The same rule without its times of day, which RFC 5545 has ignored where the anchor is a date.
    Recurrence ofDays() {
        var parts = new EnumMap<Part, List<Integer>>(Part.class);
        parts.putAll(by);
        parts.keySet().removeAll(Part.TIMES);
        return new Recurrence(frequency, interval, count, until, byDay, parts, weekStart);
    }

    /// Whether the rule names times of day.
    boolean hasTimes() {
        return by.keySet().stream().anyMatch(Part.TIMES::contains);
    }

    /// Whether the rule has ended before `instant`, when the clock shows `at`.
    boolean isOver(LocalDateTime at, Instant instant) {
        if (until.isEmpty()) {
            return false;
        }
        if (until.length() == 8) {
            return at.toLocalDate().isAfter(LocalDate.parse(until, DateTimeFormatter.BASIC_ISO_DATE));
        }
        var end = RecurrenceReader.untilTime(until);
        return until.endsWith("Z") ? instant.isAfter(end.toInstant(ZoneOffset.UTC)) : at.isAfter(end);
    }

    /// Reads `FREQ=WEEKLY;BYDAY=MO` by the grammar alone, in upper or lower case. [#problem] says whether its parts go
    /// together.
    ///
    /// @throws DateTimeException saying what is wrong with `text`
    public static Recurrence parse(String text) {
        var reader = new RecurrenceReader();
        for (String part : text.split(";", -1)) {
            reader.take(part);
        }
        return reader.rule();
    }

    /// Which combination of parts RFC 5545 §3.3.10 forbids here, or `null` if none.
    @Nullable
    String problem() {
        boolean nth = byDay.stream().anyMatch(day -> day.nth() != 0);
        if (nth && frequency.compareTo(Frequency.MONTHLY) < 0) {
            return "a BYDAY such as 1MO needs FREQ=MONTHLY or YEARLY";
        }
        if (nth && by.containsKey(Part.BYWEEKNO)) {
            return "a BYDAY such as 1MO can't be used with BYWEEKNO";
        }
        if (by.containsKey(Part.BYMONTHDAY) && frequency == Frequency.WEEKLY) {
            return "BYMONTHDAY can't be used with FREQ=WEEKLY";
        }
        if (by.containsKey(Part.BYYEARDAY)
                && EnumSet.of(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY)
                        .contains(frequency)) {
            return "BYYEARDAY can't be used with FREQ=" + frequency;
        }
        if (by.containsKey(Part.BYWEEKNO) && frequency != Frequency.YEARLY) {
            return "BYWEEKNO needs FREQ=YEARLY";
        }
        return byDay.isEmpty() && by.keySet().equals(Set.of(Part.BYSETPOS))
                ? "BYSETPOS needs another part that begins with BY"
                : null;
    }

    /// The rule as RFC 5545 writes it. [#parse] reads it back.
    @Override
    public String toString() {
        var text = new StringBuilder("FREQ=").append(frequency);
        if (interval > 1) {
            text.append(";INTERVAL=").append(interval);
        }
        if (count > 0) {
            text.append(";COUNT=").append(count);
        }
        if (!until.isEmpty()) {
            text.append(";UNTIL=").append(until);
        }
        if (!byDay.isEmpty()) {
            text.append(";BYDAY=").append(joined(byDay));
        }
        for (var part : Part.values()) {
            if (!by(part).isEmpty()) {
                text.append(';').append(part).append('=').append(joined(by(part)));
            }
        }
        return weekStart == DayOfWeek.MONDAY
                ? text.toString()
                : text + ";WKST=" + weekStart.name().substring(0, 2);
    }

    private static String joined(List<?> values) {
        return String.join(",", values.stream().map(String::valueOf).toList());
    }
}
