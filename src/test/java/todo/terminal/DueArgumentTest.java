package todo.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Due;
import todo.words.Speaker;

class DueArgumentTest {
    /// A Wednesday.
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 23);

    private static Due parse(String text, LocalDate today, Locale language) {
        return DueArgument.parse(text, new Speaker(today.atTime(12, 0).atZone(ZoneOffset.UTC), language, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-24, 2026-12-24",
        "today, 2026-12-23",
        "Tomorrow, 2026-12-24",
        "yesterday, 2026-12-22",
        "fri, 2026-12-25",
        "Friday, 2026-12-25",
        "wed, 2026-12-30",
        "+0d, 2026-12-23",
        "+3d, 2026-12-26",
        "+2w, 2027-01-06",
        "+1m, 2027-01-23",
        "+1y, 2027-12-23",
        "2026-12-24T17:00, 2026-12-24T17:00",
        "fri 17:00, 2026-12-25T17:00",
        "todayT9:05, 2026-12-23T09:05",
        "2026-12-24 17:00, 2026-12-24T17:00",
        "2026-12-24T17:00+01:00[Europe/Berlin], 2026-12-24T17:00+01:00[Europe/Berlin]",
        "fri 17:00 Europe/Berlin, 2026-12-25T17:00+01:00[Europe/Berlin]",
        "24 Dec, 2026-12-24",
        "Thu 24 Dec at 5, 2026-12-24T17:00",
        "24.12., 2026-12-24",
        "24.12.2027, 2027-12-24",
        "1/2, 2027-01-02",
        "15th, 2027-01-15",
        "on the 15th, 2027-01-15",
        "in 3 days, 2026-12-26",
        "3d, 2026-12-26",
        "in 1.5 hours, 2026-12-23T13:30",
        "tonight, 2026-12-23T19:00",
        "next week, 2026-12-28",
        "friday next week, 2027-01-01",
        "tomorrow noon, 2026-12-24T12:00",
        "17:00, 2026-12-23T17:00",
        "at 5, 2026-12-23T17:00",
    })
    void eachFormIsRead(String said, String due) {
        assertThat(parse(said, TODAY, Locale.US)).isEqualTo(Due.parse(due));
    }

    @ParameterizedTest
    @CsvSource({
        "Freitag, 2026-12-25",
        "fr 17:00, 2026-12-25T17:00",
        "morgen, 2026-12-24",
        "gestern, 2026-12-22",
        "in 3 Tagen, 2026-12-26",
        "am 3.4., 2027-04-03",
        "3/4, 2027-04-03",
        "tomorrow, 2026-12-24",
        "fri 17:00, 2026-12-25T17:00",
    })
    void theSpeakersLanguageIsReadAndEnglishBesideIt(String said, String due) {
        assertThat(parse(said, TODAY, Locale.GERMANY)).isEqualTo(Due.parse(due));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "someday",
                "+d",
                "+3",
                "-3d",
                "2026-13-01",
                "fri 25:00",
                "+9999y",
                "fr",
                "every day",
                "milk tomorrow",
                "tomorrow !1",
                "tomorrow #home",
                "1/2/3/4"
            })
    void whatIsNoDayIsRefused(String said) {
        assertThatThrownBy(() -> parse(said, TODAY, Locale.US))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("\"" + said + "\" is not a day or a time; say 2026-12-24, today");
    }

    @Property
    void aWeekdayIsTheNextOneToCome(@ForAll DayOfWeek weekday, @ForAll @IntRange(max = 3_000) int later) {
        var today = TODAY.plusDays(later);
        for (var style : new TextStyle[] {TextStyle.SHORT, TextStyle.FULL}) {
            var date = parse(weekday.getDisplayName(style, Locale.ENGLISH), today, Locale.GERMANY)
                    .date();
            assertThat(date.getDayOfWeek()).isEqualTo(weekday);
            assertThat(date).isAfter(today).isBeforeOrEqualTo(today.plusDays(7));
        }
    }

    @Property
    void aDateIsItself(@ForAll @IntRange(min = -700_000, max = 2_900_000) int day) {
        var date = LocalDate.ofEpochDay(day);
        assertThat(parse(date.toString(), TODAY, Locale.US)).isEqualTo(new Due.Day(date));
    }
}
