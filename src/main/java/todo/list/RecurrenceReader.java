package todo.list;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence.Frequency;
import todo.list.Recurrence.OnDay;
import todo.list.Recurrence.Part;

/// Reads a recurrence rule part by part (RFC 5545 §3.3.10, `recur`).
final class RecurrenceReader {
    private static final int MOST_TIMES_A_DAY = 1_440;
    private static final DateTimeFormatter UNTIL_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);

    private final List<String> seen = new ArrayList<>();
    private final List<OnDay> byDay = new ArrayList<>();
    private final Map<Part, List<Integer>> by = new EnumMap<>(Part.class);
    private @Nullable Frequency frequency;
    private int interval = 1;
    private int count;
    private String until = "";
    private DayOfWeek weekStart = DayOfWeek.MONDAY;

    /// Takes `NAME=VALUE`.
    void take(String part) {
        int equals = part.indexOf('=');
        String name = part.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT);
        if (equals < 1 || !part.matches("\\p{ASCII}*") || seen.contains(name)) {
            throw new DateTimeException("\"" + part + "\" is not a part of one");
        }
        seen.add(name);
        String value = part.substring(equals + 1);
        try {
            set(name, value.toUpperCase(Locale.ROOT));
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
        if (!value.matches("0*[1-9][0-9]{0,5}")) {
            throw new DateTimeException(value);
        }
        return Integer.parseInt(value);
    }

    private static String end(String value) {
        if (value.matches("[0-9]{8}")) {
            LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE);
        } else if (value.matches("[0-9]{8}T[0-9]{6}Z?")) {
            untilTime(value);
        } else {
            throw new DateTimeException(value);
        }
        return value;
    }

    /// The time of `20261231T235959Z` on the clock; a leap second is the one before (RFC 5545 §3.3.12).
    static LocalDateTime untilTime(String until) {
        String second = until.substring(13, 15);
        return LocalDateTime.parse(until.substring(0, 13) + (second.equals("60") ? "59" : second), UNTIL_TIME);
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
        if (!value.matches("([-+]?[0-9]{1,2})?[A-Z]{2}")) {
            throw new DateTimeException(value);
        }
        int letters = value.length() - 2;
        int nth = letters == 0 ? 0 : Integer.parseInt(value.substring(0, letters));
        if (Math.abs(nth) > 53 || letters > 0 && nth == 0) {
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
