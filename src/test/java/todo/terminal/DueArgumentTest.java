package todo.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Due;

class DueArgumentTest {
    /// A Wednesday.
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 23);

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
    })
    void eachFormIsRead(String said, String due) {
        assertThat(DueArgument.parse(said, TODAY)).isEqualTo(Due.parse(due));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "someday", "+d", "+3", "-3d", "2026-13-01", "fri 25:00", "24.12.2026", "+9999y", "fr"})
    void whatIsNoDayIsRefused(String said) {
        assertThatThrownBy(() -> DueArgument.parse(said, TODAY))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("\"" + said + "\" is not a day or a time; say 2026-12-24, today");
    }

    @Property
    void aWeekdayIsTheNextOneToCome(@ForAll DayOfWeek weekday, @ForAll @IntRange(max = 3_000) int later) {
        var today = TODAY.plusDays(later);
        for (var style : new TextStyle[] {TextStyle.SHORT, TextStyle.FULL}) {
            var date = DueArgument.parse(weekday.getDisplayName(style, Locale.ENGLISH), today)
                    .date();
            assertThat(date.getDayOfWeek()).isEqualTo(weekday);
            assertThat(date).isAfter(today).isBeforeOrEqualTo(today.plusDays(7));
        }
    }

    @Property
    void aDateIsItself(@ForAll @IntRange(min = -700_000, max = 2_900_000) int day) {
        var date = LocalDate.ofEpochDay(day);
        assertThat(DueArgument.parse(date.toString(), TODAY)).isEqualTo(new Due.Day(date));
    }
}
