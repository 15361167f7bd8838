package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTest {
    private static final LocalDateTime MORNING = LocalDateTime.parse("2026-12-24T09:00");

    private static List<String> times(String rule, String anchor, int count) {
        var from = LocalDateTime.parse(anchor);
        List<String> times = new ArrayList<>();
        var after = from.minusNanos(1);
        while (times.size() < count) {
            var found = Occurrences.after(Recurrence.parse(rule), from, after);
            if (found == null) {
                break;
            }
            times.add(found.at().toString().replace("T09:00", ""));
            after = found.at();
        }
        return times;
    }

    /// Mostly the examples of RFC 5545 §3.8.5.3.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=DAILY|1997-09-02T09:00|1997-09-02 1997-09-03 1997-09-04",
                "FREQ=DAILY;INTERVAL=10|1997-09-02T09:00|1997-09-02 1997-09-12 1997-09-22 1997-10-02",
                "FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO|1998-01-01T09:00|1998-01-04 1998-01-05 1998-01-11",
                "FREQ=DAILY;BYMONTH=1|1998-01-30T09:00|1998-01-30 1998-01-31 1999-01-01",
                "FREQ=WEEKLY|1997-09-02T09:00|1997-09-02 1997-09-09 1997-09-16",
                "FREQ=WEEKLY;INTERVAL=2;WKST=SU|1997-09-02T09:00|1997-09-02 1997-09-16 1997-09-30",
                "FREQ=WEEKLY;WKST=SU;BYDAY=TU,TH|1997-09-02T09:00|1997-09-02 1997-09-04 1997-09-09",
                "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR|1997-09-01T09:00|1997-09-01 1997-09-03 1997-09-05 1997-09-15",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO|1997-08-05T09:00|1997-08-05 1997-08-10 1997-08-19 1997-08-24",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU|1997-08-05T09:00|1997-08-05 1997-08-17 1997-08-19 1997-08-31",
                "FREQ=MONTHLY;BYDAY=1FR|1997-09-05T09:00|1997-09-05 1997-10-03 1997-11-07",
                "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU|1997-09-07T09:00|1997-09-07 1997-09-28 1997-11-02 1997-11-30",
                "FREQ=MONTHLY;BYDAY=-2MO|1997-09-22T09:00|1997-09-22 1997-10-20 1997-11-17",
                "FREQ=MONTHLY;BYMONTHDAY=-3|1997-09-28T09:00|1997-09-28 1997-10-29 1997-11-28",
                "FREQ=MONTHLY;BYMONTHDAY=2,15|1997-09-02T09:00|1997-09-02 1997-09-15 1997-10-02",
                "FREQ=MONTHLY;BYMONTHDAY=1,-1|1997-09-30T09:00|1997-09-30 1997-10-01 1997-10-31",
                "FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11|1997-09-10T09:00|1997-09-10 1997-09-11 1999-03-10",
                "FREQ=MONTHLY|2027-01-31T09:00|2027-01-31 2027-03-31 2027-05-31",
                "FREQ=YEARLY;BYMONTH=6,7|1997-06-10T09:00|1997-06-10 1997-07-10 1998-06-10",
                "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200|1997-01-01T09:00|1997-01-01 1997-04-10 1997-07-19 2000-01-01",
                "FREQ=YEARLY;BYDAY=20MO|1997-05-19T09:00|1997-05-19 1998-05-18 1999-05-17",
                "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO|1997-05-12T09:00|1997-05-12 1998-05-11 1999-05-17",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=TH|1997-03-13T09:00|1997-03-13 1997-03-20 1997-03-27 1998-03-05",
                "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13|1997-09-02T09:00|1998-02-13 1998-03-13 1998-11-13 1999-08-13",
                "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8|1996-11-05T09:00|1996-11-05 2000-11-07 2004-11-02",
                "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3|1997-09-04T09:00|1997-09-04 1997-10-07 1997-11-06",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2|1997-09-29T09:00|1997-09-29 1997-10-30 1997-11-27",
                "FREQ=HOURLY;INTERVAL=3|1997-09-02T09:00|1997-09-02 1997-09-02T12:00 1997-09-02T15:00",
                "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20|1997-09-02T09:00|1997-09-02 1997-09-02T09:20 1997-09-02T10:00",
                "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10|1997-09-02T10:20|1997-09-02T10:20 1997-09-02T10:40 1997-09-03",
                "FREQ=YEARLY|2024-02-29T09:00|2024-02-29 2028-02-29"
            })
    void aRuleComesAtItsTimes(String rule, String anchor, String times) {
        var expected = List.of(times.split(" ", -1));
        assertThat(times(rule, anchor, expected.size())).isEqualTo(expected);
    }

    @Test
    void aRuleThatNeverComesHasNoTime() {
        assertThat(times("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T09:00", 1))
                .isEmpty();
        assertThat(times("FREQ=YEARLY", "9999-12-31T09:00", 2)).containsExactly("9999-12-31");
    }

    @Test
    void whatLiesFarBackIsNotGoneThrough() {
        var found = Occurrences.after(
                Recurrence.parse("FREQ=SECONDLY"),
                LocalDateTime.parse("0001-01-01T00:00:00"),
                LocalDateTime.parse("2026-11-22T12:00:00"));
        assertThat(found).isNotNull().extracting(Occurrences.Found::at).hasToString("2026-11-22T12:00:01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
                "FREQ=MONTHLY;COUNT=5;BYDAY=-1FR",
                "FREQ=YEARLY;UNTIL=20261224T170000Z;BYMONTH=3;BYMONTHDAY=-1;WKST=SU"
            })
    void aRuleIsWrittenAsItWasRead(String rule) {
        assertThat(Recurrence.parse(rule)).hasToString(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every day|every day",
                "FREQ=OFTEN|OFTEN",
                "INTERVAL=2|FREQ is missing",
                "FREQ=DAILY;COUNT=0|COUNT",
                "FREQ=DAILY;UNTIL=20261301|UNTIL",
                "FREQ=DAILY;COUNT=2;UNTIL=20261201|both",
                "FREQ=DAILY;BYDAY=XX|XX",
                "FREQ=DAILY;BYMONTH=13|13",
                "FREQ=DAILY;FREQ=DAILY|FREQ=DAILY"
            })
    void whatIsNoRuleIsRefusedWithWhatIsWrong(String rule, String word) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> Recurrence.parse(rule))
                .withMessageContaining(word);
    }

    private static String all(int values) {
        return IntStream.range(0, values).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    @Test
    void aRuleOfMoreTimesADayThanThereAreMinutesIsRefused() {
        String minutes = "FREQ=DAILY;BYHOUR=" + all(24) + ";BYMINUTE=" + all(60);
        assertThat(Occurrences.after(Recurrence.parse(minutes), MORNING, MORNING))
                .isNotNull();
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> Recurrence.parse(minutes + ";BYSECOND=1,2"))
                .withMessageContaining("more than 1440 times a day");
    }

    @Test
    void aRuleIsFollowedHoweverLongItTakes() {
        var rule = Recurrence.parse("FREQ=DAILY;COUNT=999999;BYHOUR=" + all(24) + ";BYMINUTE=" + all(60));
        assertThat(Occurrences.after(rule, MORNING, MORNING.plusYears(1))).isNotNull();
        assertThat(Occurrences.after(rule, MORNING, MORNING.plusDays(690))).isNotNull();
        assertThat(Occurrences.after(rule, MORNING, MORNING.plusDays(700))).isNull();
    }
}
