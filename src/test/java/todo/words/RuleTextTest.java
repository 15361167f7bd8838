package todo.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Field;
import todo.list.Recurrence;

class RuleTextTest {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-22T12:00+01:00[Europe/Berlin]");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=DAILY|every day|jeden Tag",
                "FREQ=HOURLY;INTERVAL=4|every 4 hours|alle 4 Stunden",
                "FREQ=DAILY;INTERVAL=3;COUNT=5|every 3 days 5 times|alle 3 Tage 5 mal",
                "FREQ=DAILY;BYHOUR=9,17|every day at 09:00 and 17:00|jeden Tag um 09:00 und 17:00 Uhr",
                "FREQ=WEEKLY;COUNT=9;BYDAY=MO;BYHOUR=8,12,18;BYMINUTE=30|every Monday at 08:30, 12:30 and 18:30 9 times|jeden Montag um 08:30, 12:30 und 18:30 Uhr 9 mal",
                "FREQ=WEEKLY|every week|jede Woche",
                "FREQ=WEEKLY;BYDAY=MO,WE,FR|every Monday, Wednesday and Friday|jeden Montag, Mittwoch und Freitag",
                "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR|every weekday|jeden Werktag",
                "FREQ=WEEKLY;BYDAY=SA,SU|every weekend|jedes Wochenende",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH|every 2 weeks on Monday and Thursday|alle 2 Wochen am Montag und Donnerstag",
                "FREQ=MONTHLY;INTERVAL=6|every 6 months|alle 6 Monate",
                "FREQ=MONTHLY;BYDAY=-1FR|every last Friday of the month|jeden letzten Freitag im Monat",
                "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU|every 3 months on the second Tuesday of the month|alle 3 Monate am zweiten Dienstag im Monat",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1|every last weekday of the month|jeden letzten Werktag im Monat",
                "FREQ=MONTHLY;BYMONTHDAY=-1|every last day of the month|jeden letzten Tag im Monat",
                "FREQ=MONTHLY;BYMONTHDAY=22|every month on the 22nd|jeden Monat am 22.",
                "FREQ=YEARLY;INTERVAL=2|every 2 years|alle 2 Jahre",
                "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1|every year on 1 March|jedes Jahr am 1. März",
                "FREQ=DAILY;UNTIL=20261224|every day until 24 December 2026|jeden Tag bis 24. Dezember 2026"
            })
    void aRuleHasWordsThatAreUnderstoodAgain(String text, String english, String german) {
        var rule = Recurrence.parse(text);
        assertThat(RuleText.of(rule, false, Locale.US)).isEqualTo(english);
        assertThat(RuleText.of(rule, false, Locale.GERMANY)).isEqualTo(german);
        for (boolean afterCompletion : new boolean[] {false, true}) {
            for (var language : List.of(Locale.UK, Locale.GERMAN)) {
                var line = Line.of(
                        new Speaker(NOW, language, List.of()), "" + RuleText.of(rule, afterCompletion, language));
                assertThat(line.title()).isEmpty();
                assertThat(line.fields()).contains(new Field.Repeat(text));
                assertThat(line.repeatsAfterCompletion()).isEqualTo(afterCompletion);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=MINUTELY",
                "FREQ=MONTHLY;BYDAY=-2FR",
                "FREQ=MONTHLY;BYMONTHDAY=1,15",
                "FREQ=YEARLY;BYWEEKNO=20",
                "FREQ=DAILY;BYHOUR=9",
                "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30"
            })
    void whatThereAreNoWordsForHasNone(String rule) {
        assertThat(RuleText.of(Recurrence.parse(rule), false, Locale.US)).isNull();
    }

    @Test
    void theWordsOfACompletionComeBeforeTheEnd() {
        assertThat(RuleText.of(Recurrence.parse("FREQ=DAILY;INTERVAL=3;COUNT=2"), true, Locale.US))
                .isEqualTo("every 3 days after completion 2 times");
    }
}
