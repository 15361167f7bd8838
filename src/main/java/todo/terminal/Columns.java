package todo.terminal;

import java.util.ArrayList;
import java.util.List;

/// Lines whose parts stand below each other.
public final class Columns {
    private static final int NARROWEST = 12;

    private final List<String[]> rows = new ArrayList<>();

    public void add(String... cells) {
        rows.add(cells);
    }

    /// @param width how many columns of a terminal a line can have, or 0 for any number: the last part of a line goes
    /// on
    ///     below itself
    public List<String> lines(int width) {
        int count = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[count];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], Text.width(row[i]));
            }
        }
        return rows.stream().flatMap(row -> lines(row, widths, width).stream()).toList();
    }

    private static List<String> lines(String[] row, int[] widths, int width) {
        var start = new StringBuilder();
        for (int i = 0; i < row.length - 1; i++) {
            start.append(Text.padded(row[i], widths[i])).append("  ");
        }
        String last = row[row.length - 1];
        int room = width - Text.width(start.toString());
        List<String> lines = new ArrayList<>();
        for (String line : width == 0 || room < NARROWEST ? List.of(last) : Text.wrapped(last, room)) {
            lines.add((start + line).stripTrailing());
            start.replace(0, start.length(), " ".repeat(Text.width(start.toString())));
        }
        return lines;
    }
}
