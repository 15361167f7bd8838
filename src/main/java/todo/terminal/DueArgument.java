package todo.terminal;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.list.Due;

/// When something is due, as people type it: `2026-12-24`, `today`, `tomorrow`, `fri`, `+3d`,
/// `2026-12-24T17:00`, and a time behind any day: `fri 17:00`.
public final class DueArgument {
    private static final Pattern LATER = Pattern.compile("\\+([0-9]{1,4})([dwmy])");
    private static final Pattern TIMED = Pattern.compile("(\\S+)[ tT]([0-9]{1,2}:[0-9]{2})");

    private DueArgument() {}

    /// Reads `text`, said on the day `today`. A weekday is the next one to come, never today.
    ///
    /// @throws DateTimeException saying what is wrong with `text`
    public static Due parse(String text, LocalDate today) {
        String said = text.strip();
        var day = day(said, today);
        if (day != null) {
            return new Due.Day(day);
        }
        var timed = TIMED.matcher(said);
        var timedDay = timed.matches() ? day(timed.group(1), today) : null;
        try {
            return timedDay == null ? Due.parse(said) : new Due.Local(timedDay.atTime(time(timed.group(2))));
        } catch (DateTimeException e) {
            throw new DateTimeException(
                    "\"%s\" is not a day or a time; say 2026-12-24, today, tomorrow, fri, +3d, 2026-12-24T17:00 or \"fri 17:00\""
                            .formatted(text),
                    e);
        }
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }

    private static @Nullable LocalDate day(String said, LocalDate today) {
        String word = said.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "today" -> today;
            case "tomorrow" -> today.plusDays(1);
            case "yesterday" -> today.minusDays(1);
            default -> {
                var weekday = weekday(word);
                yield weekday == null ? later(word, today) : today.with(TemporalAdjusters.next(weekday));
            }
        };
    }

    private static @Nullable DayOfWeek weekday(String word) {
        for (var weekday : DayOfWeek.values()) {
            String name = weekday.name().toLowerCase(Locale.ROOT);
            if (word.equals(name) || word.equals(name.substring(0, 3))) {
                return weekday;
            }
        }
        return null;
    }

    private static @Nullable LocalDate later(String word, LocalDate today) {
        var later = LATER.matcher(word);
        if (!later.matches()) {
            return null;
        }
        long count = Long.parseLong(later.group(1));
        return switch (later.group(2)) {
            case "d" -> today.plusDays(count);
            case "w" -> today.plusWeeks(count);
            case "m" -> today.plusMonths(count);
            default -> today.plusYears(count);
        };
    }
}
