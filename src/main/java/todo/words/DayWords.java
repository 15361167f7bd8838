package todo.words;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Days: `tomorrow`, `next friday`, `friday next week`, `in 3 days`, and the dates of [DateWords].
///
/// A weekday is the next one to come, never today; `next friday` is the one of next week. A weekday beside a date is
/// a part of it if it is the date's, and else text.
final class DayWords {
    private static final Pattern ISO_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}:[0-9]{2}");
    private static final Pattern LATER = Pattern.compile("(\\+?)([0-9]{1,3})([dw]|(?<=\\+[0-9]{1,3})[my])");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,3}(?:[.,][0-9]{1,2})?)(min|[hdw])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final Map<String, ChronoUnit> LETTERS = Map.of(
            "min",
            ChronoUnit.MINUTES,
            "h",
            ChronoUnit.HOURS,
            "d",
            ChronoUnit.DAYS,
            "w",
            ChronoUnit.WEEKS,
            "m",
            ChronoUnit.MONTHS,
            "y",
            ChronoUnit.YEARS);
    private static final LocalTime EVENING = LocalTime.of(19, 0);

    private final Cursor cursor;
    private final LocalDate today;
    private final int first;
    private boolean introduced;
    private boolean isDate;
    private Strength strength = Strength.AT_EDGE;

    private DayWords(Cursor cursor) {
        this.cursor = cursor;
        this.today = cursor.speaker.today();
        this.first = cursor.at;
    }

    /// Takes a day, if one comes next.
    static @Nullable Phrase take(Cursor cursor) {
        var words = new DayWords(cursor);
        return cursor.takeFirst(words::phrase);
    }

    private @Nullable Phrase phrase() {
        var meaning = meaning();
        return meaning == null ? null : cursor.phrase(first, strength, meaning);
    }

    private Phrase.@Nullable Meaning meaning() {
        boolean on = cursor.take(Sense.ON);
        introduced = on || cursor.take(Sense.UNTIL) || cursor.take(Sense.START);
        boolean meantFor = !introduced && cursor.take(Sense.FOR);
        boolean hasPreposition = introduced || meantFor || cursor.isNext(Sense.IN);
        if (on && cursor.language.capitalNouns() && cursor.isNext(cursor.language.partsOfDay())) {
            return null; // am Morgen
        }
        var meaning = cursor.<Phrase.Meaning>takeFirst(this::evening, this::moment, this::day);
        if (meaning != null && cursor.belongsToWordBefore(first, hasPreposition)) {
            strength = Strength.NEVER;
        } else if (introduced && !isDate || meantFor && strength == Strength.SURE) {
            strength = switch (strength) {
                case AT_EDGE -> Strength.SURE;
                case AT_END, SURE -> Strength.AT_EDGE;
                default -> strength;
            };
        }
        return meaning;
    }

    private Phrase.@Nullable Meaning evening() {
        boolean isOver = !cursor.speaker.now().toLocalTime().isBefore(EVENING);
        return cursor.take(Sense.TONIGHT) ? new Phrase.Evening(today, isOver ? null : EVENING) : null;
    }

    /// `in 30 minutes`, `in 1.5 hours`, `2026-12-24T17:00`.
    private Phrase.@Nullable Moment moment() {
        var iso = cursor.take(ISO_TIME);
        if (iso != null) {
            strength = Strength.SURE;
            var at = LocalDateTime.parse(iso.group().replace('t', 'T'));
            return at.getYear() < 1 ? null : new Phrase.Moment(at);
        }
        var span = span();
        if (span == null || span.unit.isDateBased()) {
            return null;
        }
        long minutes = Math.round(span.count * span.unit.getDuration().toMinutes());
        var now = cursor.speaker.now().truncatedTo(ChronoUnit.MINUTES);
        return new Phrase.Moment(now.plusMinutes(minutes).toLocalDateTime());
    }

    private Phrase.@Nullable Day day() {
        var day = cursor.takeFirst(this::named, this::later, this::ofWeek, this::weekday, this::date);
        return day == null || day.getYear() < 1 ? null : new Phrase.Day(day);
    }

    private @Nullable LocalDate named() {
        strength = Strength.AT_EDGE;
        int start = cursor.at;
        if (cursor.take(Sense.THIS)) {
            return cursor.isNext(cursor.language.partsOfDay()) ? today : null; // this afternoon
        }
        var days = cursor.take(cursor.language.days());
        if (days == null) {
            strength = Strength.AT_END;
            return cursor.take(Sense.END_OF_MONTH) ? today.with(TemporalAdjusters.lastDayOfMonth()) : null;
        }
        boolean capital = cursor.last().isCapitalized();
        if (days < 0) {
            strength = Strength.ALONE; // what is past is no day to do something
        } else if (capital && cursor.at > start + 1 && !cursor.language.capitalNouns()) {
            strength = Strength.NEVER; // The Day After Tomorrow
        } else if (cursor.tookShortWord() || capital && start > 0) {
            strength = Strength.AT_END;
        } else if (cursor.language.capitalNouns() && !capital) {
            strength = Strength.SURE;
        }
        return today.plusDays(days);
    }

    /// `+3d`, `3d`, `in 3 days`, `this weekend`, `next weekend`, `next month`.
    private @Nullable LocalDate later() {
        strength = Strength.AT_EDGE;
        var later = cursor.take(LATER);
        if (later != null) {
            boolean isModel = !cursor.last().bare().equals(later.group()); // 3D
            strength = !later.group(1).isEmpty() ? Strength.SURE : isModel ? Strength.NEVER : Strength.AT_END;
            return today.plus(Long.parseLong(later.group(2)), LETTERS.get(later.group(3)));
        }
        if (cursor.take(Sense.THIS_WEEKEND)) {
            return today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
        }
        if (!cursor.take(Sense.NEXT)) {
            var span = span();
            return span == null || span.unit == ChronoUnit.WEEKS ? null : today.plus((long) span.count, span.unit);
        }
        var monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        if (cursor.take(Sense.WEEKEND)) {
            return monday.with(DayOfWeek.SATURDAY);
        }
        var weekday = cursor.take(cursor.language.weekdays());
        if (weekday != null) {
            return monday.with(weekday);
        }
        return switch (cursor.take(cursor.language.units())) {
            case MONTHS -> today.with(TemporalAdjusters.firstDayOfNextMonth());
            case YEARS -> today.with(TemporalAdjusters.firstDayOfNextYear());
            case null, default -> null;
        };
    }

    private record Span(double count, ChronoUnit unit) {}

    /// `in 3 days`, `in 1.5 hours`, `in 2h`. `in 80 Days` is a title.
    private @Nullable Span span() {
        if (!cursor.take(Sense.IN)) {
            return null;
        }
        var digits = cursor.take(AMOUNT);
        Double fraction = digits == null ? cursor.take(cursor.language.fractions()) : null;
        double count = digits != null
                ? Double.parseDouble(digits.group(1).replace(',', '.'))
                : fraction != null ? fraction : number(cursor);
        String letters = digits == null ? null : digits.group(2);
        boolean joined = letters != null;
        var unit = letters == null ? cursor.take(cursor.language.units()) : LETTERS.get(letters);
        if (unit == null || count == 0 || count % 1 != 0 && unit != ChronoUnit.HOURS) {
            return null;
        }
        boolean isTitle = (joined || !cursor.language.capitalNouns())
                && !cursor.last().bare().equals(cursor.last().said());
        strength = isTitle ? Strength.NEVER : Strength.AT_EDGE;
        return new Span(count, unit);
    }

    /// `next week`, `in 2 weeks`, and a weekday behind it.
    private @Nullable LocalDate ofWeek() {
        strength = Strength.AT_EDGE;
        boolean isThis = cursor.take(Sense.THIS);
        cursor.at -= isThis ? 1 : 0;
        var week = week();
        int behind = cursor.at;
        cursor.take(Sense.ON);
        var weekday = week == null ? null : cursor.take(cursor.language.weekdays());
        if (week == null || weekday != null) {
            return week == null ? null : unlessPast(week.with(weekday));
        }
        cursor.at = behind;
        return isThis ? null : week;
    }

    /// Takes a week, and gives a day of it.
    private @Nullable LocalDate week() {
        if (cursor.take(Sense.NEXT)) {
            boolean isWeek = cursor.take(cursor.language.units()) == ChronoUnit.WEEKS;
            return isWeek ? today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : null;
        }
        if (cursor.take(Sense.THIS)) {
            return cursor.take(cursor.language.units()) == ChronoUnit.WEEKS ? today : null;
        }
        var span = span();
        return span == null || span.unit != ChronoUnit.WEEKS ? null : today.plusWeeks((long) span.count);
    }

    private @Nullable LocalDate unlessPast(LocalDate day) {
        return day.isBefore(today) ? null : day;
    }

    /// `friday`, `this friday`, `friday next week`, `Fri 24 Dec`, `Freitag, den 8. Dezember`.
    private @Nullable LocalDate weekday() {
        strength = Strength.AT_EDGE;
        boolean isThis = cursor.take(Sense.THIS);
        var weekday = cursor.take(cursor.language.weekdays());
        if (weekday == null) {
            return null;
        }
        boolean isSmallWord = cursor.tookShortWord() && !cursor.last().isCapitalized();
        if (cursor.tookShortWord() && !isThis) {
            strength = isSmallWord && cursor.language.capitalNouns() ? Strength.BESIDE : Strength.AT_END;
        }
        int behind = cursor.at;
        var week = week();
        if (week != null) {
            strength = Strength.AT_EDGE;
            return unlessPast(week.with(weekday));
        }
        cursor.at = behind;
        boolean the = cursor.take(Sense.OF);
        var date = new DateWords(cursor, the).take();
        if (date != null) {
            strength = Strength.SURE;
            return date.getDayOfWeek() == weekday ? date : null;
        }
        cursor.at = behind;
        return today.with(TemporalAdjusters.next(weekday));
    }

    /// A date; a weekday behind it goes with it.
    private @Nullable LocalDate date() {
        var words = new DateWords(cursor, introduced);
        var date = words.take();
        strength = words.strength();
        isDate = date != null;
        int behind = cursor.at;
        if (date != null && cursor.take(cursor.language.weekdays()) != date.getDayOfWeek()) {
            cursor.at = behind;
        }
        return date;
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
