package todo.words;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.words.Language.Sense;
import todo.words.Phrase.Strength;

/// Times of day: `5pm`, `17:00`, `at 5`, `noon`, `um halb 6`; with a zone behind them if it is clear which.
final class TimeWords {
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2})[:.]([0-9]{2})(am|pm|a\\.m|p\\.m)?");
    private static final Pattern HOUR = Pattern.compile("([0-9]{1,2})(am|pm|a\\.m|p\\.m)?");
    private static final Pattern ZONE = Pattern.compile("utc|gmt|[a-z]+(/[a-z_+-]+){1,2}");
    private static final Set<Sense> GO_ON = Set.of(Sense.GOES_ON, Sense.ON, Sense.IN, Sense.FOR, Sense.AND);

    private final Cursor cursor;
    private final int first;
    private boolean introduced;
    private Strength strength = Strength.SURE;

    private TimeWords(Cursor cursor) {
        this.cursor = cursor;
        this.first = cursor.at;
    }

    /// Takes a time, if one comes next.
    static @Nullable Phrase take(Cursor cursor) {
        var words = new TimeWords(cursor);
        try {
            words.introduced = cursor.take(Sense.AT);
            var time = words.time();
            if (time != null) {
                var zone = words.zone();
                var strength = zone == null ? words.strength : Strength.SURE;
                return cursor.phrase(words.first, strength, new Phrase.Hour(time, zone));
            }
        } catch (DateTimeException _) {
            // no clock shows that
        }
        cursor.at = words.first;
        return null;
    }

    private @Nullable LocalTime time() {
        var time = clock();
        time = time == null ? half() : time;
        return time == null ? partOfDay() : time;
    }

    private @Nullable LocalTime clock() {
        int start = cursor.at;
        var clock = cursor.take(CLOCK);
        if (clock != null) {
            boolean colon = clock.group().indexOf(':') > 0;
            var time = onClock(clock.group(1), clock.group(2), clock.group(3));
            boolean marked = clock.group(3) != null || cursor.at > start + 1;
            if (colon || marked || introduced) {
                boolean clear = marked || introduced || clock.group(1).length() == 2;
                strength = clear ? Strength.SURE : Strength.AT_END;
                return time;
            }
            cursor.at = start;
            return null;
        }
        var hour = cursor.take(HOUR);
        if (hour != null) {
            var time = onClock(hour.group(1), "0", hour.group(2));
            if (hour.group(2) != null || cursor.at > start + 1) {
                return time;
            }
            if (introduced) {
                strength = goesOn() ? Strength.SURE : Strength.AT_END;
                return cursor.language.afterNoon() && time.getHour() >= 1 && time.getHour() <= 6
                        ? time.plusHours(12)
                        : time;
            }
        }
        cursor.at = start;
        return null;
    }

    /// Takes what may stand behind the digits, too.
    private LocalTime onClock(String hour, String minute, @Nullable String half) {
        boolean afternoon = half != null && half.startsWith("p");
        boolean twelve = half != null;
        if (half == null) {
            cursor.take(Sense.O_CLOCK);
            afternoon = cursor.take(Sense.PM);
            twelve = afternoon || cursor.take(Sense.AM);
        }
        int hours = Integer.parseInt(hour);
        if (twelve && (hours < 1 || hours > 12)) {
            throw new DateTimeException(hour);
        }
        return LocalTime.of(twelve ? hours % 12 + (afternoon ? 12 : 0) : hours, Integer.parseInt(minute));
    }

    /// Whether the sentence goes on as one does behind a time.
    private boolean goesOn() {
        int start = cursor.at;
        var sense = cursor.take(cursor.language.senses());
        cursor.at = start;
        return sense != null && GO_ON.contains(sense);
    }

    /// `halb 6` is half an hour before six.
    private @Nullable LocalTime half() {
        int start = cursor.at;
        var hour = cursor.take(Sense.HALF) ? cursor.take(HOUR) : null;
        if (hour != null && hour.group(2) == null) {
            cursor.take(Sense.O_CLOCK);
            return LocalTime.of(Integer.parseInt(hour.group(1)), 0).minusMinutes(30);
        }
        cursor.at = start;
        return null;
    }

    private @Nullable LocalTime partOfDay() {
        int start = cursor.at;
        var time = cursor.take(cursor.language.partsOfDay());
        strength = introduced || cursor.at > start + 1 ? Strength.SURE : Strength.BESIDE;
        return time;
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
