package todo.words;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.list.Due;
import todo.list.Field;
import todo.list.Occurrences;
import todo.list.Recurrence;

/// A line as someone typed it, and what it means: the words that are understood are chips, the others are the title.
///
/// Of several dates, times, priorities or rules the last one is meant, and the others are text. Every letter of the
/// line is either in a chip or in the title. [Phrases] says what is meant.
///
/// @param title may be empty
/// @param fields what the chips make of an entry; without its title
/// @param chips in the order in which they stand in the line
public record Line(String title, List<Field> fields, List<Chip> chips) {
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
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
        var phrases = Phrases.of(cursor);
        List<Chip> chips = new ArrayList<>();
        for (var phrase : phrases) {
            var first = cursor.words.get(phrase.first());
            var last = cursor.words.get(phrase.end() - 1);
            chips.add(new Chip(
                    phrase.kind(), first.from(), phrase.first() == 0 ? last.end() : last.saidEnd(), phrase.value()));
        }
        return new Line(title(text, chips), fields(speaker, phrases), chips);
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
        Phrase.Rule repeat = null;
        for (var phrase : phrases) {
            switch (phrase.meaning()) {
                case Phrase.Priority(var value) -> fields.add(new Field.Priority(value));
                case Phrase.Tag(var name) -> tags.add(name);
                case Phrase.Rule rule -> repeat = rule;
                case Phrase.Day _, Phrase.Moment _, Phrase.Evening _, Phrase.Hour _ -> {}
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
        }
        var due = due(speaker, phrases, repeat);
        if (due != null) {
            fields.add(new Field.DueAt(due));
        }
        return fields;
    }

    /// What is left open is the first that is still to come. In the evening, 9 o'clock is 21:00.
    private static @Nullable Due due(Speaker speaker, List<Phrase> phrases, Phrase.@Nullable Rule repeat) {
        LocalDate date = null;
        LocalTime time = repeat == null ? null : repeat.time();
        ZoneId zone = null;
        boolean evening = false;
        Phrase.Hour hour = null;
        for (var phrase : phrases) {
            switch (phrase.meaning()) {
                case Phrase.Day(var day) -> date = day;
                case Phrase.Moment(var at) -> {
                    date = at.toLocalDate();
                    time = at.toLocalTime();
                }
                case Phrase.Evening(var day, var start) -> {
                    date = day;
                    time = start;
                    evening = true;
                }
                case Phrase.Hour said -> hour = said;
                default -> {}
            }
        }
        if (hour != null) {
            int said = hour.time().getHour();
            time = evening && said > 0 && said < 12 ? hour.time().plusHours(12) : hour.time();
            zone = hour.zone();
            date = date != null && hour.atDaysEnd() && date.isBefore(LAST) ? date.plusDays(1) : date;
        }
        var now = zone == null ? speaker.now() : speaker.now().withZoneSameInstant(zone);
        if (date == null && repeat != null) {
            return first(repeat.rule(), now.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES), time, zone);
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
