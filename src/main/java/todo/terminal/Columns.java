package todo.terminal;

import java.util.ArrayList;
import java.util.List;

/// Lines whose parts stand below each other.
public final class Columns {
    private final List<String[]> rows = new ArrayList<>();

    public void add(String... cells) {
        rows.add(cells);
    }

    public List<String> lines() {
        int count = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[count];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], Text.width(row[i]));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(String[] row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(Text.padded(row[i], widths[i])).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
