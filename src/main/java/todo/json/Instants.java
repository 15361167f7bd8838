package todo.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import todo.list.Digits;

/// Instants as text (RFC 3339), to the millisecond.
final class Instants {
    private static final int WHOLE_SECONDS = "2026-12-24T17:00:00Z".length();
    private static final int WITH_MILLIS = "2026-12-24T17:00:00.123Z".length();

    private Instants() {}

    /// @throws DateTimeException if `text` is none
    static Instant parse(String text) {
        var usual = usual(text);
        return usual == null ? Instant.parse(text).truncatedTo(ChronoUnit.MILLIS) : usual;
    }

    /// What `text` means if it is written as an [Instant] writes itself, else `null`.
    private static @Nullable Instant usual(String text) {
        boolean millis = text.length() == WITH_MILLIS;
        if (!millis && text.length() != WHOLE_SECONDS
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(text.length() - 1) != 'Z'
                || millis && text.charAt(19) != '.') {
            return null;
        }
        int hour = Digits.number(text, 11, 13);
        int minute = Digits.number(text, 14, 16);
        int second = Digits.number(text, 17, 19);
        int milli = millis ? Digits.number(text, 20, 23) : 0;
        if ((hour | minute | second | milli) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        var date = Digits.date(text);
        long ofDay = hour * 3_600L + minute * 60L + second;
        return date == null ? null : Instant.ofEpochSecond(date.toEpochDay() * 86_400 + ofDay, milli * 1_000_000L);
    }
}
