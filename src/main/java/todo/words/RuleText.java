package todo.words;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.list.Recurrence;
import todo.list.Recurrence.Part;

/// A rule in words: `every last Friday of the month`. [Line] understands them again.
public final class RuleText {
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.complementOf(EnumSet.copyOf(WEEKEND));
    private static final Map<Integer, String> ENGLISH_PLACES =
            Map.of(1, "first", 2, "second", 3, "third", 4, "fourth", 5, "fifth", -1, "last");
    private static final Map<Integer, String> GERMAN_PLACES =
            Map.of(1, "ersten", 2, "zweiten", 3, "dritten", 4, "vierten", 5, "fünften", -1, "letzten");

    private final Recurrence rule;
    private final boolean german;

    private RuleText(Recurrence rule, boolean german) {
        this.rule = rule;
        this.german = german;
    }

    /// The words for `rule`, or `null` if it says more than there are words for here.
    public static @Nullable String of(Recurrence rule, boolean afterCompletion, Locale language) {
        var text = new RuleText(withoutTimes(rule), language.getLanguage().equals("de"));
        String every = text.every();
        return every == null
                ? null
                : every
                        + text.at(rule)
                        + (afterCompletion ? text.in(" after completion", " nach Erledigung") : "")
                        + text.end();
    }

    /// The rule without its times of day, if there are several.
    private static Recurrence withoutTimes(Recurrence rule) {
        if (rule.by(Part.BYHOUR).size() < 2 || rule.by(Part.BYMINUTE).size() > 1) {
            return rule;
        }
        Map<Part, List<Integer>> by = new HashMap<>(rule.by());
        by.keySet().removeAll(Set.of(Part.BYHOUR, Part.BYMINUTE));
        return new Recurrence(
                rule.frequency(), rule.interval(), rule.count(), rule.until(), rule.byDay(), by, rule.weekStart());
    }

    private String at(Recurrence whole) {
        int minute = whole.by(Part.BYMINUTE).stream().findFirst().orElse(0);
        var times = whole.by(Part.BYHOUR).stream()
                .map(hour -> LocalTime.of(hour, minute).toString());
        return whole.equals(rule) ? "" : in(" at ", " um ") + listed(times.toList()) + in("", " Uhr");
    }

    private String in(String english, String inGerman) {
        return german ? inGerman : english;
    }

    private @Nullable String every() {
        var parts = rule.by().keySet();
        var days = rule.byDay();
        return switch (rule.frequency()) {
            case SECONDLY, MINUTELY -> null;
            case HOURLY, DAILY -> parts.isEmpty() && days.isEmpty() ? interval() : null;
            case WEEKLY -> parts.isEmpty() ? days.isEmpty() ? interval() : weekly() : null;
            case MONTHLY -> days.isEmpty() && parts.isEmpty() ? interval() : monthly();
            case YEARLY -> days.isEmpty() && parts.isEmpty() ? interval() : yearly();
        };
    }

    private String interval() {
        int count = rule.interval();
        if (german) {
            String one = switch (rule.frequency()) {
                case DAILY -> "jeden Tag";
                case WEEKLY -> "jede Woche";
                case MONTHLY -> "jeden Monat";
                case YEARLY -> "jedes Jahr";
                case HOURLY, MINUTELY, SECONDLY -> "jede Stunde";
            };
            return count == 1 ? one : "alle " + count + " " + unit("Stunden", "Tage", "Wochen", "Monate", "Jahre");
        }
        String unit = unit("hour", "day", "week", "month", "year");
        return count == 1 ? "every " + unit : "every " + count + " " + unit + "s";
    }

    private String unit(String hour, String day, String week, String month, String year) {
        return switch (rule.frequency()) {
            case DAILY -> day;
            case WEEKLY -> week;
            case MONTHLY -> month;
            case YEARLY -> year;
            case HOURLY, MINUTELY, SECONDLY -> hour;
        };
    }

    private String weekly() {
        var days = EnumSet.noneOf(DayOfWeek.class);
        rule.byDay().forEach(each -> days.add(each.day()));
        if (rule.interval() > 1) {
            return interval() + in(" on ", " am ") + names(days);
        }
        if (days.equals(WORKDAYS)) {
            return in("every weekday", "jeden Werktag");
        }
        return days.equals(WEEKEND) ? in("every weekend", "jedes Wochenende") : in("every ", "jeden ") + names(days);
    }

    private String names(Set<DayOfWeek> days) {
        return listed(days.stream().map(this::name).toList());
    }

    private String listed(List<String> names) {
        String last = names.getLast();
        return names.size() == 1
                ? last
                : String.join(", ", names.subList(0, names.size() - 1)) + in(" and ", " und ") + last;
    }

    private String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, german ? Locale.GERMAN : Locale.ENGLISH);
    }

    private @Nullable String monthly() {
        if (rule.by().keySet().equals(Set.of(Part.BYMONTHDAY)) && rule.byDay().isEmpty()) {
            Integer day = only(rule.by(Part.BYMONTHDAY));
            return day == null || day < -1 ? null : day == -1 ? placed(-1, in("day", "Tag")) : interval() + onDay(day);
        }
        var days = EnumSet.noneOf(DayOfWeek.class);
        rule.byDay().forEach(each -> days.add(each.day()));
        boolean each = rule.byDay().stream().allMatch(day -> day.nth() == 0);
        if (each && days.equals(WORKDAYS) && rule.by().keySet().equals(Set.of(Part.BYSETPOS))) {
            Integer place = only(rule.by(Part.BYSETPOS));
            return place == null ? null : placed(place, in("weekday", "Werktag"));
        }
        return !each && rule.by().isEmpty() && rule.byDay().size() == 1
                ? placed(
                        rule.byDay().getFirst().nth(),
                        name(rule.byDay().getFirst().day()))
                : null;
    }

    private static @Nullable Integer only(List<Integer> values) {
        return values.size() == 1 ? values.getFirst() : null;
    }

    /// `every last Friday of the month`, `every 2 months on the last Friday of the month`.
    private @Nullable String placed(int place, String what) {
        String word = (german ? GERMAN_PLACES : ENGLISH_PLACES).get(place);
        if (word == null) {
            return null;
        }
        String start = rule.interval() == 1 ? in("every ", "jeden ") : interval() + in(" on the ", " am ");
        return start + word + " " + what + in(" of the month", " im Monat");
    }

    private String onDay(int day) {
        if (german) {
            return " am " + day + ".";
        }
        String ending = switch (day) {
            case 1, 21, 31 -> "st";
            case 2, 22 -> "nd";
            case 3, 23 -> "rd";
            default -> "th";
        };
        return " on the " + day + ending;
    }

    private @Nullable String yearly() {
        var month = only(rule.by(Part.BYMONTH));
        var day = only(rule.by(Part.BYMONTHDAY));
        if (month == null
                || day == null
                || day < 1
                || rule.by().size() > 2
                || !rule.byDay().isEmpty()) {
            return null;
        }
        return interval() + in(" on ", " am ") + date(day, Month.of(month));
    }

    private String date(int day, Month month) {
        return day + in(" ", ". ") + month.getDisplayName(TextStyle.FULL, german ? Locale.GERMAN : Locale.ENGLISH);
    }

    private String end() {
        if (rule.count() > 0) {
            return " " + rule.count() + in(" times", " mal");
        }
        if (rule.until().isEmpty()) {
            return "";
        }
        var until = LocalDate.parse(rule.until().substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
        return in(" until ", " bis ") + date(until.getDayOfMonth(), until.getMonth()) + " " + until.getYear();
    }
}
