package todo.words;

import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Days of the calendar: `24 Dec`, `24.12.`, `12/24`, `2026-12-24`, `on the 15th`.
///
/// A day without a year is the next one to come, or today.
final class DateWords {
    static final Pattern ORDINAL_DAY = Pattern.compile("([0-9]{1,2})(st|nd|rd|th)?");
    private static final Pattern ISO = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DOTTED = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})(?:\\.([0-9]{4}|[0-9]{2}))?");
    private static final Pattern SLASHED = Pattern.compile("([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?");
    private static final Pattern FRACTION = Pattern.compile("1/[234]|2/3");
    private static final Pattern YEAR = Pattern.compile("(?:19|20|21)[0-9]{2}");

    private static final int LAST_MONTH = 12;

    private final Cursor cursor;
    private final LocalDate today;
    private final boolean introduced;
    private Strength strength = Strength.SURE;

    /// @param introduced whether a preposition stands before it, or a weekday
    DateWords(Cursor cursor, boolean introduced) {
        this.cursor = cursor;
        this.today = cursor.speaker.today();
        this.introduced = introduced;
    }

    /// Where the day that was taken must stand to be meant.
    Strength strength() {
        return strength;
    }

    /// Takes a day, if one comes next.
    @Nullable
    LocalDate take() {
        return cursor.takeFirst(this::iso, this::dotted, this::slashed, this::withMonth, this::nth);
    }

    private @Nullable LocalDate iso() {
        var iso = cursor.take(ISO);
        return iso == null ? null : LocalDate.parse(iso.group());
    }

    /// `24.12.`, `24.12.2026`; `2.12` may be a number.
    private @Nullable LocalDate dotted() {
        var dotted = cursor.take(DOTTED);
        if (dotted == null || !cursor.last().followedByDot() && dotted.group(3) == null && !introduced) {
            return null;
        }
        boolean isNumber = Integer.parseInt(dotted.group(1)) <= LAST_MONTH && !cursor.language.capitalNouns();
        strength = introduced || dotted.group(3) != null
                ? Strength.SURE
                : isNumber ? Strength.ALONE : cursor.language.capitalNouns() ? Strength.SURE : Strength.AT_EDGE;
        return date(dotted.group(3), Integer.parseInt(dotted.group(2)), Integer.parseInt(dotted.group(1)));
    }

    /// `12/24`, `12/24/2026`; `1/2` is a number.
    private @Nullable LocalDate slashed() {
        var slashed = cursor.take(SLASHED);
        if (slashed == null) {
            return null;
        }
        boolean isFraction = FRACTION.matcher(slashed.group()).matches();
        strength =
                introduced || slashed.group(3) != null ? Strength.SURE : isFraction ? Strength.ALONE : Strength.AT_END;
        int left = Integer.parseInt(slashed.group(1));
        int right = Integer.parseInt(slashed.group(2));
        boolean monthFirst = left <= LAST_MONTH && (cursor.speaker.saysMonthFirst() || right > LAST_MONTH);
        return monthFirst ? date(slashed.group(3), left, right) : date(slashed.group(3), right, left);
    }

    /// `24 Dec`, `24th of December 2026`, `Dec 24`.
    private @Nullable LocalDate withMonth() {
        cursor.take(Sense.OF);
        var day = cursor.take(ORDINAL_DAY);
        boolean dayFirst = day != null;
        boolean ordinal = day != null && isOrdinal(cursor, day.group(2));
        boolean of = dayFirst && cursor.take(Sense.OF);
        var month = cursor.take(cursor.language.months());
        if (month == null) {
            return null;
        }
        boolean isWord = cursor.tookShortWord();
        boolean isSmallWord = isWord && !cursor.last().isCapitalized();
        day = day == null ? cursor.take(ORDINAL_DAY) : day;
        if (day == null) {
            return null;
        }
        var year = cursor.take(YEAR);
        if (!dayFirst && (cursor.isNext(Sense.TIMES) || cursor.isNext(cursor.language.units()))) {
            return null; // Call April 3 times
        }
        if (introduced || ordinal || of || year != null || day.group(2) != null || dayFirst && !isWord) {
            strength = Strength.SURE;
        } else if (isSmallWord || isWord && !dayFirst && !cursor.goesOn(cursor.at)) {
            strength = Strength.AT_END;
        } else {
            strength = Strength.AT_EDGE;
        }
        return date(year == null ? null : year.group(), month.getValue(), Integer.parseInt(day.group(1)));
    }

    /// `on the 15th`, `am 15.`, `on the 1st of next month`. What comes behind may be what it is the 15th of.
    private @Nullable LocalDate nth() {
        cursor.take(Sense.OF);
        var nth = cursor.take(ORDINAL_DAY);
        if (nth == null || !isOrdinal(cursor, nth.group(2))) {
            return null;
        }
        int day = Integer.parseInt(nth.group(1));
        int behind = cursor.at;
        cursor.take(Sense.OF);
        boolean ofNext = cursor.take(Sense.NEXT) && cursor.take(cursor.language.units()) == ChronoUnit.MONTHS;
        cursor.at = ofNext ? cursor.at : behind;
        boolean clear = ofNext || cursor.take(Sense.IN_THE_MONTH);
        strength = !introduced
                ? Strength.ALONE
                : clear ? Strength.SURE : cursor.goesOn(cursor.at) ? Strength.AT_EDGE : Strength.AT_END;
        if (ofNext) {
            return today.withDayOfMonth(1).plusMonths(1).withDayOfMonth(day);
        }
        if (day < 1 || day > 31) {
            return null;
        }
        for (var month = today.withDayOfMonth(1); ; month = month.plusMonths(1)) {
            if (day <= month.lengthOfMonth() && !month.withDayOfMonth(day).isBefore(today)) {
                return month.withDayOfMonth(day);
            }
        }
    }

    /// Whether the number taken last is a place in an order, as in `15th`, or in German `15.`
    static boolean isOrdinal(Cursor cursor, @Nullable String ending) {
        return ending != null || cursor.language.capitalNouns() && cursor.last().followedByDot();
    }

    private LocalDate date(@Nullable String year, int month, int day) {
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
}
