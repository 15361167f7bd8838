package todo.list;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoZonedDateTime;
import java.time.format.DateTimeFormatter;

/// When an entry is due: on a day, at a wall-clock time wherever one is, or at a time in a zone.
///
/// The three are never turned into one another. [Object#toString()] and [#parse] are each other's inverse.
public sealed interface Due {
    /// By date, a whole day before its times, and then by time of day as written.
    static int compare(Due a, Due b) {
        int side = a.date().compareTo(b.date());
        if (side != 0 || a instanceof Day && b instanceof Day) {
            return side;
        }
        side = Boolean.compare(b instanceof Day, a instanceof Day);
        if (side == 0) {
            side = a.time().compareTo(b.time());
        }
        return side != 0 ? side : a.toString().compareTo(b.toString());
    }

    /// Due on `date`, at no particular time (RFC 5545 §3.3.4, `DATE`).
    record Day(LocalDate date) implements Due {
        public Day {
            checkYear(date);
        }

        @Override
        public LocalTime time() {
            return LocalTime.MIN;
        }

        @Override
        public boolean isBefore(LocalDateTime now, ZoneId zone) {
            return date.isBefore(now.toLocalDate());
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    /// Due when the reader's clock shows `at` (RFC 5545 §3.3.5, form 1, floating).
    record Local(LocalDateTime at) implements Due {
        public Local {
            checkYear(at.toLocalDate());
        }

        @Override
        public LocalDate date() {
            return at.toLocalDate();
        }

        @Override
        public LocalTime time() {
            return at.toLocalTime();
        }

        @Override
        public boolean isBefore(LocalDateTime now, ZoneId zone) {
            return at.isBefore(now);
        }

        @Override
        public String toString() {
            return at.toString();
        }
    }

    /// Due at one instant, written as the clock of its zone shows it (RFC 5545 §3.3.5, form 3).
    record Zoned(ZonedDateTime at) implements Due {
        public Zoned {
            checkYear(at.toLocalDate());
        }

        @Override
        public LocalDate date() {
            return at.toLocalDate();
        }

        @Override
        public LocalTime time() {
            return at.toLocalTime();
        }

        @Override
        public boolean isBefore(LocalDateTime now, ZoneId zone) {
            return at.isBefore((ChronoZonedDateTime<?>) now.atZone(zone));
        }

        @Override
        public String toString() {
            return at.toString();
        }
    }

    /// The calendar date, as written.
    LocalDate date();

    /// The time of day, as written; midnight for a whole day.
    LocalTime time();

    /// When that is for a reader in `zone`; the beginning of a whole day.
    default Instant instant(ZoneId zone) {
        return this instanceof Zoned(var at)
                ? at.toInstant()
                : date().atTime(time()).atZone(zone).toInstant();
    }

    /// Whether this is past for a reader whose clock in `zone` shows `now`. A day is past when it is over.
    boolean isBefore(LocalDateTime now, ZoneId zone);

    /// Reads `2026-12-24`, `2026-12-24T17:00` or `2026-12-24T17:00+01:00[Europe/Berlin]`
    /// (ISO 8601; RFC 9557 for the zone; an offset or `Z` alone is a zone too).
    ///
    /// @throws DateTimeException saying what is wrong with `text`
    static Due parse(String text) {
        try {
            if (text.length() == 10) {
                var date = Digits.date(text);
                return new Day(date == null ? LocalDate.parse(text) : date);
            }
            if (text.indexOf('Z') < 0 && text.indexOf('[') < 0 && text.indexOf('+') < 0 && text.lastIndexOf('-') < 10) {
                return new Local(LocalDateTime.parse(text));
            }
            return new Zoned(zoned(text));
        } catch (DateTimeException e) {
            throw new DateTimeException(
                    "\"%s\" is not a date (2026-12-24), a date-time (2026-12-24T17:00) or one in a zone (2026-12-24T17:00+01:00[Europe/Berlin])"
                            .formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text),
                    e);
        }
    }

    private static ZonedDateTime zoned(String text) {
        var at = ZonedDateTime.parse(text);
        var clock = LocalDateTime.from(DateTimeFormatter.ISO_LOCAL_DATE_TIME.parse(text, new ParsePosition(0)));
        if (!clock.equals(at.toLocalDateTime())) {
            throw new DateTimeException("the clock in that zone never shows that time with that offset");
        }
        return at;
    }

    private static void checkYear(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new DateTimeException("the year " + date.getYear() + " is not from 1 to 9999");
        }
    }
}
