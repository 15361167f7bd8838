package todo.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/// Moments at which calendar code often fails; date tests run at each. They are in order, as reminders never go back in
/// time.
enum Day {
    /// A Monday: the month view of December begins with it.
    LAST_OF_NOVEMBER("2026-11-30T12:00"),
    LAST_MINUTE("2026-12-03T23:59:00"),
    /// A Thursday: the week ends in the next year.
    LAST_OF_YEAR("2026-12-31T12:00"),
    /// A Sunday, in a month of exactly four weeks.
    LAST_OF_FEBRUARY("2027-02-28T12:00"),
    /// Half an hour before the clocks go forward.
    SUMMER_TIME_BEGINS("2027-03-28T01:30"),
    SUNDAY("2027-05-02T12:00"),
    /// Within the hour that the clocks show twice.
    SUMMER_TIME_ENDS("2027-10-31T02:30"),
    LEAP_DAY("2028-02-29T12:00");

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final LocalDateTime time;

    Day(String time) {
        this.time = LocalDateTime.parse(time);
    }

    Instant instant() {
        return time.atZone(ZONE).toInstant();
    }

    LocalDate date() {
        return time.toLocalDate();
    }

    String month() {
        return date().toString().substring(0, 7);
    }
}
