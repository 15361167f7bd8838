package todo.words;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.list.Due;
import todo.list.Field;
import todo.list.Occurrences;
import todo.list.Recurrence;
import todo.words.Phrase.Strength;

/// A line as someone typed it, and what it means: the words that are understood are chips, the others are the title.
///
/// Of several dates, times, priorities or rules the last one is meant, and the others are text. Every letter of the
/// line is either in a chip or in the title.
///
/// @param title may be empty
/// @param fields what the chips make of an entry; without its title
/// @param chips in the order in which they stand in the line
public record Line(String title, List<Field> fields, List<Chip> chips) {
    private static final Pattern TAG = Pattern.compile("#([\\p{L}\\p{M}\\p{N}_/-]*\\p{L}[\\p{L}\\p{M}\\p{N}_/-]*)");
    private static final Pattern PRIORITY = Pattern.compile("!([1-9])|(!{1,3})");
    private static final int[] PRIORITY_OF_MARKS = {0, 9, 5, 1};
    private static final int LONGEST_TAG = 200;
    private static final int MOST_TAGS = 100;
    private static final String PUNCTUATION = ",;:.!?";

    public Line {
        fields = List.copyOf(fields);
        chips = List.copyOf(chips);
    }

    /// Whether its rule is counted from when the entry is completed, and not from when it is due.
    public boolean repeatsAfterCompletion() {
        return fields.stream().anyMatch(Field.Properties.class::isInstance);
    }

    public static Line of(Speaker speaker, String text) {
        var cursor = new Cursor(speaker, text);
        var phrases = chosen(meant(phrases(cursor), cursor.words.size()));
        List<Chip> chips = new ArrayList<>();
        for (var phrase : phrases) {
            var first = cursor.words.get(phrase.first());
            var last = cursor.words.get(phrase.end() - 1);
            chips.add(new Chip(
                    phrase.kind(), first.from(), phrase.first() == 0 ? last.end() : last.saidEnd(), phrase.value()));
        }
        return new Line(title(text, chips), fields(speaker, phrases), chips);
    }

    /// All that may be meant, from left to right.
    private static List<Phrase> phrases(Cursor cursor) {
        List<Phrase> phrases = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            var phrase = phrase(cursor);
            if (phrase == null) {
                cursor.at++;
            } else {
                phrases.add(phrase);
            }
        }
        return phrases;
    }

    private static @Nullable Phrase phrase(Cursor cursor) {
        var phrase = mark(cursor);
        phrase = phrase == null ? RuleWords.take(cursor) : phrase;
        phrase = phrase == null ? DayWords.take(cursor) : phrase;
        return phrase == null ? TimeWords.take(cursor) : phrase;
    }

    private static @Nullable Phrase mark(Cursor cursor) {
        int first = cursor.at;
        var priority = cursor.take(PRIORITY);
        if (priority != null) {
            String digit = priority.group(1);
            int value = digit == null ? PRIORITY_OF_MARKS[priority.group(2).length()] : Integer.parseInt(digit);
            return cursor.phrase(first, Strength.SURE, new Phrase.Priority(value));
        }
        if (cursor.take(TAG) == null) {
            return null;
        }
        String name = cursor.last().bare().substring(1);
        if (name.length() > LONGEST_TAG) {
            cursor.at = first;
            return null;
        }
        return cursor.phrase(first, Strength.SURE, new Phrase.Tag(name));
    }

    /// Those that stand where they can be meant: looked at from the end, as the last ones are the surest.
    private static List<Phrase> meant(List<Phrase> phrases, int words) {
        List<Phrase> meant = new ArrayList<>();
        int open = words;
        for (int i = phrases.size() - 1; i >= 0; i--) {
            var phrase = phrases.get(i);
            boolean behindSure = i > 0
                    && phrases.get(i - 1).end() == phrase.first()
                    && phrases.get(i - 1).strength() == Strength.SURE;
            boolean before = phrase.end() == open;
            boolean is = switch (phrase.strength()) {
                case SURE -> true;
                case AT_END -> before || behindSure;
                case BESIDE -> behindSure || before && open < words;
            };
            if (is) {
                meant.addFirst(phrase);
                open = phrase.first();
            }
        }
        return meant;
    }

    /// The last one of each kind, but all tags.
    private static List<Phrase> chosen(List<Phrase> phrases) {
        List<Phrase> chosen = new ArrayList<>();
        Set<Chip.Kind> seen = EnumSet.noneOf(Chip.Kind.class);
        int tags = 0;
        for (var phrase : phrases.reversed()) {
            boolean tag = phrase.kind() == Chip.Kind.TAG;
            if (tag ? ++tags <= MOST_TAGS : seen.add(phrase.kind())) {
                chosen.addFirst(phrase);
            }
        }
        return chosen;
    }

    /// The text without the chips, and without the space that they leave.
    private static String title(String text, List<Chip> chips) {
        var title = new StringBuilder();
        int from = 0;
        for (var chip : chips) {
            append(title, text.substring(from, chip.from()));
            from = chip.to();
        }
        append(title, text.substring(from));
        return title.toString();
    }

    private static void append(StringBuilder title, String piece) {
        String words = piece.strip();
        boolean close = !piece.isEmpty() && PUNCTUATION.indexOf(piece.charAt(0)) >= 0;
        if (!words.isEmpty()) {
            title.append(title.isEmpty() || close ? "" : " ").append(words);
        }
    }

    private static List<Field> fields(Speaker speaker, List<Phrase> phrases) {
        List<Field> fields = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        LocalDate date = null;
        LocalTime time = null;
        ZoneId zone = null;
        Phrase.Rule repeat = null;
        for (var phrase : phrases) {
            switch (phrase.meaning()) {
                case Phrase.Day(var day) -> date = day;
                case Phrase.Moment(var at) -> {
                    date = at.toLocalDate();
                    time = time == null ? at.toLocalTime() : time;
                }
                case Phrase.Hour(var hour, var where) -> {
                    time = hour;
                    zone = where;
                }
                case Phrase.Priority(var value) -> fields.add(new Field.Priority(value));
                case Phrase.Tag(var name) -> tags.add(name);
                case Phrase.Rule rule -> repeat = rule;
            }
        }
        if (!tags.isEmpty()) {
            fields.add(new Field.Tags(tags.stream().distinct().toList()));
        }
        if (repeat != null) {
            fields.add(new Field.Repeat(repeat.rule().toString()));
            if (repeat.afterCompletion()) {
                fields.add(new Field.Properties(Map.of(Recurrence.FROM, Recurrence.COMPLETION)));
            }
            time = time == null ? repeat.time() : time;
        }
        var due = due(speaker, date, time, zone, repeat == null ? null : repeat.rule());
        if (due != null) {
            fields.add(new Field.DueAt(due));
        }
        return fields;
    }

    /// What is left open is the first that is still to come.
    private static @Nullable Due due(
            Speaker speaker,
            @Nullable LocalDate date,
            @Nullable LocalTime time,
            @Nullable ZoneId zone,
            @Nullable Recurrence rule) {
        var now = zone == null ? speaker.now() : speaker.now().withZoneSameInstant(zone);
        if (date == null && rule != null) {
            return first(rule, now.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES), time, zone);
        }
        if (time == null) {
            return date == null ? null : new Due.Day(date);
        }
        var day = date != null ? date : now.toLocalDate().plusDays(time.isAfter(now.toLocalTime()) ? 0 : 1);
        return due(day.atTime(time), zone);
    }

    private static Due due(LocalDateTime at, @Nullable ZoneId zone) {
        return zone == null ? new Due.Local(at) : new Due.Zoned(ZonedDateTime.of(at, zone));
    }

    private static @Nullable Due first(
            Recurrence rule, LocalDateTime now, @Nullable LocalTime time, @Nullable ZoneId zone) {
        var today = now.toLocalDate().atStartOfDay();
        if (time == null && rule.frequency().compareTo(Recurrence.Frequency.DAILY) >= 0) {
            var day = Occurrences.after(rule.withInterval(1), today, today.minusNanos(1));
            return day == null ? null : new Due.Day(day.at().toLocalDate());
        }
        var found = time == null
                ? Occurrences.after(rule, now, now)
                : Occurrences.after(rule.withInterval(1), today.with(time), now);
        return found == null ? null : due(found.at(), zone);
    }
}
