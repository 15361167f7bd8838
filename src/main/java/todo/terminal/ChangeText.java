package todo.terminal;

import java.util.ArrayList;
import java.util.List;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListProperties;

/// What happened, in words.
public final class ChangeText {
    private ChangeText() {}

    /// One line: `edited 3 Save me!: due none → Fri`.
    public static String of(Change change, Dates dates) {
        String undoing = change.undoes() == 0 ? "" : "undid " + change.undoes() + ": ";
        return undoing
                + switch (change.what()) {
                    case Change.Added(var entry) -> "added " + name(entry) + due(entry, dates);
                    case Change.Edited(var before, var entry) ->
                        "edited " + name(entry) + ": " + String.join(", ", differences(before, entry, dates));
                    case Change.Removed(var entry) -> "removed " + name(entry);
                    case Change.MovedOut(var entry, var to) -> "moved " + name(entry) + " to " + Text.harmless(to);
                    case Change.MovedIn(var entry, var from, var _) ->
                        "moved " + name(entry) + " here from " + Text.harmless(from);
                    case Change.Described(var before, var properties) ->
                        "described the list: " + differences(before, properties);
                    case Change.Dropped() -> "dropped the list";
                };
    }

    /// One line with version, time and author before it.
    public static String dated(Change change, Dates dates) {
        return Text.padded(Long.toString(change.version()), 4) + "  "
                + Text.padded(dates.instant(change.at()), 15) + "  "
                + Text.padded(Text.harmless(change.by()), 6) + "  "
                + of(change, dates);
    }

    private static String name(Entry entry) {
        return entry.id() + " " + Text.harmless(entry.title());
    }

    private static String due(Entry entry, Dates dates) {
        return entry.due() == null ? "" : ", due " + dates.due(entry.due());
    }

    private static List<String> differences(Entry before, Entry entry, Dates dates) {
        List<String> differences = new ArrayList<>();
        for (var was : entry.changedSince(before)) {
            differences.add(
                    switch (was) {
                        case Field.CompletedAt _ -> entry.completed() ? "done" : "open again";
                        case Field.Order _ -> "put elsewhere";
                        case Field.Notes _ -> "notes";
                        case Field.Properties _ -> "properties";
                        default -> was.name() + " " + value(was, dates) + " → " + value(entry.field(was), dates);
                    });
        }
        return differences;
    }

    private static String value(Field field, Dates dates) {
        String value = switch (field) {
            case Field.Title(var title) -> title;
            case Field.DueAt(var due) -> due == null ? "" : dates.due(due);
            case Field.Notes(var notes) -> notes;
            case Field.Completed(var completed) -> completed ? "done" : "open";
            case Field.CompletedAt(var at) -> at == null ? "" : dates.instant(at);
            case Field.Priority(var priority) -> priority == 0 ? "" : Integer.toString(priority);
            case Field.Tags(var tags) -> String.join(" ", tags);
            case Field.Order(var order) -> Double.toString(order);
            case Field.Parent(var parent) -> parent == 0 ? "" : Long.toString(parent);
            case Field.Repeat(var repeat) -> repeat;
            case Field.Remind(var remind) -> remind == null ? "" : remind.toString();
            case Field.Properties(var properties) -> properties.toString();
            case Field.SomeProperties(var properties) -> properties.toString();
        };
        return value.isEmpty() ? "none" : Text.harmless(value);
    }

    private static String differences(ListProperties before, ListProperties now) {
        List<String> differences = new ArrayList<>();
        if (!before.title().equals(now.title())) {
            differences.add("title " + orNone(before.title()) + " → " + orNone(now.title()));
        }
        if (!before.colour().equals(now.colour())) {
            differences.add("colour " + orNone(before.colour()) + " → " + orNone(now.colour()));
        }
        if (before.order() != now.order()) {
            differences.add("put elsewhere");
        }
        return String.join(", ", differences);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : Text.harmless(text);
    }
}
