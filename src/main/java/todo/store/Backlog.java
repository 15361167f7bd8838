package todo.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the table of entries is behind the changes: the entry rows that are not written yet.
///
/// A change is on disk as soon as it is in the table of changes. Its entry row is held back here, where
/// later changes of the same entry take its place, until there are many; then they are written in order,
/// some with each commit. So a page of that table is written once for many rows, not for each. The rows
/// are gathered in one generation while the one before it is written. After a crash, the backlog is made
/// again from the changes that came after the last generation that was written to its end.
final class Backlog {
    /// How many rows a generation gathers before it is written.
    static final int GENERATION = 20_000;

    private static final long OVERHEAD = 200; // objects and references around a row

    private static final Comparator<Held> ORDER =
            Comparator.comparingLong((Held held) -> held.key.list).thenComparingLong(held -> held.key.id);

    /// An entry's row as it is to be; `data` is `null` if it is to be gone.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    record Held(
            Key key,
            String listName,
            long version,
            @Nullable String due,
            byte @Nullable [] data) {
        /// About how much memory it takes.
        long bytes() {
            return OVERHEAD + (data == null ? 0 : data.length);
        }
    }

    record Key(long list, long id) {}

    private final long mostBytes;
    private final Map<Key, Held> gathered = new HashMap<>();
    private long bytes;
    private long gatheredTo;
    private List<Held> writing = List.of();
    private long writingTo;
    private int written;

    /// @param mostBytes how many bytes it is meant to hold
    Backlog(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Whether it holds more than it is meant to, so that all of it should be written now.
    boolean isTooLarge() {
        return bytes > mostBytes;
    }

    /// Holds back what the changes up to the one with the number `seq` made.
    void add(List<Held> rows, long seq) {
        for (var row : rows) {
            var before = gathered.put(row.key, row);
            bytes += row.bytes() - (before == null ? 0 : before.bytes());
        }
        gatheredTo = seq;
    }

    /// The rows to be written next, at most `most`; none while too few are gathered, unless `all` are wanted.
    List<Held> next(int most, boolean all) {
        if (written == writing.size() && (gathered.size() >= GENERATION || bytes > mostBytes / 2 || all)) {
            writing = new ArrayList<>(gathered.values());
            writing.sort(ORDER);
            writingTo = gatheredTo;
            written = 0;
            gathered.clear();
        }
        return writing.subList(written, Math.min(written + most, writing.size()));
    }

    /// The number of the last change that is whole in the table of entries once `rows` are, or 0 if that is not known
    /// yet.
    long reachedWith(List<Held> rows) {
        return written + rows.size() == writing.size() ? writingTo : 0;
    }

    /// The `rows` that came from [#next] are on disk.
    void written(List<Held> rows) {
        written += rows.size();
        rows.forEach(row -> bytes -= row.bytes());
        if (written == writing.size()) {
            writing = List.of();
            written = 0;
        }
    }

    /// All that is held back, each row as it is to be.
    List<Held> all() {
        var all = new HashMap<>(gathered);
        writing.subList(written, writing.size()).forEach(row -> all.putIfAbsent(row.key, row));
        return List.copyOf(all.values());
    }

    boolean isEmpty() {
        return gathered.isEmpty() && writing.isEmpty();
    }

    void clear() {
        gathered.clear();
        writing = List.of();
        written = 0;
        bytes = 0;
    }
}
