package todo.shell;

import java.util.AbstractList;
import java.util.List;
import todo.list.Entry;
import todo.terminal.Dates;
import todo.terminal.EntryTable;

/// A list of things that looks good at the prompt.
public final class Listing<T> extends AbstractList<T> {
    /// The prompt cuts what is longer in the middle.
    private static final int LONGEST_AT_PROMPT = 950;

    private final List<T> things;
    private final List<String> lines;

    Listing(List<T> things, List<String> lines) {
        this.things = List.copyOf(things);
        this.lines = lines;
    }

    static Listing<Entry> of(List<Entry> entries, Dates dates) {
        return new Listing<>(entries, new EntryTable(entries, dates, false).lines());
    }

    /// Things that say themselves what they are, a line each.
    static <T> Listing<T> of(List<T> things) {
        return new Listing<>(things, things.stream().map(thing -> "  " + thing).toList());
    }

    @Override
    public T get(int index) {
        return things.get(index);
    }

    @Override
    public int size() {
        return things.size();
    }

    /// Prints all of it, however long.
    public void print() {
        lines.forEach(System.out::println);
    }

    /// As much as the prompt shows.
    @Override
    public String toString() {
        if (lines.size() == 1) {
            return lines.getFirst().strip();
        }
        var text = new StringBuilder(lines.isEmpty() ? "nothing" : "");
        int shown = 0;
        for (String line : lines) {
            if (text.length() + line.length() > LONGEST_AT_PROMPT) {
                return text.append("\n… and ")
                        .append(lines.size() - shown)
                        .append(" more; .print() prints all")
                        .toString();
            }
            text.append('\n').append(line);
            shown++;
        }
        return text.toString();
    }
}
