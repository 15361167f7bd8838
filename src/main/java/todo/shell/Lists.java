package todo.shell;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import todo.json.AnswerJson.Listed;
import todo.json.AnswerJson.Summary;
import todo.terminal.Dates;
import todo.terminal.EntryTable;
import todo.terminal.Text;

/// All lists: what `todos` is at the prompt.
public final class Lists {
    private final Door door;
    private final Clock clock;

    Lists(Door door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    /// The list `name`, which need not be there yet.
    public NamedList list(String name) {
        return new NamedList(door, name, clock);
    }

    /// The lists there are.
    public Listing<Summary> lists() {
        List<String> lines = new ArrayList<>();
        var lists = door.lists();
        for (var list : lists) {
            lines.add(
                    list.damage() == null
                            ? "  %s  %d open, %d done"
                                    .formatted(Text.harmless(list.name()), list.open(), list.completed())
                            : "  %s  damaged: %s".formatted(Text.harmless(list.name()), Text.harmless(list.damage())));
        }
        return new Listing<>(lists, lines);
    }

    /// The entries of all lists with `text` in their title, notes or tags.
    public Listing<Listed> search(String text) {
        List<String> lines = new ArrayList<>();
        var found = door.search(text);
        for (var listed : found) {
            String line = new EntryTable(List.of(listed.entry()), Dates.of(clock), false)
                    .lines()
                    .getFirst();
            lines.add(Text.harmless(listed.list()) + " " + line);
        }
        return new Listing<>(found, lines);
    }

    @Override
    public String toString() {
        return lists().toString();
    }
}
