package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream().sorted().toList();
    }

    @Property(tries = 5_000)
    void whatIsPrintedIsReadAsTheSame(@ForAll long seed) {
        var due = SomeEdits.due(new Random(seed));
        assertThat(Due.parse(due.toString())).isEqualTo(due);
    }

    @ParameterizedTest
    @MethodSource("zones")
    void everyZoneIsRead(String zone) {
        var summer = new Due.Zoned(ZonedDateTime.of(2026, 7, 1, 9, 30, 0, 0, ZoneId.of(zone)));
        var winter = new Due.Zoned(ZonedDateTime.of(2026, 1, 1, 9, 30, 15, 1, ZoneId.of(zone)));
        assertThat(Due.parse(summer.toString())).isEqualTo(summer);
        assertThat(Due.parse(winter.toString())).isEqualTo(winter);
    }

    @Property(tries = 5_000)
    void whatIsNoDateIsRefusedInOneWay(@ForAll long seed) {
        var random = new Random(seed);
        var text = new StringBuilder(SomeEdits.due(random).toString());
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.setCharAt(random.nextInt(text.length()), "0129-:TZz+[]/ é".charAt(random.nextInt(15)));
        }
        try {
            var due = Due.parse(text.toString());
            assertThat(Due.parse(due.toString())).isEqualTo(due);
        } catch (DateTimeException e) {
            assertThat(e).hasMessageContaining("is not a date");
        }
    }

    @Test
    void theThreeKindsAreNeverMixed() {
        assertThat(Due.parse("2026-12-24")).isEqualTo(new Due.Day(LocalDate.of(2026, 12, 24)));
        assertThat(Due.parse("2026-12-24T17:00")).isEqualTo(new Due.Local(LocalDateTime.of(2026, 12, 24, 17, 0)));
        assertThat(Due.parse("2026-12-24T17:00Z"))
                .isEqualTo(new Due.Zoned(ZonedDateTime.of(2026, 12, 24, 17, 0, 0, 0, ZoneOffset.UTC)));
        assertThat(Due.parse("2026-12-24T17:00-03:30"))
                .isEqualTo(
                        new Due.Zoned(ZonedDateTime.of(2026, 12, 24, 17, 0, 0, 0, ZoneOffset.ofHoursMinutes(-3, -30))));
        assertThat(Due.parse("2026-12-24T17:00+01:00[Europe/Berlin]"))
                .isEqualTo(new Due.Zoned(ZonedDateTime.of(2026, 12, 24, 17, 0, 0, 0, BERLIN)));
        assertThat(List.of(
                        Due.parse("2026-12-24T00:00"),
                        Due.parse("2026-12-24"),
                        Due.parse("2026-12-24T00:00Z"),
                        Due.parse("2026-12-24T00:00Z[UTC]")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theHourThatComesTwiceIsTwoHours() {
        var summer = Due.parse("2026-10-25T02:30+02:00[Europe/Berlin]");
        var winter = Due.parse("2026-10-25T02:30+01:00[Europe/Berlin]");
        assertThat(summer).isNotEqualTo(winter);
        assertThat(summer.toString()).isEqualTo("2026-10-25T02:30+02:00[Europe/Berlin]");
        assertThat(winter.toString()).isEqualTo("2026-10-25T02:30+01:00[Europe/Berlin]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-02-30",
                "2026-12-24T25:00",
                "2026-12-24T17:00+05:00[Europe/Berlin]",
                "2026-03-29T02:30+01:00[Europe/Berlin]",
                "2026-12-24T17:00[Europe/Nowhere]",
                "2026-12-24T17:00z[Europe/Berlin]",
                "2026-12-24T17:00+19:00",
                "0000-01-01",
                "+10000-01-01",
                "-001-01-01",
                "2026-12-24 17:00",
                "2026-12-24T17:00Z extra"
            })
    void whatNoClockEverShowsIsRefused(String text) {
        assertThatThrownBy(() -> Due.parse(text))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("is not a date");
    }

    @Test
    void yearsHaveFourDigits() {
        assertThat(Due.parse("0001-01-01").date().getYear()).isEqualTo(1);
        assertThat(Due.parse("9999-12-31").date().getYear()).isEqualTo(9999);
        assertThatThrownBy(() -> new Due.Day(LocalDate.of(10_000, 1, 1))).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> new Due.Local(LocalDateTime.of(0, 1, 1, 0, 0))).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> new Due.Zoned(ZonedDateTime.of(10_000, 1, 1, 0, 0, 0, 0, BERLIN)))
                .isInstanceOf(DateTimeException.class);
    }

    @Test
    void aDayComesBeforeItsTimes() {
        var day = Due.parse("2026-12-24");
        var midnight = Due.parse("2026-12-24T00:00");
        var evening = Due.parse("2026-12-24T17:00+01:00[Europe/Berlin]");
        var nextDay = Due.parse("2026-12-25");
        assertThat(List.of(nextDay, evening, midnight, day).stream().sorted(Due::compare))
                .containsExactly(day, midnight, evening, nextDay);
    }

    @Test
    void aDayIsPastWhenItIsOverAndATimeWhenItIsReached() {
        var lateOnChristmasEve = LocalDateTime.of(2026, 12, 24, 23, 59);
        assertThat(Due.parse("2026-12-24").isBefore(lateOnChristmasEve, BERLIN)).isFalse();
        assertThat(Due.parse("2026-12-23").isBefore(lateOnChristmasEve, BERLIN)).isTrue();
        assertThat(Due.parse("2026-12-24T23:58").isBefore(lateOnChristmasEve, BERLIN))
                .isTrue();
        assertThat(Due.parse("2026-12-24T23:59").isBefore(lateOnChristmasEve, BERLIN))
                .isFalse();
        assertThat(Due.parse("2026-12-24T23:00Z").isBefore(lateOnChristmasEve, BERLIN))
                .isFalse();
        assertThat(Due.parse("2026-12-24T22:58Z").isBefore(lateOnChristmasEve, BERLIN))
                .isTrue();
    }
}
