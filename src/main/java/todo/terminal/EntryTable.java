package todo.terminal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.list.Entry;

/// Entries as lines: what is part of another stands below it, further in.
public final class EntryTable {
    private static final int WIDEST_TITLE = 60;

    private final List<Row> rows = new ArrayList<>();
    private final Dates dates;
    private final boolean colours;

    private record Row(Entry entry, String title) {}

    /// @param colours whether the lines may be coloured
    public EntryTable(List<Entry> entries, Dates dates, boolean colours) {
        this.dates = dates;
        this.colours = colours;
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
            rows.add(new Row(entry, "  ".repeat(depth) + Text.harmless(entry.title())));
            addParts(entry.id(), depth + 1, parts);
        }
    }

    /// One line an entry: whether it is done, its id, title, due date, priority, tags, and marks for notes
    /// and repeats.
    public List<String> lines() {
        int idWidth = 0;
        int titleWidth = 0;
        int dueWidth = 0;
        for (var row : rows) {
            idWidth = Math.max(idWidth, Long.toString(row.entry.id()).length());
            titleWidth = Math.max(titleWidth, Math.min(Text.width(row.title), WIDEST_TITLE));
            dueWidth = Math.max(dueWidth, Text.width(due(row.entry)));
        }
        List<String> lines = new ArrayList<>();
        for (var row : rows) {
            lines.add(line(row, idWidth, titleWidth, dueWidth));
        }
        return lines;
    }

    private String line(Row row, int idWidth, int titleWidth, int dueWidth) {
        var entry = row.entry;
        String id = Long.toString(entry.id());
        String start = (entry.completed() ? "✓ " : "  ") + " ".repeat(idWidth - id.length()) + id + "  ";
        String title = Text.padded(row.title, titleWidth);
        String due = dueWidth == 0 ? "" : "  " + Text.padded(due(entry), dueWidth);
        String rest = rest(entry);
        if (entry.completed()) {
            return paint(Colour.DIM, (start + title + due + rest).stripTrailing());
        }
        if (rest.isEmpty()) {
            due = due.stripTrailing();
            title = due.isEmpty() ? title.stripTrailing() : title;
        }
        boolean overdue = entry.due() != null && dates.isPast(entry.due());
        return start + title + (overdue ? paint(Colour.RED, due) : due) + rest;
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
        add(lines, "done", entry.completedAt() == null ? null : dates.instant(entry.completedAt()));
        add(lines, "priority", entry.priority() == 0 ? null : Integer.toString(entry.priority()));
        add(lines, "tags", entry.tags().isEmpty() ? null : String.join(", ", entry.tags()));
        add(lines, "part of", entry.parent() == 0 ? null : Long.toString(entry.parent()));
        add(lines, "repeats", entry.repeat().isEmpty() ? null : entry.repeat());
        entry.properties().forEach((name, value) -> add(lines, Text.harmless(name), value));
        add(lines, "added", dates.instant(entry.createdAt()));
        add(lines, "changed", dates.instant(entry.updatedAt()) + ", version " + entry.version());
        entry.notes().lines().forEach(line -> lines.add("    " + Text.harmless(line)));
        return lines;
    }

    private static void add(List<String> lines, String name, @Nullable String value) {
        if (value != null) {
            lines.add("  " + Text.padded(name, 10) + Text.harmless(value));
        }
    }
}
