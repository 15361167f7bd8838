package todo.words;

import static java.util.Map.entry;
import static todo.words.Language.inOrder;
import static todo.words.Language.table;
import static todo.words.Language.words;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import todo.words.Language.Sense;

/// The words of English.
final class English {
    private static final Map<Sense, String> SENSES = Map.ofEntries(
            entry(Sense.ON, "on, by, due, due on, due by"),
            entry(Sense.AT, "at, @, due at"),
            entry(Sense.IN, "in"),
            entry(Sense.OF, "of, the"),
            entry(Sense.AND, "and, &"),
            entry(Sense.TO, "to, or, -, –"),
            entry(Sense.THIS, "this"),
            entry(Sense.NEXT, "next"),
            entry(Sense.EVERY, "every, each, on every"),
            entry(Sense.OTHER, "other"),
            entry(Sense.START, "starting, starting on, starting from, beginning, beginning on"),
            entry(Sense.UNTIL, "until, till"),
            entry(Sense.TIMES, "times"),
            entry(Sense.FOR, "for"),
            entry(Sense.AFTER_COMPLETION, "after completion, after completing, after done"),
            entry(Sense.IN_THE_MONTH, "of the month, in the month"),
            entry(Sense.IN_EVERY_MONTH, "of every month, of each month, in every month, in each month"),
            entry(Sense.WORKDAY, "weekday, workday, working day"),
            entry(Sense.WEEKEND, "weekend"),
            entry(Sense.THIS_WEEKEND, "this weekend, on the weekend, at the weekend, by the weekend"),
            entry(Sense.END_OF_MONTH, "end of month, end of the month, the end of the month"),
            entry(Sense.TONIGHT, "tonight, this evening"),
            entry(Sense.O_CLOCK, "o'clock, oclock"),
            entry(Sense.HOUR_SIGN, "h"),
            entry(Sense.AM, "am, a.m"),
            entry(Sense.PM, "pm, p.m"),
            entry(
                    Sense.GOES_ON,
                    "with, near, from, about, via, because, so, before, after, unless, if, when, while, then, as, but"));

    private static final Map<String, DayOfWeek> WEEKDAYS = inOrder(
            List.of(DayOfWeek.values()),
            "monday, mon; tuesday, tue, tues; wednesday, wed; thursday, thu, thur, thurs; friday, fri; "
                    + "saturday, sat; sunday, sun");

    private static final Map<String, Month> MONTHS = inOrder(
            List.of(Month.values()),
            "january, jan; february, feb; march, mar; april, apr; may; june, jun; july, jul; "
                    + "august, aug; september, sep, sept; october, oct; november, nov; december, dec");

    private static final Map<ChronoUnit, String> UNITS = Map.of(
            ChronoUnit.MINUTES, "minute, minutes, min, mins",
            ChronoUnit.HOURS, "hour, hours, hr, hrs",
            ChronoUnit.DAYS, "day, days",
            ChronoUnit.WEEKS, "week, weeks",
            ChronoUnit.MONTHS, "month, months",
            ChronoUnit.YEARS, "year, years");

    private static final Map<String, Integer> NUMBERS = inOrder(
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
            "a, an, one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve");

    private static final Map<LocalTime, String> PARTS_OF_DAY = Map.of(
            LocalTime.MIDNIGHT, "midnight, 12 midnight",
            LocalTime.of(9, 0), "morning, in the morning",
            LocalTime.NOON, "noon, midday, 12 noon",
            LocalTime.of(15, 0), "afternoon, in the afternoon",
            LocalTime.of(19, 0), "evening, in the evening");

    private static final Map<String, String> RULES = Map.of(
            "FREQ=DAILY", "daily",
            "FREQ=WEEKLY", "weekly",
            "FREQ=WEEKLY;INTERVAL=2", "fortnightly",
            "FREQ=MONTHLY", "monthly",
            "FREQ=MONTHLY;INTERVAL=3", "quarterly",
            "FREQ=YEARLY", "yearly, annually");

    static final Language LANGUAGE = new Language(
            table(SENSES),
            WEEKDAYS,
            MONTHS,
            table(UNITS),
            NUMBERS,
            Map.of("half an", 0.5, "one and a half", 1.5),
            Map.of("first", 1, "second", 2, "third", 3, "fourth", 4, "fifth", 5, "last", -1),
            table(Map.of(-1, "yesterday", 0, "today, tod", 1, "tomorrow, tmrw", 2, "day after tomorrow, the day after tomorrow")),
            table(PARTS_OF_DAY),
            Map.of("half past", 30, "quarter past", 15, "a quarter past", 15, "quarter to", -15, "a quarter to", -15),
            table(RULES),
            words("each, mon, wed, sat, sun, may, march, tod, morning, afternoon, evening"),
            words("a, an, the, of, from, since, after, before, about, like, than, between, during, into, and, or, to, "
                    + "last, past, previous, some, any, no, more, my, your, our, his, her, their, its, that, these, "
                    + "those, is, it's, was, happy, mr, mrs, ms, dr, version, section, chapter, part, page, room, step, number, episode"),
            table(Map.of(true, "good morning, good afternoon, good evening, good friday, black friday, cyber monday, usa today, "
                    + "high noon, friday the 13th, friday night lights, sunday times, monday night football, "
                    + "24/7, 7/11, 9/11")),
            true,
            false);

    private English() {}
}
