package todo.store;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Entry;
import todo.list.TodoList;
import todo.store.StoreException.Trouble;

/// What is to be stored whole or not at all: the changes that came of one edit, ready to be written.
public final class Write {
    private static final long OVERHEAD = 200; // objects and references around a row

    final OpenList list;
    final List<Row> rows;
    final TodoList after;
    final boolean listRow;
    final @Nullable Request request;
    final @Nullable Sending sending;
    final long settled;
    final @Nullable Unchanged unchanged;
    private final Consumer<@Nullable StoreException> done;
    private boolean answered;

    /// @param before the list before the changes, and `after` them
    /// @param request what asked for it, stored with each of the changes
    /// @param sending what of it is on its way to another list
    /// @param settled the first version of a [Sending] that has come to its end, or 0
    /// @param done called once, on the worker's thread: with `null` when all is on disk, else with the reason
    public Write(
            OpenList list,
            TodoList before,
            TodoList after,
            List<Change> changes,
            @Nullable Request request,
            @Nullable Sending sending,
            long settled,
            Consumer<@Nullable StoreException> done) {
        this.list = list;
        this.rows = changes.stream().map(Write::row).toList();
        this.after = after;
        this.listRow = before.alive() != after.alive() || !before.properties().equals(after.properties());
        this.request = request == null && changes.size() > 1 ? ownRequest(changes.getFirst()) : request;
        this.sending = sending;
        this.settled = settled;
        this.unchanged = null;
        this.done = done;
    }

    private Write(OpenList list, TodoList now, Unchanged unchanged, Consumer<@Nullable StoreException> done) {
        this.list = list;
        this.rows = List.of();
        this.after = now;
        this.listRow = false;
        this.request = null;
        this.sending = null;
        this.settled = 0;
        this.unchanged = unchanged;
        this.done = done;
    }

    /// What a request that changed nothing was answered.
    ///
    /// @param outcome the answer as text, which only the writer of it can read
    record Unchanged(Request request, long version, String outcome) {}

    /// A write of the answer alone to a request that changed nothing of the list, which is `now` as it is.
    ///
    /// @param outcome the answer as text; [Answered] gives it back
    /// @param done as above
    public static Write ofAnswer(
            OpenList list, TodoList now, Request request, String outcome, Consumer<@Nullable StoreException> done) {
        return new Write(list, now, new Unchanged(request, now.version(), outcome), done);
    }

    /// By which the changes of an edit that nobody gave a key belong together. No client can send such a key.
    private static Request ownRequest(Change first) {
        return new Request("\tedit\t" + first.version(), "");
    }

    /// About how much memory it takes until it is stored, in bytes.
    long bytes() {
        long bytes = OVERHEAD;
        for (var row : rows) {
            bytes += OVERHEAD + row.data.length + (row.entry == null ? 0 : row.entry.length);
        }
        return unchanged == null ? bytes : bytes + 2L * unchanged.outcome.length();
    }

    /// Whether it begins the list's history.
    boolean isFirst() {
        return !rows.isEmpty() && rows.getFirst().change.version() == 1;
    }

    /// One change, and what it makes of its entry: `entry` is `null` if that is gone, or if `entryId` is 0.
    ///
    /// @param entries what it adds to the sum over the list's entries
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    record Row(
            Change change,
            byte[] data,
            int entries,
            long entryId,
            @Nullable String due,
            byte @Nullable [] entry) {}

    /// The row of `change`.
    static Row row(Change change) {
        var entry = change.entry();
        if (entry == null) {
            return new Row(change, ChangeJson.write(change, null), 0, 0, null, null);
        }
        byte[] text = EntryJson.write(entry);
        byte[] data = ChangeJson.write(change, text);
        int entries = RowSum.entriesBy(change);
        return change.leavesEntry()
                ? new Row(change, data, entries, entry.id(), dueWhileOpen(entry), text)
                : new Row(change, data, entries, entry.id(), null, null);
    }

    /// The row of the table of changes for `row`, behind `tip`.
    ///
    /// @throws StoreException with [Trouble#OVERTAKEN] if it does not follow
    ChangeRow changeRow(Row row, Tip tip) {
        var change = row.change;
        if (change.version() != tip.version() + 1) {
            throw new StoreException(
                    Trouble.OVERTAKEN,
                    "can't store change %d of the list \"%s\": its version here is %d"
                            .formatted(change.version(), list.name(), tip.version()));
        }
        return new ChangeRow(
                change.version(),
                change.at().toEpochMilli(),
                change.by(),
                request == null ? null : request.key(),
                request == null ? null : request.digest(),
                after.lastId(),
                after.openCount(),
                after.completedCount(),
                tip.entries() + row.entries,
                row.data);
    }

    /// The properties of `list` as they are kept.
    static byte[] properties(TodoList list) {
        return Json.write(json -> ChangeJson.write(json, list.properties()));
    }

    static @Nullable String dueWhileOpen(Entry entry) {
        return entry.due() == null || entry.completed() ? null : entry.due().toString();
    }

    boolean answered() {
        return answered;
    }

    void answer(@Nullable StoreException reason) {
        answered = true;
        done.accept(reason);
    }
}
