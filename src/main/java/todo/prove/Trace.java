package todo.prove;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import todo.disk.Step;
import todo.list.Change;
import todo.prove.RecordedRun.Acknowledged;

/// Whether between the last write of a change and its answer lies the sync that covers it.
///
/// A change is found in the write-ahead log by the text that is in it alone. It is written to its end with the next
/// frame that says that it ends a transaction (SQLite file format §4.1), which comes as a header of 24 bytes and a
/// page.
final class Trace {
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int FRAME_HEADER = 24;
    private static final int LOG_HEADER = 32;
    private static final int COMMIT_SIZE = 4;
    private static final int LONGEST = 1_000; // what is longer may lie on more pages than one

    private final Set<Integer> logs = new HashSet<>();
    /// The texts that are in a log since some transaction that has not ended.
    private final Map<Integer, Set<String>> open = new HashMap<>();
    /// The texts whose transaction has ended, with the step of its last write.
    private final Map<Integer, Map<String, Integer>> written = new HashMap<>();
    private final Set<Integer> ending = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> synced = new HashSet<>();
    private int traced;

    /// How many changes were traced.
    static int check(List<Step> steps) {
        var trace = new Trace();
        for (int at = 0; at < steps.size(); at++) {
            trace.take(at, steps.get(at));
        }
        return trace.traced;
    }

    private void take(int at, Step step) {
        switch (step) {
            case Step.Made(var path, var file) when path.toString().endsWith("-wal") -> logs.add(file);
            case Step.Wrote(var file, var offset, var bytes)
            when logs.contains(file) && offset >= LOG_HEADER -> wrote(at, file, bytes);
            case Step.Synced(var file, var since, var done) when done && logs.contains(file) -> synced(file, since);
            case Step.Said(Acknowledged(var list, var changes)) -> changes.forEach(change -> answered(list, change));
            case Step.Made _,
                    Step.Wrote _,
                    Step.Synced _,
                    Step.Said _,
                    Step.SyncedFolder _,
                    Step.MadeFolder _,
                    Step.Truncated _,
                    Step.Removed _,
                    Step.Renamed _ -> {}
        }
    }

    private void wrote(int at, int file, byte[] bytes) {
        if (bytes.length == FRAME_HEADER) {
            if (ByteBuffer.wrap(bytes).getInt(COMMIT_SIZE) != 0) {
                ending.add(file);
            }
            return;
        }
        var texts = open.computeIfAbsent(file, _ -> new HashSet<>());
        TEXT.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).results().forEach(found -> {
            if (known.add(found.group())) {
                texts.add(found.group());
            }
        });
        if (ending.remove(file)) {
            var ended = written.computeIfAbsent(file, _ -> new HashMap<>());
            texts.forEach(text -> ended.put(text, at));
            texts.clear();
        }
    }

    private void synced(int file, int since) {
        written.getOrDefault(file, Map.of()).entrySet().removeIf(each -> {
            boolean covered = each.getValue() < since;
            if (covered) {
                synced.add(each.getKey());
            }
            return covered;
        });
    }

    private void answered(String list, Change change) {
        String text = text(change);
        if (text != null) {
            if (!synced.contains(text)) {
                throw new Lost("change %d of %s was answered before it was synced".formatted(change.version(), list));
            }
            traced++;
        }
    }

    /// The text that is in `change` alone, if there is one.
    private static @Nullable String text(Change change) {
        var text = switch (change.what()) {
            case Change.Added(var entry) when change.undoes() == 0 -> entry.title();
            case Change.Edited(var before, var entry)
            when change.undoes() == 0
                    && !before.notes().equals(entry.notes())
                    && before.notes().length() + entry.notes().length() < LONGEST -> entry.notes();
            case Change.Added _,
                    Change.Edited _,
                    Change.Removed _,
                    Change.MovedOut _,
                    Change.MovedIn _,
                    Change.Described _,
                    Change.Dropped _ -> "";
        };
        var found = TEXT.matcher(text);
        return found.lookingAt() ? found.group() : null;
    }
}
