package todo.cli;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import todo.json.BadRequest;
import todo.list.Due;
import todo.list.Field;
import todo.list.Reminder;
import todo.terminal.DueArgument;
import todo.words.Speaker;

/// What can be said of an entry, as options.
final class EntryOptions {
    private static final Pattern BEFORE = Pattern.compile("([0-9]{1,4})([mhdw])");

    @Option(
            names = "--due",
            paramLabel = "WHEN",
            description =
                    "as in a title: 2026-12-24, today, fri, \"24 Dec\", +3d, 2026-12-24T17:00, \"fri 17:00\"; or none")
    private @Nullable String due;

    @Option(names = "--tag", paramLabel = "TAG", description = "a tag; can be repeated")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--priority", paramLabel = "N", description = "1 (highest) to 9, 0 for none")
    private @Nullable Integer priority;

    @Option(names = "--notes", paramLabel = "TEXT", description = "notes")
    private @Nullable String notes;

    @Option(names = "--parent", paramLabel = "ID", description = "the entry it is a part of, or none")
    private @Nullable String parent;

    @Option(names = "--order", paramLabel = "N", description = "where it stands: lower comes first")
    private @Nullable Double order;

    @Option(
            names = "--remind",
            paramLabel = "WHEN",
            description = "15m, 2h or 1d before it is due, 0m when it is, 2026-12-24T17:00:00Z, or none")
    private @Nullable String remind;

    @Option(names = "--repeat", paramLabel = "RULE", description = "such as FREQ=WEEKLY;BYDAY=MO, or none")
    private @Nullable String repeat;

    /// What was said.
    List<Field> fields(Speaker speaker) {
        List<Field> fields = new ArrayList<>();
        if (due != null) {
            fields.add(new Field.DueAt(due.equals("none") ? null : due(due, speaker)));
        }
        if (!tags.isEmpty()) {
            fields.add(new Field.Tags(tags));
        }
        if (priority != null) {
            fields.add(new Field.Priority(priority));
        }
        if (notes != null) {
            fields.add(new Field.Notes(notes));
        }
        if (parent != null) {
            fields.add(new Field.Parent(parent.equals("none") ? 0 : id(parent)));
        }
        if (order != null) {
            fields.add(new Field.Order(order));
        }
        if (remind != null) {
            fields.add(new Field.Remind(remind.equals("none") ? null : reminder(remind)));
        }
        if (repeat != null) {
            fields.add(new Field.Repeat(repeat.equals("none") ? "" : repeat));
        }
        return fields;
    }

    /// @throws BadRequest if there is a reminder before it is due, and no due date
    static void checkReminder(List<Field> fields) {
        boolean before = fields.stream()
                .anyMatch(field -> field instanceof Field.Remind(var remind) && remind instanceof Reminder.Before);
        if (before && fields.stream().noneMatch(field -> field instanceof Field.DueAt(var due) && due != null)) {
            throw new BadRequest(
                    "--remind needs a due date to count from; give --due too, or a time such as 2026-12-24T17:00:00Z");
        }
    }

    static Due due(String text, Speaker speaker) {
        try {
            return DueArgument.parse(text, speaker);
        } catch (DateTimeException e) {
            throw new BadRequest(String.valueOf(e.getMessage()), e);
        }
    }

    private static Reminder reminder(String text) {
        var before = BEFORE.matcher(text);
        try {
            return Reminder.parse(before.matches() ? iso(before.group(1), before.group(2)) : text);
        } catch (DateTimeException e) {
            throw new BadRequest(
                    "--remind: \"%s\" is wrong; say 15m, 2h or 1d before it is due (at most 400 days), 2026-12-24T17:00:00Z, or none"
                            .formatted(text),
                    e);
        }
    }

    /// (ISO 8601 durations)
    private static String iso(String number, String unit) {
        return "-P" + (unit.matches("[mh]") ? "T" : "") + number + unit.toUpperCase(Locale.ROOT);
    }

    private static long id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequest("--parent " + text + " is wrong: it must be the id of an entry, or none");
        }
        return Long.parseLong(text);
    }
}
