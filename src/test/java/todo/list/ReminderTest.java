package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReminderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime NINE = LocalTime.of(9, 0);

    @ParameterizedTest
    @CsvSource({
        "-PT15M, -PT15M",
        "-PT90M, -PT1H30M",
        "-PT0H0M, PT0S",
        "-P2W, -P14D",
        "-P1DT2H, -P1DT2H",
        "-P1D, -P1D",
        "P0D, PT0S",
        "PT0S, PT0S",
        "2026-12-24T17:00:00Z, 2026-12-24T17:00:00Z",
        "2026-12-24T17:00:00.123Z, 2026-12-24T17:00:00Z"
    })
    void itIsWrittenInOneWay(String text, String written) {
        assertThat(Reminder.parse(text)).hasToString(written).isEqualTo(Reminder.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "-P",
                "-PT",
                "PT15M",
                "P1D",
                "-P1W2D",
                "-PT5S",
                "-PT1M1H",
                "15m",
                "-P401D",
                "-PT9700H",
                "-PT99999H",
                "2026-12-24",
                "2026-12-24T17:00",
                "tomorrow"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Reminder.parse(text))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("\"" + text + "\" is not a time before it is due");
    }

    private static @Nullable Instant at(String reminder, @Nullable String due) {
        return Reminder.parse(reminder).at(due == null ? null : Due.parse(due), NINE, BERLIN);
    }

    @ParameterizedTest
    @CsvSource({
        "-PT15M, 2026-12-24T17:00, 2026-12-24T15:45:00Z", // by the clock of the reader
        "-PT15M, 2026-12-24T17:00-05:00[America/New_York], 2026-12-24T21:45:00Z", // by that of its zone
        "PT0S, 2026-12-24, 2026-12-24T08:00:00Z", // a whole day begins at nine
        "-P1D, 2026-12-24, 2026-12-23T08:00:00Z",
        "-P1D, 2026-03-29T12:00, 2026-03-28T11:00:00Z", // a day by the calendar, though it has 23 hours
        "-PT24H, 2026-03-29T12:00, 2026-03-28T10:00:00Z",
        "PT0S, 2026-03-29T02:30, 2026-03-29T01:30:00Z", // a time that the clocks leave out
        "2026-12-01T00:00:00Z, 2026-12-24, 2026-12-01T00:00:00Z"
    })
    void itIsAtThatTime(String reminder, String due, Instant at) {
        assertThat(at(reminder, due)).isEqualTo(at);
    }

    @Test
    void withoutADueDateOnlyAnInstantReminds() {
        assertThat(at("-PT15M", null)).isNull();
        assertThat(at("2026-12-01T00:00:00Z", null)).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void theNextOfWhatRepeatsRemindsAsMuchLater() {
        var week = Duration.ofDays(7);
        assertThat(Reminder.parse("-PT15M").later(week, BERLIN)).hasToString("-PT15M");
        assertThat(Reminder.parse("2026-10-24T06:00:00Z").later(week, BERLIN)).hasToString("2026-10-31T07:00:00Z");
    }
}
