package todo.words;

import static java.util.Map.entry;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import todo.words.Language.Sense;

/// The words of German, with the endings that they take.
final class German {
    private static final List<String> ENDINGS = List.of("e", "er", "en", "em", "es");

    private static final Map<String, Sense> SENSES = Map.ofEntries(
            entry("am", Sense.ON),
            entry("bis", Sense.UNTIL),
            entry("bis zum", Sense.UNTIL),
            entry("fällig", Sense.ON),
            entry("fällig am", Sense.ON),
            entry("um", Sense.AT),
            entry("ab", Sense.AT),
            entry("gegen", Sense.AT),
            entry("in", Sense.IN),
            entry("im", Sense.IN),
            entry("der", Sense.OF),
            entry("den", Sense.OF),
            entry("und", Sense.AND),
            entry("&", Sense.AND),
            entry("diesen", Sense.THIS),
            entry("dieses", Sense.THIS),
            entry("diese", Sense.THIS),
            entry("nächsten", Sense.NEXT),
            entry("nächste", Sense.NEXT),
            entry("nächstes", Sense.NEXT),
            entry("nächster", Sense.NEXT),
            entry("kommenden", Sense.THIS),
            entry("kommende", Sense.NEXT),
            entry("kommendes", Sense.THIS),
            entry("jeden", Sense.EVERY),
            entry("jede", Sense.EVERY),
            entry("jedes", Sense.EVERY),
            entry("alle", Sense.EVERY),
            entry("mal", Sense.TIMES),
            entry("für", Sense.FOR),
            entry("nach erledigung", Sense.AFTER_COMPLETION),
            entry("nach abschluss", Sense.AFTER_COMPLETION),
            entry("nach dem erledigen", Sense.AFTER_COMPLETION),
            entry("im monat", Sense.IN_THE_MONTH),
            entry("des monats", Sense.IN_THE_MONTH),
            entry("werktag", Sense.WORKDAY),
            entry("arbeitstag", Sense.WORKDAY),
            entry("wochentag", Sense.WORKDAY),
            entry("wochenende", Sense.WEEKEND),
            entry("monatsende", Sense.END_OF_MONTH),
            entry("ende des monats", Sense.END_OF_MONTH),
            entry("heute abend", Sense.TONIGHT),
            entry("halb", Sense.HALF),
            entry("uhr", Sense.O_CLOCK),
            entry("h", Sense.O_CLOCK),
            entry("mit", Sense.GOES_ON),
            entry("bei", Sense.GOES_ON),
            entry("zum", Sense.GOES_ON),
            entry("zur", Sense.GOES_ON),
            entry("beim", Sense.GOES_ON));

    private static final Map<String, DayOfWeek> WEEKDAYS = Map.ofEntries(
            entry("montag", DayOfWeek.MONDAY),
            entry("mo", DayOfWeek.MONDAY),
            entry("dienstag", DayOfWeek.TUESDAY),
            entry("di", DayOfWeek.TUESDAY),
            entry("mittwoch", DayOfWeek.WEDNESDAY),
            entry("mi", DayOfWeek.WEDNESDAY),
            entry("donnerstag", DayOfWeek.THURSDAY),
            entry("do", DayOfWeek.THURSDAY),
            entry("freitag", DayOfWeek.FRIDAY),
            entry("fr", DayOfWeek.FRIDAY),
            entry("samstag", DayOfWeek.SATURDAY),
            entry("sonnabend", DayOfWeek.SATURDAY),
            entry("sa", DayOfWeek.SATURDAY),
            entry("sonntag", DayOfWeek.SUNDAY),
            entry("so", DayOfWeek.SUNDAY));

    private static final Map<String, Month> MONTHS = Map.ofEntries(
            entry("januar", Month.JANUARY),
            entry("jänner", Month.JANUARY),
            entry("jan", Month.JANUARY),
            entry("februar", Month.FEBRUARY),
            entry("feb", Month.FEBRUARY),
            entry("märz", Month.MARCH),
            entry("mär", Month.MARCH),
            entry("april", Month.APRIL),
            entry("apr", Month.APRIL),
            entry("mai", Month.MAY),
            entry("juni", Month.JUNE),
            entry("jun", Month.JUNE),
            entry("juli", Month.JULY),
            entry("jul", Month.JULY),
            entry("august", Month.AUGUST),
            entry("aug", Month.AUGUST),
            entry("september", Month.SEPTEMBER),
            entry("sep", Month.SEPTEMBER),
            entry("sept", Month.SEPTEMBER),
            entry("oktober", Month.OCTOBER),
            entry("okt", Month.OCTOBER),
            entry("november", Month.NOVEMBER),
            entry("nov", Month.NOVEMBER),
            entry("dezember", Month.DECEMBER),
            entry("dez", Month.DECEMBER));

    private static final Map<String, ChronoUnit> UNITS = Map.ofEntries(
            entry("minute", ChronoUnit.MINUTES),
            entry("minuten", ChronoUnit.MINUTES),
            entry("min", ChronoUnit.MINUTES),
            entry("stunde", ChronoUnit.HOURS),
            entry("stunden", ChronoUnit.HOURS),
            entry("tag", ChronoUnit.DAYS),
            entry("tage", ChronoUnit.DAYS),
            entry("tagen", ChronoUnit.DAYS),
            entry("woche", ChronoUnit.WEEKS),
            entry("wochen", ChronoUnit.WEEKS),
            entry("monat", ChronoUnit.MONTHS),
            entry("monate", ChronoUnit.MONTHS),
            entry("monaten", ChronoUnit.MONTHS),
            entry("jahr", ChronoUnit.YEARS),
            entry("jahre", ChronoUnit.YEARS),
            entry("jahren", ChronoUnit.YEARS));

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            entry("ein", 1),
            entry("eine", 1),
            entry("einem", 1),
            entry("einer", 1),
            entry("zwei", 2),
            entry("drei", 3),
            entry("vier", 4),
            entry("fünf", 5),
            entry("sechs", 6),
            entry("sieben", 7),
            entry("acht", 8),
            entry("neun", 9),
            entry("zehn", 10),
            entry("elf", 11),
            entry("zwölf", 12));

    private static final Map<String, Integer> DAYS = Map.of("heute", 0, "morgen", 1, "übermorgen", 2);

    private static final Map<String, LocalTime> PARTS_OF_DAY = Map.ofEntries(
            entry("früh", LocalTime.of(9, 0)),
            entry("morgen", LocalTime.of(9, 0)),
            entry("morgens", LocalTime.of(9, 0)),
            entry("vormittag", LocalTime.of(10, 0)),
            entry("mittag", LocalTime.NOON),
            entry("mittags", LocalTime.NOON),
            entry("nachmittag", LocalTime.of(15, 0)),
            entry("nachmittags", LocalTime.of(15, 0)),
            entry("abend", LocalTime.of(19, 0)),
            entry("abends", LocalTime.of(19, 0)));

    private static final Map<String, String> RULES = Map.ofEntries(
            entry("täglich", "FREQ=DAILY"),
            entry("wöchentlich", "FREQ=WEEKLY"),
            entry("monatlich", "FREQ=MONTHLY"),
            entry("vierteljährlich", "FREQ=MONTHLY;INTERVAL=3"),
            entry("jährlich", "FREQ=YEARLY"),
            entry("werktags", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            entry("montags", "FREQ=WEEKLY;BYDAY=MO"),
            entry("dienstags", "FREQ=WEEKLY;BYDAY=TU"),
            entry("mittwochs", "FREQ=WEEKLY;BYDAY=WE"),
            entry("donnerstags", "FREQ=WEEKLY;BYDAY=TH"),
            entry("freitags", "FREQ=WEEKLY;BYDAY=FR"),
            entry("samstags", "FREQ=WEEKLY;BYDAY=SA"),
            entry("sonntags", "FREQ=WEEKLY;BYDAY=SU"));

    private static final Set<String> SHORT_WORDS = Set.of(
            "mo",
            "di",
            "mi",
            "do",
            "fr",
            "sa",
            "so",
            "früh",
            "morgens",
            "vormittag",
            "mittag",
            "mittags",
            "nachmittag",
            "nachmittags",
            "abend",
            "abends");

    static final Language LANGUAGE = new Language(
            SENSES,
            WEEKDAYS,
            MONTHS,
            UNITS,
            NUMBERS,
            inAllForms(Map.of("erst", 1, "zweit", 2, "dritt", 3, "viert", 4, "fünft", 5, "letzt", -1)),
            DAYS,
            PARTS_OF_DAY,
            RULES,
            SHORT_WORDS,
            false);

    private German() {}

    private static Map<String, Integer> inAllForms(Map<String, Integer> stems) {
        Map<String, Integer> all = new HashMap<>();
        stems.forEach((stem, value) -> ENDINGS.forEach(ending -> all.put(stem + ending, value)));
        return Map.copyOf(all);
    }
}
