package todo.terminal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import todo.list.Due;

/// Dates as one says them: `today`, `Fri`, `24 Dec`, `24 Dec 2027`, with the time where there is one.
///
/// @param now what the reader's clock shows
/// @param zone where the reader is
public record Dates(LocalDateTime now, ZoneId zone) {
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    public static Dates of(Clock clock) {
        return new Dates(LocalDateTime.now(clock), clock.getZone());
    }

    public String due(Due due) {
        return switch (due) {
            case Due.Day(var date) -> day(date);
            case Due.Local(var at) -> moment(at);
            case Due.Zoned(var at) -> moment(at.withZoneSameInstant(zone).toLocalDateTime());
        };
    }

    public boolean isPast(Due due) {
        return due.isBefore(now, zone);
    }

    public String instant(Instant instant) {
        return moment(LocalDateTime.ofInstant(instant, zone));
    }

    private String moment(LocalDateTime at) {
        return day(at.toLocalDate()) + " " + time(at.toLocalTime());
    }

    private static String time(LocalTime time) {
        return TIME.format(time);
    }

    private String day(LocalDate date) {
        var today = now.toLocalDate();
        long days = ChronoUnit.DAYS.between(today, date);
        if (days >= -1 && days <= 6) {
            return switch ((int) days) {
                case -1 -> "yesterday";
                case 0 -> "today";
                case 1 -> "tomorrow";
                default -> WEEKDAY.format(date);
            };
        }
        return (date.getYear() == today.getYear() ? DAY : YEAR).format(date);
    }
}
