package todo.settings;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/// How long history is kept: `90d`, `8w`, `18m` (months), `5y`, or as ISO 8601 has it, `P1Y6M`; at least 30 days.
final class Periods {
    private static final String FOREVER = "forever";
    private static final LocalDate SOME_DAY = LocalDate.of(2001, 1, 1);
    private static final int LEAST_DAYS = 30;

    private Periods() {}

    /// [Period#ZERO] stands for ever.
    static Period parse(String text) {
        if (text.equals(FOREVER)) {
            return Period.ZERO;
        }
        String iso = text.matches("[1-9][0-9]{0,4}[dwmy]") ? "P" + text.toUpperCase(Locale.ROOT) : text;
        try {
            var period = Period.parse(iso);
            if (period.isNegative() || SOME_DAY.plus(period).isBefore(SOME_DAY.plusDays(LEAST_DAYS))) {
                throw new IllegalArgumentException(text);
            }
            return period;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /// The shortest text that [#parse] takes for `period`.
    static String format(Period period) {
        if (period.isZero()) {
            return FOREVER;
        }
        String iso = period.toString();
        return iso.matches("P[0-9]+[DMY]") ? iso.substring(1).toLowerCase(Locale.ROOT) : iso;
    }
}
