package todo.shell;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import todo.json.JsonReader;
import todo.server.Inside;
import todo.terminal.Text;

/// A list's process as it was at one moment.
///
/// @param state awake, loading or crashed
/// @param worker the number of the worker that writes the list
/// @param entries how many entries are committed
/// @param version the last change that is committed
/// @param mailbox how many messages it has yet to take
/// @param waiting how many of its edits wait for the disk
public record ProcessView(
        String list, String state, long worker, long entries, long version, long mailbox, long waiting) {
    static ProcessView of(Inside.OneList process) {
        return new ProcessView(
                process.name(),
                process.state().name().toLowerCase(Locale.ROOT),
                process.worker(),
                process.entries(),
                process.version(),
                process.mailbox(),
                process.waiting());
    }

    static ProcessView read(JsonReader json) {
        Map<String, Object> read = new HashMap<>();
        json.object(name -> {
            var value = json.value();
            if (value != null) {
                read.put(name, value);
            }
        });
        return new ProcessView(
                String.valueOf(read.get("list")),
                String.valueOf(read.get("state")),
                number(read, "worker"),
                number(read, "entries"),
                number(read, "version"),
                number(read, "mailbox"),
                number(read, "waiting"));
    }

    static long number(Map<String, Object> read, String name) {
        return read.get(name) instanceof Long number ? number : 0;
    }

    static String none(String list) {
        return "the list \"" + list + "\" has no process now; whatever is asked of it starts one";
    }

    @Override
    public String toString() {
        return "%s: %s, worker %d, entries %d, version %d, mailbox %d, waiting %d"
                .formatted(Text.harmless(list), state, worker, entries, version, mailbox, waiting);
    }
}
