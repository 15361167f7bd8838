package todo.words;

import static java.util.Map.entry;
import static todo.words.Language.hours;
import static todo.words.Language.inOrder;
import static todo.words.Language.table;
import static todo.words.Language.words;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import todo.words.Language.Sense;

/// The words of German, with the endings that they take.
final class German {
    private static final List<String> ENDINGS = List.of("e", "er", "en", "em", "es");

    private static final Map<Sense, String> SENSES = Map.ofEntries(
            entry(Sense.ON, "am, fällig, fällig am"),
            entry(Sense.AT, "um, gegen"),
            entry(Sense.IN, "in, im"),
            entry(Sense.OF, "der, den, dem"),
            entry(Sense.AND, "und, &"),
            entry(Sense.TO, "oder, -, –"),
            entry(Sense.THIS, "diesen, dieses, diese, kommenden, kommendes"),
            entry(Sense.NEXT, "nächsten, nächste, nächstes, nächster, kommende"),
            entry(Sense.EVERY, "jeden, jede, jedes, alle, an jedem"),
            entry(Sense.START, "ab, beginnend, beginnend am"),
            entry(Sense.UNTIL, "bis, bis zum"),
            entry(Sense.TIMES, "mal"),
            entry(Sense.FOR, "für"),
            entry(Sense.AFTER_COMPLETION, "nach erledigung, nach abschluss, nach dem erledigen"),
            entry(Sense.IN_THE_MONTH, "im monat, des monats"),
            entry(Sense.IN_EVERY_MONTH, "eines jeden monats, in jedem monat"),
            entry(Sense.WORKDAY, "werktag, arbeitstag, wochentag"),
            entry(Sense.WEEKEND, "wochenende"),
            entry(Sense.THIS_WEEKEND, "am wochenende, dieses wochenende, bis zum wochenende"),
            entry(Sense.END_OF_MONTH, "monatsende, ende des monats, zum monatsende"),
            entry(Sense.TONIGHT, "heute abend"),
            entry(Sense.O_CLOCK, "uhr"),
            entry(Sense.HOUR_SIGN, "h"),
            entry(Sense.GOES_ON, "mit, bei, zum, zur, beim"));

    private static final Map<String, DayOfWeek> WEEKDAYS = inOrder(
            List.of(DayOfWeek.values()),
            "montag, mo; dienstag, di; mittwoch, mi; donnerstag, do; freitag, fr; "
                    + "samstag, sonnabend, sa; sonntag, so");

    private static final Map<String, Month> MONTHS = inOrder(
            List.of(Month.values()),
            "januar, jänner, jan; februar, feber, feb; märz, mär; april, apr; mai; juni, jun; "
                    + "juli, jul; august, aug; september, sep, sept; oktober, okt; november, nov; dezember, dez");

    private static final Map<String, ChronoUnit> UNITS = inOrder(
            Language.UNITS,
            "minute, minuten, min; stunde, stunden, std; tag, tage, tagen; "
                    + "woche, wochen; monat, monate, monaten, monats; jahr, jahre, jahren");

    private static final Map<String, Integer> NUMBERS = inOrder(
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
            "ein, eine, einem, einer, eins; zwei; drei; vier; fünf; sechs; sieben; acht; neun; zehn; " + "elf; zwölf");

    private static final Map<String, LocalTime> PARTS_OF_DAY = inOrder(
            hours(0, 9, 10, 12, 15, 19),
            "mitternacht; früh, morgen, morgens; vormittag, vormittags; "
                    + "mittag, mittags; nachmittag, nachmittags; abend, abends");

    private static final Map<String, String> RULES = Map.ofEntries(
            entry("FREQ=DAILY", "täglich"),
            entry("FREQ=WEEKLY", "wöchentlich"),
            entry("FREQ=MONTHLY", "monatlich"),
            entry("FREQ=MONTHLY;INTERVAL=3", "vierteljährlich"),
            entry("FREQ=YEARLY", "jährlich"),
            entry("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "werktags"),
            entry("FREQ=WEEKLY;BYDAY=MO", "montags"),
            entry("FREQ=WEEKLY;BYDAY=TU", "dienstags"),
            entry("FREQ=WEEKLY;BYDAY=WE", "mittwochs"),
            entry("FREQ=WEEKLY;BYDAY=TH", "donnerstags"),
            entry("FREQ=WEEKLY;BYDAY=FR", "freitags"),
            entry("FREQ=WEEKLY;BYDAY=SA", "samstags"),
            entry("FREQ=WEEKLY;BYDAY=SU", "sonntags"));

    private static final String STAYS = """
            der, die, das, des, dem, den, ein, eine, einen, einem, einer, kein, keinen, von, vom, seit,
            nach, vor, zwischen, über, wie, als, und, oder, zu, zum, zur, mein, meinen, dein, sein, ihr,
            unser, letzten, letzter, herr, herrn, frau, dr, guten, schönen, schöner, jeder, version,
            abschnitt, kapitel, teil, seite, zimmer, raum, schritt, nummer, nr, folge, band, schwarzer,
            schwarzen
            """;

    private static final String NAMES = "alle jahre wieder, guten morgen, guten abend, black friday, 24/7, 7/11, 9/11";

    static final Language LANGUAGE = new Language(
            table(SENSES),
            WEEKDAYS,
            MONTHS,
            UNITS,
            NUMBERS,
            Map.of("einer halben", 0.5, "anderthalb", 1.5, "eineinhalb", 1.5, "zweieinhalb", 2.5),
            inAllForms(Map.of("erst", 1, "zweit", 2, "dritt", 3, "viert", 4, "fünft", 5, "letzt", -1)),
            Map.of("gestern", -1, "heute", 0, "morgen", 1, "übermorgen", 2),
            PARTS_OF_DAY,
            Map.of("halb", -30, "viertel nach", 15, "viertel vor", -15, "dreiviertel", -15),
            table(RULES),
            words("mo, di, mi, do, fr, sa, so, früh, morgens, vormittag, vormittags, mittag, mittags, nachmittag, "
                    + "nachmittags, abend, abends, mitternacht"),
            words(STAYS),
            table(Map.of(true, NAMES)),
            false,
            true);

    private German() {}

    private static Map<String, Integer> inAllForms(Map<String, Integer> stems) {
        Map<String, Integer> all = new HashMap<>();
        stems.forEach((stem, value) -> ENDINGS.forEach(ending -> all.put(stem + ending, value)));
        return Map.copyOf(all);
    }
}
