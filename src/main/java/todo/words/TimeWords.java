package todo.words;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Times of day: `5pm`, `17:00`, `at 5`, `noon`, `halb 6`, `8 in the evening`; with a zone behind them if it is clear
/// which.
///
/// A bare hour from 1 to 6 is in the afternoon where the language has it so; a time with minutes is as on a clock of 24
/// hours. Midnight, and 24:00, end the day that is named.
final class TimeWords {
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2})([:.][0-9]{2})?(am|pm|a\\.m|p\\.m|h)?");
    private static final int FIRST_CLEAR_HOUR = 13;
    private static final Pattern HOUR = Pattern.compile("[0-9]{1,2}");
    private static final Pattern ZONE = Pattern.compile("utc|gmt|[a-z]+(/[a-z_+-]+){1,2}");

    private final Cursor cursor;
    private final int first;
    private boolean at;
    private boolean introduced;
    private boolean atDaysEnd;
    private Strength strength = Strength.SURE;

    private TimeWords(Cursor cursor) {
        this.cursor = cursor;
        this.first = cursor.at;
    }

    /// Takes a time, if one comes next.
    static @Nullable Phrase take(Cursor cursor) {
        var words = new TimeWords(cursor);
        boolean by = cursor.take(Sense.ON) || cursor.take(Sense.UNTIL);
        boolean from = cursor.take(Sense.START);
        words.at = cursor.take(Sense.AT) || from;
        words.introduced = words.at || by;
        var time = words.time();
        if (time == null) {
            cursor.at = words.first;
            return null;
        }
        var zone = words.zone();
        boolean bound = cursor.belongsToWordBefore(words.first, words.introduced);
        var strength = bound ? Strength.NEVER : zone == null ? words.strength : Strength.SURE;
        return cursor.phrase(words.first, strength, new Phrase.Hour(time, words.atDaysEnd, zone));
    }

    /// Takes the times of a day, if some come next: `at 9 and 17`, `9:00, 13:00 and 17:00`, `morning and evening`.
    static List<LocalTime> list(Cursor cursor) {
        List<LocalTime> times = new ArrayList<>();
        int behind = cursor.at;
        boolean more = true;
        while (more) {
            var words = new TimeWords(cursor);
            words.at = cursor.take(Sense.AT) || !times.isEmpty();
            words.introduced = words.at;
            var time = words.time();
            if (time == null || words.atDaysEnd && !times.isEmpty()) {
                break;
            }
            times.add(time);
            behind = cursor.at;
            boolean comma = cursor.last().text().endsWith(",");
            more = cursor.take(Sense.AND) || comma;
        }
        cursor.at = behind;
        return times;
    }

    private @Nullable LocalTime time() {
        return cursor.takeFirst(this::besideHour, this::clock, this::partOfDay);
    }

    /// `halb 6` is half an hour before six, `half past 5` behind five.
    private @Nullable LocalTime besideHour() {
        Integer minutes = cursor.take(cursor.language.besideHour());
        int hour = minutes == null ? 0 : hour();
        if (minutes == null || hour == 0) {
            return null;
        }
        cursor.take(Sense.O_CLOCK);
        return afternoon(LocalTime.of(hour, 0)).plusMinutes(minutes);
    }

    /// Takes an hour in digits or as a word; 0 if none comes.
    private int hour() {
        var digits = cursor.take(HOUR);
        Integer number = digits == null ? cursor.take(cursor.language.numbers()) : Integer.valueOf(digits.group());
        return number == null ? 0 : number;
    }

    private LocalTime afternoon(LocalTime time) {
        return cursor.language.afterNoon() && time.getHour() >= 1 && time.getHour() <= 6 ? time.plusHours(12) : time;
    }

    /// `5pm`, `17:00`, `17h`, `5 o'clock`, `at 5`, `at five`.
    private @Nullable LocalTime clock() {
        var clock = cursor.take(CLOCK);
        Integer hours = clock == null ? cursor.take(cursor.language.numbers()) : Integer.valueOf(clock.group(1));
        if (hours == null) {
            return null;
        }
        String minutes = clock == null ? null : clock.group(2);
        boolean colon = minutes != null && minutes.startsWith(":");
        var sign = sign(clock == null ? null : clock.group(3));
        boolean isHalf = sign == Sense.AM || sign == Sense.PM;
        var half = isHalf ? sign : colon || sign != null || at ? half(hours) : null;
        boolean isTime = colon || sign != null || half != null || at && (clock != null || hours > 1);
        if (!isTime || sign == Sense.HOUR_SIGN && !at && hours < FIRST_CLEAR_HOUR) {
            return null;
        }
        int minute = minutes == null ? 0 : Integer.parseInt(minutes.substring(1));
        boolean clear = introduced || clock != null && clock.group(1).length() == 2;
        if (sign == Sense.HOUR_SIGN && !at) {
            strength = Strength.AT_END;
        } else if (sign == null && half == null) {
            boolean isNoun = !cursor.goesOn(cursor.at) && cursor.next().isCapitalized(); // um 5 Ecken
            strength = colon ? clear ? Strength.SURE : Strength.AT_END : isNoun ? Strength.AT_END : Strength.AT_EDGE;
        } else {
            strength = Strength.SURE;
        }
        atDaysEnd = hours == 24 && minute == 0;
        var time = LocalTime.of(atDaysEnd ? 0 : half == null ? hours : ofTwelve(hours, half), minute);
        boolean asOn24 = minutes != null
                || sign == Sense.HOUR_SIGN
                || clock != null && clock.group(1).startsWith("0");
        return asOn24 || half != null ? time : afternoon(time);
    }

    /// What stands behind the digits, or in the words behind them.
    private @Nullable Sense sign(@Nullable String ending) {
        if (ending != null) {
            return ending.equals("h") ? Sense.HOUR_SIGN : ending.startsWith("p") ? Sense.PM : Sense.AM;
        }
        boolean oClock = cursor.take(Sense.O_CLOCK);
        for (var sign : List.of(Sense.AM, Sense.PM, Sense.HOUR_SIGN)) {
            if (cursor.take(sign)) {
                return sign;
            }
        }
        return oClock ? Sense.O_CLOCK : null;
    }

    /// Takes `in the evening` or `abends` behind an hour; it is of no matter where there are more than 12.
    private @Nullable Sense half(int hours) {
        int start = cursor.at;
        var part = cursor.take(cursor.language.partsOfDay());
        boolean one = cursor.at == start + 1;
        boolean isNoun = cursor.language.capitalNouns()
                ? one
                        && (cursor.last().isCapitalized()
                                || cursor.language
                                        .days()
                                        .containsKey(cursor.last().said()))
                : one && cursor.tookShortWord();
        if (isNoun) {
            cursor.at = start;
            return null;
        }
        return part == null || hours > 12 ? null : part.isBefore(LocalTime.NOON) ? Sense.AM : Sense.PM;
    }

    private static int ofTwelve(int hours, Sense half) {
        if (hours < 1 || hours > 12) {
            throw new DateTimeException("no clock shows " + hours);
        }
        return hours % 12 + (half == Sense.PM ? 12 : 0);
    }

    /// `noon`, `in the evening`, `evening at 8`.
    private @Nullable LocalTime partOfDay() {
        int start = cursor.at;
        var part = cursor.take(cursor.language.partsOfDay());
        if (part == null) {
            return null;
        }
        boolean isShort = cursor.tookShortWord();
        if (cursor.at > start + 1) {
            strength = Strength.AT_EDGE;
        } else if (introduced) {
            boolean isName = !cursor.language.capitalNouns() && cursor.last().isCapitalized(); // Noon Corp
            boolean isWalk = !cursor.language.capitalNouns() && isShort; // on evening walk
            strength = isWalk ? Strength.BESIDE : isName ? Strength.AT_END : Strength.SURE;
        } else {
            strength = isShort || cursor.last().isCapitalized() ? Strength.BESIDE : Strength.AT_END;
        }
        atDaysEnd = part.equals(LocalTime.MIDNIGHT);
        var hour = part.equals(LocalTime.MIDNIGHT) || part.equals(LocalTime.NOON) ? null : hourBehind();
        return hour == null
                ? part
                : hour.withHour(
                        ofTwelve((hour.getHour() + 11) % 12 + 1, part.isBefore(LocalTime.NOON) ? Sense.AM : Sense.PM));
    }

    private @Nullable LocalTime hourBehind() {
        int behind = cursor.at;
        var before = strength;
        at = cursor.take(Sense.AT);
        var hour = clock();
        strength = hour == null ? before : Strength.SURE;
        cursor.at = hour == null ? behind : cursor.at;
        return hour;
    }

    private @Nullable ZoneId zone() {
        var word = cursor.isAtEnd() ? null : cursor.next();
        if (word == null || cursor.take(ZONE) == null) {
            return null;
        }
        if (ZoneId.getAvailableZoneIds().contains(word.bare())) {
            return ZoneId.of(word.bare());
        }
        cursor.at--;
        return null;
    }
}
