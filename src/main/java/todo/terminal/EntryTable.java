package todo.terminal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.list.Entry;
import todo.list.Reminder;

/// Entries as lines: what is part of another stands below it, further in.
public final class EntryTable {
    private static final int WIDEST_TITLE = 60;
    private static final int NARROWEST_TITLE = 12;

    private final List<Row> rows = new ArrayList<>();
    private final Dates dates;
    private final boolean colours;
    private final int width;

    /// @param indent before each line of its title
    private record Row(Entry entry, String indent, String title) {
        int width() {
            return indent.length() + Text.width(title);
        }
    }

    /// How wide the columns are: the id, the title, the due date, and all that stands before the title.
    private record Widths(int id, int title, int due) {
        int start() {
            return id + 4;
        }
    }

    /// The entries as `terminal` can show them.
    public EntryTable(List<Entry> entries, Terminal terminal) {
        this(entries, terminal.dates(), terminal.colours(), terminal.width());
    }

    /// The entries where the width does not matter.
    ///
    /// @param colours whether the lines may be coloured
    public EntryTable(List<Entry> entries, Dates dates, boolean colours) {
        this(entries, dates, colours, 0);
    }

    /// @param width how many columns a line can have, or 0 for any number
    EntryTable(List<Entry> entries, Dates dates, boolean colours, int width) {
        this.dates = dates;
        this.colours = colours;
        this.width = width == 0 ? Integer.MAX_VALUE : width;
        Set<Long> here = new HashSet<>();
        entries.forEach(entry -> here.add(entry.id()));
        Map<Long, List<Entry>> parts = new HashMap<>();
        for (var entry : entries) {
            long parent = here.contains(entry.parent()) ? entry.parent() : 0;
            parts.computeIfAbsent(parent, _ -> new ArrayList<>()).add(entry);
        }
        addParts(0, 0, parts);
    }

    private void addParts(long parent, int depth, Map<Long, List<Entry>> parts) {
        for (var entry : parts.getOrDefault(parent, List.of())) {
            rows.add(new Row(entry, "  ".repeat(depth), Text.harmless(entry.title())));
            addParts(entry.id(), depth + 1, parts);
        }
    }

    /// Each entry: whether it is done, its id, title, due date, priority, tags, and marks for notes and repeats. What
    /// does not fit in one line goes on below the title.
    public List<String> lines() {
        int id = 0;
        int title = 0;
        int due = 0;
        int rest = 0;
        for (var row : rows) {
            id = Math.max(id, Long.toString(row.entry.id()).length());
            title = Math.max(title, Math.min(row.width(), WIDEST_TITLE));
            due = Math.max(due, Text.width(due(row.entry)));
            rest = Math.max(rest, Text.width(rest(row.entry)));
        }
        var widths = new Widths(id, title, due == 0 ? 0 : due + 2);
        int room = width - widths.start() - widths.due;
        int fitting = Math.max(room - rest, Math.min(room, NARROWEST_TITLE));
        var fitted = new Widths(id, Math.min(title, Math.max(fitting, 1)), widths.due);
        return rows.stream().flatMap(row -> lines(row, fitted).stream()).toList();
    }

    private List<String> lines(Row row, Widths widths) {
        var entry = row.entry;
        String id = Long.toString(entry.id());
        String start = (entry.completed() ? "✓ " : "  ") + " ".repeat(widths.id - id.length()) + id + "  ";
        var titles = titles(row, widths.title);
        String title = Text.padded(titles.getFirst(), widths.title);
        String due = widths.due == 0 ? "" : "  " + Text.padded(due(entry), widths.due - 2);
        String rest = rest(entry);
        boolean fits = widths.start() + Text.width(title + due + rest) <= width;
        boolean overdue = !entry.completed() && entry.due() != null && dates.isPast(entry.due());
        String last = rest.isEmpty() || !fits ? due.stripTrailing() : due;
        String first = start + title + (overdue ? paint(Colour.RED, last) : last) + (fits ? rest : "");
        List<String> lines = new ArrayList<>(List.of(first.stripTrailing()));
        String below = " ".repeat(widths.start()) + row.indent;
        titles.stream().skip(1).forEach(more -> lines.add(" ".repeat(widths.start()) + more));
        if (!fits) {
            Text.wrapped(rest.strip(), width - below.length()).forEach(more -> lines.add(below + more));
        }
        return entry.completed()
                ? lines.stream().map(line -> paint(Colour.DIM, line)).toList()
                : lines;
    }

    /// The title in as many lines as it takes, each with its indent; in one if the width does not matter.
    private List<String> titles(Row row, int most) {
        if (width == Integer.MAX_VALUE) {
            return List.of(row.indent + row.title);
        }
        String indent = row.indent.substring(0, Math.min(row.indent.length(), most / 2));
        return Text.wrapped(row.title, most - indent.length()).stream()
                .map(line -> indent + line)
                .toList();
    }

    private String due(Entry entry) {
        return entry.due() == null ? "" : dates.due(entry.due());
    }

    private static String rest(Entry entry) {
        var rest = new StringBuilder();
        if (entry.priority() > 0) {
            rest.append("  !").append(entry.priority());
        }
        String before = "  #";
        for (String tag : entry.tags()) {
            rest.append(before).append(Text.harmless(tag));
            before = " #";
        }
        if (!entry.repeat().isEmpty()) {
            rest.append("  ↻");
        }
        if (!entry.notes().isEmpty()) {
            rest.append("  ✎");
        }
        return rest.toString();
    }

    private String paint(Colour colour, String text) {
        return colours ? colour.paint(text) : text;
    }

    /// All that is known of one entry, a line for each thing.
    public static List<String> details(Entry entry, Dates dates) {
        List<String> lines = new ArrayList<>();
        lines.add((entry.completed() ? "✓ " : "") + entry.id() + "  " + Text.harmless(entry.title()));
        add(lines, "due", entry.due() == null ? null : dates.due(entry.due()) + "  (" + entry.due() + ")");
        add(lines, "reminds", entry.remind() == null ? null : reminds(entry.remind(), dates));
        add(lines, "done", entry.completedAt() == null ? null : dates.instant(entry.completedAt()));
        add(lines, "priority", entry.priority() == 0 ? null : Integer.toString(entry.priority()));
        add(lines, "tags", entry.tags().isEmpty() ? null : String.join(", ", entry.tags()));
        add(lines, "part of", entry.parent() == 0 ? null : Long.toString(entry.parent()));
        add(lines, "repeats", entry.repeat().isEmpty() ? null : entry.repeat());
        entry.properties().forEach((name, value) -> add(lines, Text.harmless(name), value));
        add(lines, "added", dates.instant(entry.createdAt()));
        add(lines, "changed", dates.instant(entry.updatedAt()) + ", version " + entry.version());
        add(lines, "order", Double.toString(entry.order()).replaceFirst("\\.0$", ""));
        add(lines, "uid", entry.uid());
        entry.notes().lines().forEach(line -> lines.add("    " + Text.harmless(line)));
        return lines;
    }

    private static String reminds(Reminder reminder, Dates dates) {
        return switch (reminder) {
            case Reminder.At(var instant) -> dates.instant(instant);
            case Reminder.Before(var days, var time) -> {
                String before = (days == 0 ? "" : days + "d ")
                        + (time.toHours() == 0 ? "" : time.toHours() + "h ")
                        + (time.toMinutesPart() == 0 ? "" : time.toMinutesPart() + "m ");
                yield before.isEmpty() ? "when it is due" : before + "before it is due";
            }
        };
    }

    private static void add(List<String> lines, String name, @Nullable String value) {
        if (value != null) {
            lines.add("  " + Text.padded(name, 10) + Text.harmless(value));
        }
    }
}
