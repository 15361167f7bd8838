package todo.list;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Numbers and dates of a fixed width in text. Each entry that is loaded has some, and the JDK's formatters take
/// longer for them than all the rest of an entry takes.
public final class Digits {
    private Digits() {}

    /// The number that is written from `from` to before `to`, at most nine digits; negative if there is anything else.
    public static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /// The date that `text` begins with, or `null` if that is not written as `2026-12-24`.
    ///
    /// @throws DateTimeException if the calendar has no such day
    public static @Nullable LocalDate date(String text) {
        if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return (year | month | day) < 0 ? null : LocalDate.of(year, month, day);
    }
}
