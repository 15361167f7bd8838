package todo.list;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When people are reminded of an entry: some time before it is due, or at an instant (RFC 5545 §3.8.6.3, `TRIGGER`).
///
/// [Object#toString()] and [#parse] are each other's inverse.
public sealed interface Reminder {
    int MOST_DAYS = 400;

    /// So long before it is due: first days by the calendar, then hours and minutes. It moves with the due date.
    record Before(int days, Duration time) implements Reminder {
        public Before {
            if (days + time.toDays() > MOST_DAYS) {
                throw new DateTimeException("a reminder can be at most 400 days before");
            }
        }

        @Override
        public @Nullable Instant at(@Nullable Due due, LocalTime ofDay, ZoneId zone) {
            var when = switch (due) {
                case null -> null;
                case Due.Day(var date) -> ZonedDateTime.of(date, ofDay, zone);
                case Due.Local(var at) -> ZonedDateTime.of(at, zone);
                case Due.Zoned(var at) -> at;
            };
            return when == null ? null : when.minusDays(days).minus(time).toInstant();
        }

        @Override
        public Reminder later(Duration onTheClock, ZoneId zone) {
            return this;
        }

        @Override
        public String toString() {
            String day = days == 0 ? "" : days + "D";
            String clock = time.isZero() ? "" : time.toString().substring(1);
            return day.isEmpty() && clock.isEmpty() ? "PT0S" : "-P" + day + clock;
        }
    }

    /// At this instant, whenever it is due.
    record At(Instant instant) implements Reminder {
        public At {
            instant = instant.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public Instant at(@Nullable Due due, LocalTime ofDay, ZoneId zone) {
            return instant;
        }

        @Override
        public Reminder later(Duration onTheClock, ZoneId zone) {
            return new At(instant.atZone(zone)
                    .toLocalDateTime()
                    .plus(onTheClock)
                    .atZone(zone)
                    .toInstant());
        }

        @Override
        public String toString() {
            return instant.toString();
        }
    }

    Pattern BEFORE = Pattern.compile(
            "-?P(?:(\\d{1,3})W|(?:(\\d{1,3})D)?(?:T(?=\\d)(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:0S)?)?)(?<!P)");

    /// When that is for an entry that is due then, or `null` for never.
    ///
    /// @param ofDay what time stands for a whole day
    /// @param zone where the reader is
    @Nullable
    Instant at(@Nullable Due due, LocalTime ofDay, ZoneId zone);

    /// The same for an entry that comes so much later on the clock in `zone`.
    Reminder later(Duration onTheClock, ZoneId zone);

    /// Reads `-PT15M`, `-P1D`, `PT0S` (RFC 5545 §3.3.6, not after it is due) or `2026-12-24T17:00:00Z`.
    ///
    /// @throws DateTimeException saying what is wrong with `text`
    static Reminder parse(String text) {
        var before = BEFORE.matcher(text);
        try {
            if (before.matches()) {
                return before(text, before.group(1), before.group(2), before.group(3), before.group(4));
            }
            return new At(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new DateTimeException(
                    "\"%s\" is not a time before it is due (-PT15M, -P1D, PT0S; at most 400 days) or an instant (2026-12-24T17:00:00Z)"
                            .formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text),
                    e);
        }
    }

    private static Before before(
            String text,
            @Nullable String weeks,
            @Nullable String days,
            @Nullable String hours,
            @Nullable String minutes) {
        var time = Duration.ofHours(number(hours)).plusMinutes(number(minutes));
        var before = new Before(7 * number(weeks) + number(days), time);
        if (!text.startsWith("-") && (before.days > 0 || !time.isZero())) {
            throw new DateTimeException("after it is due");
        }
        return before;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
