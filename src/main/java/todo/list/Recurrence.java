package todo.list;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
        YEARLY
    }

    /// The parts that are lists of numbers, each with the highest it may have.
    public enum Part {
        BYMONTH(1, 12, false),
        BYWEEKNO(1, 53, true),
        BYYEARDAY(1, 366, true),
        BYMONTHDAY(1, 31, true),
        BYHOUR(0, 23, false),
        BYMINUTE(0, 59, false),
        BYSECOND(0, 59, false),
        BYSETPOS(1, 366, true);

        private final int least;
        private final int most;
        private final boolean fromTheEnd;

        Part(int least, int most, boolean fromTheEnd) {
            this.least = least;
            this.most = most;
            this.fromTheEnd = fromTheEnd;
        }

        private boolean allows(int value) {
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

    /// The property of a completed entry that has the uid of the one that came next.
    public static final String NEXT = "X-TODO-NEXT";

    /// The property of an entry that has the uid of the one before.
    public static final String PREVIOUS = "X-TODO-PREVIOUS";

    private static final DateTimeFormatter UNTIL_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

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

    /// The same rule with so many to come, or without end if 0.
    public Recurrence withCount(int left) {
        return new Recurrence(frequency, interval, left, until, byDay, by, weekStart);
    }

    /// The same rule, always at the hour and minute of `time`.
    public Recurrence at(LocalTime time) {
        var parts = new EnumMap<Part, List<Integer>>(Part.class);
        parts.putAll(by);
        parts.put(Part.BYHOUR, List.of(time.getHour()));
        parts.put(Part.BYMINUTE, List.of(time.getMinute()));
        return new Recurrence(frequency, interval, count, until, byDay, parts, weekStart);
    }

    /// Whether the rule has ended before `at`, as a clock in `zone` shows it.
    boolean isOver(LocalDateTime at, ZoneId zone) {
        if (until.isEmpty()) {
            return false;
        }
        if (until.length() == 8) {
            return at.toLocalDate().isAfter(LocalDate.parse(until, DateTimeFormatter.BASIC_ISO_DATE));
        }
        var end = LocalDateTime.parse(until.substring(0, 15), UNTIL_TIME);
        return until.endsWith("Z")
                ? at.atZone(zone).toInstant().isAfter(end.toInstant(ZoneOffset.UTC))
                : at.isAfter(end);
    }

    /// Reads `FREQ=WEEKLY;BYDAY=MO`.
    ///
    /// @throws DateTimeException saying what is wrong with `text`
    public static Recurrence parse(String text) {
        var reading = new Reading();
        for (String part : text.split(";", -1)) {
            reading.take(part);
        }
        return reading.rule();
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

    private static final class Reading {
        private static final int MOST_TIMES_A_DAY = 1_440;

        private final List<String> seen = new ArrayList<>();
        private final List<OnDay> byDay = new ArrayList<>();
        private final Map<Part, List<Integer>> by = new EnumMap<>(Part.class);
        private @Nullable Frequency frequency;
        private int interval = 1;
        private int count;
        private String until = "";
        private DayOfWeek weekStart = DayOfWeek.MONDAY;

        void take(String part) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = part.substring(equals + 1);
            if (equals < 1 || seen.contains(name)) {
                throw new DateTimeException("\"" + part + "\" is not a part of one");
            }
            seen.add(name);
            try {
                set(name, value);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new DateTimeException("\"" + value + "\" does not fit " + name, e);
            }
        }

        private void set(String name, String value) {
            switch (name) {
                case "FREQ" -> frequency = Frequency.valueOf(value);
                case "INTERVAL" -> interval = positive(value);
                case "COUNT" -> count = positive(value);
                case "UNTIL" -> until = end(value);
                case "WKST" -> weekStart = day(value);
                case "BYDAY" -> {
                    for (String day : value.split(",", -1)) {
                        var on = onDay(day);
                        if (!byDay.contains(on)) {
                            byDay.add(on);
                        }
                    }
                }
                default -> by.put(Part.valueOf(name), numbers(Part.valueOf(name), value));
            }
        }

        private static int positive(String value) {
            if (!value.matches("[1-9][0-9]{0,5}")) {
                throw new DateTimeException(value);
            }
            return Integer.parseInt(value);
        }

        private static String end(String value) {
            if (value.matches("[0-9]{8}")) {
                LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE);
            } else if (value.matches("[0-9]{8}T[0-9]{6}Z?")) {
                LocalDateTime.parse(value.substring(0, 15), UNTIL_TIME);
            } else {
                throw new DateTimeException(value);
            }
            return value;
        }

        private static DayOfWeek day(String value) {
            for (var day : DayOfWeek.values()) {
                if (value.equals(day.name().substring(0, 2))) {
                    return day;
                }
            }
            throw new DateTimeException(value);
        }

        private static OnDay onDay(String value) {
            if (!value.matches("([-+]?[1-9][0-9]?)?[A-Z]{2}")) {
                throw new DateTimeException(value);
            }
            int letters = value.length() - 2;
            int nth = letters == 0 ? 0 : Integer.parseInt(value.substring(0, letters));
            if (Math.abs(nth) > 53) {
                throw new DateTimeException(value);
            }
            return new OnDay(nth, day(value.substring(letters)));
        }

        private static List<Integer> numbers(Part part, String values) {
            List<Integer> numbers = new ArrayList<>();
            for (String value : values.split(",", -1)) {
                if (!value.matches("[-+]?[0-9]{1,3}") || !part.allows(Integer.parseInt(value))) {
                    throw new DateTimeException(value);
                }
                numbers.add(Integer.parseInt(value));
            }
            return numbers.stream().distinct().toList();
        }

        private int values(Part part) {
            return Math.max(1, by.getOrDefault(part, List.of()).size());
        }

        Recurrence rule() {
            if (frequency == null) {
                throw new DateTimeException("FREQ is missing");
            }
            if (count > 0 && !until.isEmpty()) {
                throw new DateTimeException("it can't have both COUNT and UNTIL");
            }
            if (values(Part.BYHOUR) * values(Part.BYMINUTE) * values(Part.BYSECOND) > MOST_TIMES_A_DAY) {
                throw new DateTimeException(
                        "BYHOUR, BYMINUTE and BYSECOND can't make more than " + MOST_TIMES_A_DAY + " times a day");
            }
            return new Recurrence(frequency, interval, count, until, byDay, by, weekStart);
        }
    }
}
