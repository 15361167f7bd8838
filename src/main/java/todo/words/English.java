package todo.words;

import static java.util.Map.entry;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import todo.words.Language.Sense;

/// The words of English.
final class English {
    private static final Map<String, Sense> SENSES = Map.ofEntries(
            entry("on", Sense.ON),
            entry("by", Sense.ON),
            entry("due", Sense.ON),
            entry("due on", Sense.ON),
            entry("due by", Sense.ON),
            entry("at", Sense.AT),
            entry("@", Sense.AT),
            entry("in", Sense.IN),
            entry("of", Sense.OF),
            entry("the", Sense.OF),
            entry("and", Sense.AND),
            entry("&", Sense.AND),
            entry("this", Sense.THIS),
            entry("next", Sense.NEXT),
            entry("every", Sense.EVERY),
            entry("each", Sense.EVERY),
            entry("other", Sense.OTHER),
            entry("until", Sense.UNTIL),
            entry("till", Sense.UNTIL),
            entry("times", Sense.TIMES),
            entry("for", Sense.FOR),
            entry("after completion", Sense.AFTER_COMPLETION),
            entry("after completing", Sense.AFTER_COMPLETION),
            entry("after done", Sense.AFTER_COMPLETION),
            entry("of the month", Sense.IN_THE_MONTH),
            entry("in the month", Sense.IN_THE_MONTH),
            entry("of each month", Sense.IN_THE_MONTH),
            entry("of every month", Sense.IN_THE_MONTH),
            entry("weekday", Sense.WORKDAY),
            entry("workday", Sense.WORKDAY),
            entry("working day", Sense.WORKDAY),
            entry("weekend", Sense.WEEKEND),
            entry("end of month", Sense.END_OF_MONTH),
            entry("end of the month", Sense.END_OF_MONTH),
            entry("tonight", Sense.TONIGHT),
            entry("o'clock", Sense.O_CLOCK),
            entry("am", Sense.AM),
            entry("a.m", Sense.AM),
            entry("pm", Sense.PM),
            entry("p.m", Sense.PM),
            entry("with", Sense.GOES_ON),
            entry("to", Sense.GOES_ON),
            entry("near", Sense.GOES_ON));

    private static final Map<String, DayOfWeek> WEEKDAYS = Map.ofEntries(
            entry("monday", DayOfWeek.MONDAY),
            entry("mon", DayOfWeek.MONDAY),
            entry("tuesday", DayOfWeek.TUESDAY),
            entry("tue", DayOfWeek.TUESDAY),
            entry("tues", DayOfWeek.TUESDAY),
            entry("wednesday", DayOfWeek.WEDNESDAY),
            entry("wed", DayOfWeek.WEDNESDAY),
            entry("thursday", DayOfWeek.THURSDAY),
            entry("thu", DayOfWeek.THURSDAY),
            entry("thur", DayOfWeek.THURSDAY),
            entry("thurs", DayOfWeek.THURSDAY),
            entry("friday", DayOfWeek.FRIDAY),
            entry("fri", DayOfWeek.FRIDAY),
            entry("saturday", DayOfWeek.SATURDAY),
            entry("sat", DayOfWeek.SATURDAY),
            entry("sunday", DayOfWeek.SUNDAY),
            entry("sun", DayOfWeek.SUNDAY));

    private static final Map<String, Month> MONTHS = Map.ofEntries(
            entry("january", Month.JANUARY),
            entry("jan", Month.JANUARY),
            entry("february", Month.FEBRUARY),
            entry("feb", Month.FEBRUARY),
            entry("march", Month.MARCH),
            entry("mar", Month.MARCH),
            entry("april", Month.APRIL),
            entry("apr", Month.APRIL),
            entry("may", Month.MAY),
            entry("june", Month.JUNE),
            entry("jun", Month.JUNE),
            entry("july", Month.JULY),
            entry("jul", Month.JULY),
            entry("august", Month.AUGUST),
            entry("aug", Month.AUGUST),
            entry("september", Month.SEPTEMBER),
            entry("sep", Month.SEPTEMBER),
            entry("sept", Month.SEPTEMBER),
            entry("october", Month.OCTOBER),
            entry("oct", Month.OCTOBER),
            entry("november", Month.NOVEMBER),
            entry("nov", Month.NOVEMBER),
            entry("december", Month.DECEMBER),
            entry("dec", Month.DECEMBER));

    private static final Map<String, ChronoUnit> UNITS = Map.ofEntries(
            entry("minute", ChronoUnit.MINUTES),
            entry("minutes", ChronoUnit.MINUTES),
            entry("min", ChronoUnit.MINUTES),
            entry("hour", ChronoUnit.HOURS),
            entry("hours", ChronoUnit.HOURS),
            entry("day", ChronoUnit.DAYS),
            entry("days", ChronoUnit.DAYS),
            entry("week", ChronoUnit.WEEKS),
            entry("weeks", ChronoUnit.WEEKS),
            entry("month", ChronoUnit.MONTHS),
            entry("months", ChronoUnit.MONTHS),
            entry("year", ChronoUnit.YEARS),
            entry("years", ChronoUnit.YEARS));

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            entry("a", 1),
            entry("an", 1),
            entry("one", 1),
            entry("two", 2),
            entry("three", 3),
            entry("four", 4),
            entry("five", 5),
            entry("six", 6),
            entry("seven", 7),
            entry("eight", 8),
            entry("nine", 9),
            entry("ten", 10),
            entry("eleven", 11),
            entry("twelve", 12));

    private static final Map<String, Integer> ORDINALS =
            Map.of("first", 1, "second", 2, "third", 3, "fourth", 4, "fifth", 5, "last", -1);

    private static final Map<String, Integer> DAYS = Map.of(
            "today", 0, "tod", 0, "tomorrow", 1, "tmrw", 1, "day after tomorrow", 2, "the day after tomorrow", 2);

    private static final Map<String, LocalTime> PARTS_OF_DAY = Map.ofEntries(
            entry("morning", LocalTime.of(9, 0)),
            entry("in the morning", LocalTime.of(9, 0)),
            entry("noon", LocalTime.NOON),
            entry("midday", LocalTime.NOON),
            entry("afternoon", LocalTime.of(15, 0)),
            entry("in the afternoon", LocalTime.of(15, 0)),
            entry("evening", LocalTime.of(19, 0)),
            entry("in the evening", LocalTime.of(19, 0)));

    private static final Map<String, String> RULES = Map.of(
            "daily", "FREQ=DAILY",
            "weekly", "FREQ=WEEKLY",
            "fortnightly", "FREQ=WEEKLY;INTERVAL=2",
            "monthly", "FREQ=MONTHLY",
            "quarterly", "FREQ=MONTHLY;INTERVAL=3",
            "yearly", "FREQ=YEARLY",
            "annually", "FREQ=YEARLY");

    private static final Set<String> SHORT_WORDS = Set.of(
            "mon",
            "tue",
            "tues",
            "wed",
            "thu",
            "thur",
            "thurs",
            "fri",
            "sat",
            "sun",
            "may",
            "march",
            "mar",
            "tod",
            "morning",
            "noon",
            "midday",
            "afternoon",
            "evening",
            "second");

    static final Language LANGUAGE = new Language(
            SENSES, WEEKDAYS, MONTHS, UNITS, NUMBERS, ORDINALS, DAYS, PARTS_OF_DAY, RULES, SHORT_WORDS, true);

    private English() {}
}
