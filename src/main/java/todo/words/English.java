package todo.words;

import static java.util.Map.entry;
import static todo.words.Language.hours;
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

    private static final Map<String, ChronoUnit> UNITS = inOrder(
            Language.UNITS,
            "minute, minutes, min, mins; hour, hours, hr, hrs; day, days; "
                    + "week, weeks; month, months; year, years");

    private static final Map<String, Integer> NUMBERS = inOrder(
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
            "a, an, one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve");

    private static final Map<String, LocalTime> PARTS_OF_DAY = inOrder(
            hours(0, 9, 12, 15, 19),
            "midnight, 12 midnight; morning, in the morning; noon, midday, 12 noon; "
                    + "afternoon, in the afternoon; evening, in the evening");

    private static final Map<String, String> RULES = Map.of(
            "FREQ=DAILY", "daily",
            "FREQ=WEEKLY", "weekly",
            "FREQ=WEEKLY;INTERVAL=2", "fortnightly",
            "FREQ=MONTHLY", "monthly",
            "FREQ=MONTHLY;INTERVAL=3", "quarterly",
            "FREQ=YEARLY", "yearly, annually");

    private static final String STAYS = """
            a, an, the, of, from, since, after, before, about, like, than, between, during, into, and, or,
            to, last, past, previous, some, any, no, more, my, your, our, his, her, their, its, that,
            these, those, is, it's, was, happy, mr, mrs, ms, dr, version, section, chapter, part, page,
            room, step, number, episode
            """;

    private static final String NAMES =
            "good morning, good afternoon, good evening, good friday, black friday, cyber monday, "
                    + "usa today, high noon, friday the 13th, friday night lights, sunday times, "
                    + "monday night football, 24/7, 7/11, 9/11";

    static final Language LANGUAGE = new Language(
            table(SENSES),
            WEEKDAYS,
            MONTHS,
            UNITS,
            NUMBERS,
            Map.of("half an", 0.5, "one and a half", 1.5),
            Map.of("first", 1, "second", 2, "third", 3, "fourth", 4, "fifth", 5, "last", -1),
            inOrder(
                    List.of(-1, 0, 1, 2),
                    "yesterday; today, tod; tomorrow, tmrw; day after tomorrow, the day after tomorrow"),
            PARTS_OF_DAY,
            Map.of("half past", 30, "quarter past", 15, "a quarter past", 15, "quarter to", -15, "a quarter to", -15),
            table(RULES),
            words("each, mon, wed, sat, sun, may, march, tod, morning, afternoon, evening"),
            words(STAYS),
            table(Map.of(true, NAMES)),
            true,
            false);

    private English() {}
}
