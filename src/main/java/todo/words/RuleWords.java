package todo.words;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Repetition: `every day`, `every 2 weeks on mon and thu`, `every last friday`, `every 3 days after completion`.
final class RuleWords {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");
    private static final String WORKDAYS = "MO,TU,WE,TH,FR";

    private final Cursor cursor;
    private final int first;
    private @Nullable LocalTime time;
    private boolean everyMonth;

    private RuleWords(Cursor cursor) {
        this.cursor = cursor;
        this.first = cursor.at;
    }

    /// Takes a rule, if one comes next.
    static @Nullable Phrase take(Cursor cursor) {
        var words = new RuleWords(cursor);
        return cursor.takeFirst(words::phrase);
    }

    private @Nullable Phrase phrase() {
        var strength = Strength.AT_END;
        String rule = cursor.take(cursor.language.rules());
        if (rule == null) {
            boolean every = cursor.take(Sense.EVERY);
            strength = every && cursor.tookShortWord() ? Strength.AT_END : Strength.SURE;
            rule = every ? every() : ofEveryMonth();
        }
        if (rule == null) {
            return null;
        }
        rule += on(rule);
        rule += times(rule);
        boolean afterCompletion = cursor.take(Sense.AFTER_COMPLETION);
        var whole = Recurrence.parse(rule + end());
        strength = cursor.belongsToWordBefore(first, false) ? Strength.NEVER : strength;
        return cursor.phrase(first, strength, new Phrase.Rule(whole, afterCompletion, time));
    }

    /// `on the 2nd tuesday of every month`, `1st of every month`.
    private @Nullable String ofEveryMonth() {
        cursor.take(Sense.ON);
        cursor.take(Sense.OF);
        String rule = nth(true);
        return rule != null && everyMonth ? rule : null;
    }

    private @Nullable String every() {
        return cursor.takeFirst(this::days, () -> nth(false), this::interval, this::yearly, this::partOfDay);
    }

    /// `every monday`, `every mon and thu`, `every other friday`, `every weekday`.
    private @Nullable String days() {
        if (cursor.take(Sense.WORKDAY)) {
            return "FREQ=WEEKLY;BYDAY=" + WORKDAYS;
        }
        if (cursor.take(Sense.WEEKEND)) {
            return "FREQ=WEEKLY;BYDAY=SA,SU";
        }
        return weekdays(cursor.take(Sense.OTHER) ? "FREQ=WEEKLY;INTERVAL=2" : "FREQ=WEEKLY");
    }

    private @Nullable String weekdays(String rule) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        int behind = cursor.at;
        for (var day = cursor.take(cursor.language.weekdays()); day != null; ) {
            days.add(day);
            behind = cursor.at;
            boolean more = cursor.last().text().endsWith(",");
            day = cursor.take(Sense.AND) || more ? cursor.take(cursor.language.weekdays()) : null;
        }
        cursor.at = behind;
        var names = days.stream().map(each -> new Recurrence.OnDay(0, each).toString());
        return days.isEmpty() ? null : rule + ";BYDAY=" + names.collect(Collectors.joining(","));
    }

    /// `every last friday`, `every 2nd tuesday`, `every last day of the month`, `every third week`, `every 15th`.
    ///
    /// @param ofMonth whether a month is meant in any case; else `every second friday` is that of every other week
    private @Nullable String nth(boolean ofMonth) {
        var digits = cursor.take(DateWords.ORDINAL_DAY);
        Integer nth = digits == null ? cursor.take(cursor.language.ordinals()) : Integer.valueOf(digits.group(1));
        if (nth == null || digits != null && !DateWords.isOrdinal(cursor, digits.group(2))) {
            return null;
        }
        var weekday = cursor.take(cursor.language.weekdays());
        if (weekday != null) {
            return takeMonth() || ofMonth || nth != 2
                    ? "FREQ=MONTHLY;BYDAY=" + new Recurrence.OnDay(nth, weekday)
                    : "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + new Recurrence.OnDay(0, weekday);
        }
        if (cursor.take(Sense.WORKDAY)) {
            takeMonth();
            return "FREQ=MONTHLY;BYDAY=" + WORKDAYS + ";BYSETPOS=" + nth;
        }
        var unit = cursor.take(cursor.language.units());
        String days = nth + (unit == null && digits != null ? moreDays() : "");
        boolean isYearly = cursor.isNext(cursor.language.months());
        boolean isMonth = takeMonth();
        boolean isDay = unit == null
                ? isMonth || digits != null && !isYearly
                : unit == ChronoUnit.DAYS && (isMonth || ofMonth || nth < 0);
        if (isDay) {
            return "FREQ=MONTHLY;BYMONTHDAY=" + days;
        }
        return unit == null || isMonth || nth < 0 ? null : frequency(unit, nth);
    }

    private boolean takeMonth() {
        int start = cursor.at;
        everyMonth = cursor.take(Sense.IN_EVERY_MONTH)
                || cursor.take(Sense.EVERY) && cursor.take(cursor.language.units()) == ChronoUnit.MONTHS;
        if (!everyMonth) {
            cursor.at = start;
        }
        return everyMonth || cursor.take(Sense.IN_THE_MONTH);
    }

    /// ` and 15th` behind `1st`.
    private String moreDays() {
        var days = new StringBuilder();
        int behind = cursor.at;
        while (cursor.take(Sense.AND)) {
            cursor.take(Sense.OF);
            var day = cursor.take(DateWords.ORDINAL_DAY);
            if (day == null || !DateWords.isOrdinal(cursor, day.group(2))) {
                break;
            }
            days.append(',').append(day.group(1));
            behind = cursor.at;
        }
        cursor.at = behind;
        return days.toString();
    }

    /// `every day`, `every 6 months`, `every other week`.
    private @Nullable String interval() {
        int count = cursor.take(Sense.OTHER) ? 2 : DayWords.number(cursor);
        var unit = cursor.take(cursor.language.units());
        return unit == null ? null : frequency(unit, Math.max(1, count));
    }

    private static @Nullable String frequency(ChronoUnit unit, int interval) {
        String frequency = switch (unit) {
            case HOURS -> "HOURLY";
            case DAYS -> "DAILY";
            case WEEKS -> "WEEKLY";
            case MONTHS -> "MONTHLY";
            case YEARS -> "YEARLY";
            default -> null;
        };
        return frequency == null ? null : "FREQ=" + frequency + (interval == 1 ? "" : ";INTERVAL=" + interval);
    }

    /// `every 24 Dec`.
    private @Nullable String yearly() {
        var day = DayWords.take(cursor);
        return day != null && day.meaning() instanceof Phrase.Day(var date) && namesMonth(day)
                ? "FREQ=YEARLY;BYMONTHDAY=" + date.getDayOfMonth() + ";BYMONTH=" + date.getMonthValue()
                : null;
    }

    private boolean namesMonth(Phrase day) {
        return cursor.words.subList(day.first(), day.end()).stream()
                .anyMatch(word -> cursor.language.months().containsKey(word.said()));
    }

    /// `every morning`, `every evening at 8`.
    private @Nullable String partOfDay() {
        int start = cursor.at;
        boolean isPart = cursor.take(cursor.language.partsOfDay()) != null;
        cursor.at = start;
        var times = isPart ? TimeWords.list(cursor) : List.<LocalTime>of();
        if (times.size() > 1) {
            cursor.at = start;
        } else if (times.size() == 1) {
            time = times.getFirst();
        }
        return times.isEmpty() ? null : "FREQ=DAILY";
    }

    /// Which days of the period: `on mon and thu`, `on the 15th`, `on the last friday`.
    private String on(String rule) {
        int start = cursor.at;
        String frequency = rule.replaceFirst(";.*", "");
        boolean introduced = cursor.take(Sense.ON) || cursor.take(Sense.IN);
        cursor.at = frequency.endsWith("YEARLY") ? start : cursor.at;
        cursor.take(Sense.OF);
        String days = rule.contains("BY")
                ? null
                : switch (frequency) {
                    case "FREQ=WEEKLY" -> weekdays(frequency);
                    case "FREQ=MONTHLY" -> introduced ? nth(true) : null;
                    case "FREQ=YEARLY" -> yearly();
                    default -> null;
                };
        if (days == null || !days.startsWith(frequency + ";")) {
            cursor.at = start;
            return "";
        }
        return days.substring(frequency.length());
    }

    /// `at 9 and 17`: the rule has times only if there are several, and if they differ in nothing but the hour.
    private String times(String rule) {
        int start = cursor.at;
        var times = rule.startsWith("FREQ=HOURLY") ? List.<LocalTime>of() : TimeWords.list(cursor);
        if (times.size() < 2
                || times.stream().map(LocalTime::getMinute).distinct().count() > 1) {
            cursor.at = start;
            return "";
        }
        time = Collections.min(times);
        var hours = times.stream()
                .map(LocalTime::getHour)
                .sorted()
                .distinct()
                .map(String::valueOf)
                .toList();
        return ";BYHOUR=" + String.join(",", hours) + (time.getMinute() == 0 ? "" : ";BYMINUTE=" + time.getMinute());
    }

    /// `until 24 Dec`, `for 5 times`.
    private String end() {
        int start = cursor.at;
        if (cursor.take(Sense.UNTIL)) {
            cursor.at = start;
            var day = DayWords.take(cursor);
            if (day != null && day.meaning() instanceof Phrase.Day(var date)) {
                return ";UNTIL=" + DateTimeFormatter.BASIC_ISO_DATE.format(date);
            }
        }
        cursor.at = start;
        cursor.take(Sense.FOR);
        var count = cursor.take(NUMBER);
        if (count != null && cursor.take(Sense.TIMES)) {
            return ";COUNT=" + count.group();
        }
        cursor.at = start;
        return "";
    }
}
