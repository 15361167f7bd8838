package todo.words;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What words mean in one language. All are in lower case; phrases of more than one word have one space between.
///
/// @param shortWords those among them that are also something else, such as `sun`: understood only at the end of a
///     line, or before what is understood
/// @param days how many days after today a phrase means
/// @param partsOfDay the hour that a phrase such as `in the morning` means
/// @param rules the rules that words such as `daily` mean by themselves
/// @param ordinals first is 1, last is -1
/// @param afterNoon whether 1 to 6 o'clock is in the afternoon unless said otherwise
record Language(
        Map<String, Sense> senses,
        Map<String, DayOfWeek> weekdays,
        Map<String, Month> months,
        Map<String, ChronoUnit> units,
        Map<String, Integer> numbers,
        Map<String, Integer> ordinals,
        Map<String, Integer> days,
        Map<String, LocalTime> partsOfDay,
        Map<String, String> rules,
        Set<String> shortWords,
        boolean afterNoon) {

    /// What the small words are for.
    enum Sense {
        ON,
        AT,
        IN,
        OF,
        AND,
        THIS,
        NEXT,
        EVERY,
        OTHER,
        UNTIL,
        TIMES,
        FOR,
        AFTER_COMPLETION,
        IN_THE_MONTH,
        WORKDAY,
        WEEKEND,
        END_OF_MONTH,
        TONIGHT,
        HALF,
        O_CLOCK,
        AM,
        PM,
        GOES_ON
    }

    static Language of(Locale locale) {
        return locale.getLanguage().equals("de") ? German.LANGUAGE : English.LANGUAGE;
    }
}
