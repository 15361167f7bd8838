package todo.words;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.MONTHS;
import static java.time.temporal.ChronoUnit.WEEKS;
import static java.time.temporal.ChronoUnit.YEARS;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What words mean in one language. All are in lower case; phrases of more than one word have one space between.
///
/// @param fractions parts of an hour, such as `half an`
/// @param ordinals first is 1, last is -1
/// @param days how many days after today a phrase means
/// @param partsOfDay the hour that a phrase such as `in the morning` means
/// @param besideHour the minutes that a phrase such as `quarter to` adds to the hour behind it
/// @param rules the rules that words such as `daily` mean by themselves
/// @param shortWords those that are also something else, such as `sun`: understood only at the end of a line, or
///     beside what is understood
/// @param stays words behind which a phrase without a preposition of its own stays text, such as `the`
/// @param names phrases that stay text, such as `black friday`
/// @param afterNoon whether 1 to 6 o'clock is in the afternoon unless said otherwise
/// @param capitalNouns whether nouns have a capital letter, and verbs stand at the end
record Language(
        Map<String, Sense> senses,
        Map<String, DayOfWeek> weekdays,
        Map<String, Month> months,
        Map<String, ChronoUnit> units,
        Map<String, Integer> numbers,
        Map<String, Double> fractions,
        Map<String, Integer> ordinals,
        Map<String, Integer> days,
        Map<String, LocalTime> partsOfDay,
        Map<String, Integer> besideHour,
        Map<String, String> rules,
        Set<String> shortWords,
        Set<String> stays,
        Map<String, Boolean> names,
        boolean afterNoon,
        boolean capitalNouns) {

    /// What the small words are for.
    enum Sense {
        ON,
        AT,
        IN,
        OF,
        AND,
        TO,
        THIS,
        NEXT,
        EVERY,
        OTHER,
        START,
        UNTIL,
        TIMES,
        FOR,
        AFTER_COMPLETION,
        IN_THE_MONTH,
        IN_EVERY_MONTH,
        WORKDAY,
        WEEKEND,
        THIS_WEEKEND,
        END_OF_MONTH,
        TONIGHT,
        O_CLOCK,
        HOUR_SIGN,
        AM,
        PM,
        GOES_ON
    }

    static final List<ChronoUnit> UNITS = List.of(MINUTES, HOURS, DAYS, WEEKS, MONTHS, YEARS);

    static Language of(Locale locale) {
        return locale.getLanguage().equals("de") ? German.LANGUAGE : English.LANGUAGE;
    }

    /// The meaning of each phrase, from the phrases of each meaning, which have commas between.
    static <T> Map<String, T> table(Map<T, String> phrases) {
        Map<String, T> table = new HashMap<>();
        phrases.forEach((meaning, all) -> words(all).forEach(phrase -> table.put(phrase, meaning)));
        return Map.copyOf(table);
    }

    /// The meaning of each phrase, from the phrases of each meaning in turn, which have semicolons between.
    static <T> Map<String, T> inOrder(List<T> meanings, String phrases) {
        String[] ofEach = phrases.split("; ", -1);
        Map<T, String> table = new HashMap<>();
        for (int i = 0; i < ofEach.length; i++) {
            table.put(meanings.get(i), ofEach[i]);
        }
        return table(table);
    }

    static List<LocalTime> hours(int... hours) {
        return Arrays.stream(hours).mapToObj(hour -> LocalTime.of(hour, 0)).toList();
    }

    static Set<String> words(String phrases) {
        return Set.of(phrases.strip().split(",\\s+", -1));
    }
}
