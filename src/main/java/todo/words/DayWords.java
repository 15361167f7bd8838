package todo.words;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Days: `tomorrow`, `next friday`, `in 3 days`, `24 Dec`, `12/24`, `2026-12-24`.
///
/// A weekday is the next one to come, never today; `next friday` is the one of next week. A day without a year is the
/// next one to come, or today.
final class DayWords {
    private static final LocalDate NONE = LocalDate.MIN;
    static final Pattern ORDINAL_DAY = Pattern.compile("([0-9]{1,2})(st|nd|rd|th)?");
    private static final Pattern ISO = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(t[0-9]{2}:[0-9]{2})?");
    private static final Pattern DOTTED = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})(?:\\.([0-9]{4}|[0-9]{2}))?");
    private static final Pattern SLASHED = Pattern.compile("([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?");
    private static final Pattern LATER = Pattern.compile("\\+([0-9]{1,3})([dwmy])");
    private static final Pattern YEAR = Pattern.compile("(?:19|20|21)[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int EVENING = 19;

    private final Cursor cursor;
    private final LocalDate today;
    private final int first;
    private boolean introduced;
    private Strength strength = Strength.SURE;

    private DayWords(Cursor cursor) {
        this.cursor = cursor;
        this.today = cursor.speaker.today();
        this.first = cursor.at;
    }

    /// Takes a day, if one comes next.
    static @Nullable Phrase take(Cursor cursor) {
        var words = new DayWords(cursor);
        try {
            var meaning = words.meaning();
            if (meaning != null) {
                return cursor.phrase(words.first, words.introduced ? Strength.SURE : words.strength, meaning);
            }
        } catch (DateTimeException _) {
            // there is no such day
        }
        cursor.at = words.first;
        return null;
    }

    private Phrase.@Nullable Meaning meaning() {
        introduced = cursor.take(Sense.ON) || cursor.take(Sense.UNTIL);
        var moment = moment();
        if (moment != null) {
            return new Phrase.Moment(moment);
        }
        var day = day();
        return day.equals(NONE) || day.getYear() < 1 ? null : new Phrase.Day(day);
    }

    private @Nullable LocalDateTime moment() {
        var now = cursor.speaker.now().toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
        int start = cursor.at;
        if (cursor.take(Sense.TONIGHT) && now.getHour() < EVENING) {
            return today.atTime(EVENING, 0);
        }
        cursor.at = start;
        if (cursor.take(Sense.IN)) {
            int count = number(cursor);
            var unit = count == 0 ? null : cursor.take(cursor.language.units());
            if (unit == ChronoUnit.MINUTES || unit == ChronoUnit.HOURS) {
                return now.plus(count, unit);
            }
        }
        cursor.at = start;
        var iso = cursor.take(ISO);
        if (iso != null && iso.group(2) != null) {
            var at = LocalDateTime.parse(iso.group().replace('t', 'T'));
            return at.getYear() < 1 ? null : at;
        }
        cursor.at = start;
        return null;
    }

    private LocalDate day() {
        int start = cursor.at;
        for (var way :
                new Way[] {this::named, this::relative, this::weekday, this::numbered, this::withMonth, this::nth}) {
            var day = way.take();
            if (!day.equals(NONE)) {
                return day;
            }
            cursor.at = start;
        }
        return NONE;
    }

    private interface Way {
        LocalDate take();
    }

    private LocalDate named() {
        var days = cursor.take(cursor.language.days());
        if (days != null) {
            if (cursor.tookShortWord()) {
                strength = Strength.AT_END;
            }
            return today.plusDays(days);
        }
        if (cursor.take(Sense.TONIGHT)) {
            return today;
        }
        return cursor.take(Sense.END_OF_MONTH) ? today.with(TemporalAdjusters.lastDayOfMonth()) : NONE;
    }

    /// `in 3 days`, `+3d`, `next week`, `this weekend`.
    private LocalDate relative() {
        var later = cursor.take(LATER);
        if (later != null) {
            return today.plus(
                    Long.parseLong(later.group(1)),
                    switch (later.group(2)) {
                        case "d" -> ChronoUnit.DAYS;
                        case "w" -> ChronoUnit.WEEKS;
                        case "m" -> ChronoUnit.MONTHS;
                        default -> ChronoUnit.YEARS;
                    });
        }
        if (cursor.take(Sense.IN)) {
            int count = number(cursor);
            var unit = count == 0 ? null : cursor.take(cursor.language.units());
            return unit == null || !unit.isDateBased() ? NONE : today.plus(count, unit);
        }
        var monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        if (cursor.take(Sense.NEXT)) {
            return cursor.take(Sense.WEEKEND) ? monday.with(DayOfWeek.SATURDAY) : nextUnit(monday);
        }
        boolean the = cursor.take(Sense.THIS) || introduced;
        introduced |= cursor.take(Sense.OF);
        return the && cursor.take(Sense.WEEKEND) ? today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY)) : NONE;
    }

    private LocalDate nextUnit(LocalDate monday) {
        var weekday = cursor.take(cursor.language.weekdays());
        if (weekday != null) {
            return monday.with(weekday);
        }
        return switch (cursor.take(cursor.language.units())) {
            case DAYS -> today.plusDays(1);
            case WEEKS -> monday;
            case MONTHS -> today.with(TemporalAdjusters.firstDayOfNextMonth());
            case YEARS -> today.with(TemporalAdjusters.firstDayOfNextYear());
            case null, default -> NONE;
        };
    }

    private LocalDate weekday() {
        boolean the = cursor.take(Sense.THIS);
        var weekday = cursor.take(cursor.language.weekdays());
        if (weekday == null) {
            return NONE;
        }
        strength = !the && cursor.tookShortWord() ? Strength.AT_END : Strength.SURE;
        return today.with(TemporalAdjusters.next(weekday));
    }

    /// `2026-12-24`, `24.12.`, `24.12.2026`, `12/24`.
    private LocalDate numbered() {
        var iso = cursor.take(ISO);
        if (iso != null) {
            return LocalDate.parse(iso.group());
        }
        var dotted = cursor.take(DOTTED);
        if (dotted != null) {
            if (cursor.last().followedByDot() || dotted.group(3) != null || introduced) {
                return day(dotted.group(3), Integer.parseInt(dotted.group(2)), Integer.parseInt(dotted.group(1)));
            }
            return NONE;
        }
        var slashed = cursor.take(SLASHED);
        if (slashed == null || slashed.group().equals("24/7")) {
            return NONE;
        }
        strength = slashed.group(3) == null ? Strength.AT_END : Strength.SURE;
        int left = Integer.parseInt(slashed.group(1));
        int right = Integer.parseInt(slashed.group(2));
        boolean monthFirst = left <= 12 && (cursor.speaker.saysMonthFirst() || right > 12);
        return monthFirst ? day(slashed.group(3), left, right) : day(slashed.group(3), right, left);
    }

    /// `24 Dec`, `24th of December 2026`, `Dec 24`.
    private LocalDate withMonth() {
        cursor.take(Sense.OF);
        var day = cursor.take(ORDINAL_DAY);
        if (day != null) {
            cursor.take(Sense.OF);
        }
        var month = cursor.take(cursor.language.months());
        if (month == null) {
            return NONE;
        }
        strength = cursor.tookShortWord() && !cursor.last().isCapitalized() ? Strength.AT_END : Strength.SURE;
        day = day == null ? cursor.take(ORDINAL_DAY) : day;
        if (day == null) {
            return NONE;
        }
        var year = cursor.take(YEAR);
        return day(year == null ? null : year.group(), month.getValue(), Integer.parseInt(day.group(1)));
    }

    /// `on the 15th`, `am 15.`
    private LocalDate nth() {
        boolean the = cursor.take(Sense.OF);
        var nth = introduced ? cursor.take(ORDINAL_DAY) : null;
        if (nth == null || !isOrdinal(cursor, nth.group(2)) || the && nth.group(2) == null) {
            return NONE;
        }
        int day = Integer.parseInt(nth.group(1));
        for (var month = today.withDayOfMonth(1); ; month = month.plusMonths(1)) {
            if (day <= month.lengthOfMonth() && !month.withDayOfMonth(day).isBefore(today)) {
                return month.withDayOfMonth(day);
            }
        }
    }

    /// Whether the number taken last is a place in an order, as in `15th` or `15.`
    static boolean isOrdinal(Cursor cursor, @Nullable String ending) {
        return ending != null || cursor.last().followedByDot();
    }

    private LocalDate day(@Nullable String year, int month, int day) {
        if (year != null) {
            return LocalDate.of(Integer.parseInt(year.length() == 2 ? "20" + year : year), month, day);
        }
        var monthDay = MonthDay.of(Month.of(month), day);
        int next = today.getYear();
        while (!monthDay.isValidYear(next) || monthDay.atYear(next).isBefore(today)) {
            next++;
        }
        return monthDay.atYear(next);
    }

    /// Takes a number, in digits or as a word; 0 if none comes.
    static int number(Cursor cursor) {
        var digits = cursor.take(NUMBER);
        if (digits != null) {
            return Integer.parseInt(digits.group());
        }
        var number = cursor.take(cursor.language.numbers());
        return number == null ? 0 : number;
    }
}
