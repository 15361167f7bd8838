package todo.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import todo.client.ClientException;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.list.Change;
import todo.list.Entry;

/// What a server shows of a list: its history from the first change, and its entries.
///
/// @param entries `null` if it says that there is no such list
record Seen(List<Change> history, @Nullable List<Entry> entries) {

    /// What `server` shows of each of `lists`.
    static Map<String, Seen> of(Connection server, List<String> lists) {
        Map<String, Seen> seen = new HashMap<>();
        lists.forEach(list -> seen.put(list, of(server, list)));
        return seen;
    }

    /// What `server` shows of `list`.
    static Seen of(Connection server, String list) {
        var newestFirst = all(() -> server.all(Path.changes(list) + "?limit=1000", AnswerJson::change));
        var entries = all(() ->
                server.all(Path.entries(list), json -> AnswerJson.entry(json).entry()));
        return new Seen(newestFirst == null ? List.of() : newestFirst.reversed(), entries);
    }

    private static <T> @Nullable List<T> all(java.util.function.Supplier<List<T>> reading) {
        try {
            return reading.get();
        } catch (ClientException e) {
            if (e.status() == 404) {
                return null;
            }
            throw e;
        }
    }

    /// Checks that the history has no gap and makes sense step by step, and that the entries are what it comes to.
    void check(String list) {
        Map<Long, Entry> now = new TreeMap<>();
        boolean alive = false;
        long lastId = 0;
        for (int i = 0; i < history.size(); i++) {
            var change = history.get(i);
            String where = "change " + change.version() + " of " + list;
            if (change.version() != i + 1) {
                throw new Lost("the history of " + list + " has " + change.version() + " where " + (i + 1) + " is due");
            }
            if (i > 0 && change.at().isBefore(history.get(i - 1).at())) {
                throw new Lost(where + " is older than the one before it");
            }
            alive = step(where, change, now, lastId);
            var entry = change.entry();
            lastId = entry == null ? lastId : Math.max(lastId, entry.id());
        }
        checkEntries(list, now, alive);
    }

    /// Makes `change` to the entries as they are `now`; gives whether the list is there after it.
    private static boolean step(String where, Change change, Map<Long, Entry> now, long lastId) {
        switch (change.what()) {
            case Change.Added(var entry) -> come(where, change, entry, now, change.undoes() == 0 ? lastId : 0);
            case Change.MovedIn(var entry, var _, var _) -> come(where, change, entry, now, lastId);
            case Change.Edited(var before, var entry) -> {
                var held = now.put(entry.id(), entry);
                if (held == null || !held.fields().equals(before.fields()) || entry.version() != change.version()) {
                    throw new Lost(where + " edits " + before + ", and the list had " + held);
                }
            }
            case Change.Removed(var entry) -> go(where, entry, now);
            case Change.MovedOut(var entry, var _) -> go(where, entry, now);
            case Change.Dropped _ -> {
                if (!now.isEmpty()) {
                    throw new Lost(where + " drops the list, which still had " + now.values());
                }
                return false;
            }
            case Change.Described _ -> {}
        }
        return true;
    }

    private static void come(String where, Change change, Entry entry, Map<Long, Entry> now, long above) {
        var held = now.put(entry.id(), entry);
        if (held != null || entry.version() != change.version() || entry.id() <= above) {
            throw new Lost(where + " brings " + entry + ", and the list had " + held + " and had given out " + above);
        }
    }

    private static void go(String where, Entry entry, Map<Long, Entry> now) {
        var held = now.remove(entry.id());
        if (!entry.equals(held)) {
            throw new Lost(where + " takes away " + entry + ", and the list had " + held);
        }
    }

    private void checkEntries(String list, Map<Long, Entry> now, boolean alive) {
        var shown = entries;
        if (shown == null ? alive : !alive) {
            throw new Lost(
                    list + (alive ? " is gone, and its history says it is there" : " is there, and was dropped"));
        }
        List<Entry> due = new ArrayList<>(now.values());
        due.sort(java.util.Comparator.comparingDouble(Entry::order).thenComparingLong(Entry::id));
        if (shown != null && !shown.equals(due)) {
            throw new Lost("the entries of " + list + " are " + shown + ", and its history comes to " + due);
        }
    }

    /// For each change, in order, the version of the first change of the edit that made it: a drop, several adds of one
    /// request, or an undo. What was removed just before a drop, in the same instant, counts as a part of it.
    ///
    /// @param batches the request that added an entry, by uid
    long[] edits(Map<String, Ledger.Line> batches) {
        boolean[] dropped = new boolean[history.size()];
        for (int i = history.size() - 1; i >= 0; i--) {
            var what = history.get(i).what();
            dropped[i] = what instanceof Change.Dropped
                    || what instanceof Change.Removed && i + 1 < dropped.length && dropped[i + 1] && isOfNext(i);
        }
        long[] edits = new long[history.size()];
        for (int i = 0; i < edits.length; i++) {
            boolean goesOn = i > 0 && isOfNext(i - 1) && isOfOne(i - 1, edits, dropped, batches);
            edits[i] = goesOn ? edits[i - 1] : i + 1;
        }
        return edits;
    }

    /// Whether the change at `i` and the next one can be of one edit.
    private boolean isOfNext(int i) {
        var next = history.get(i + 1);
        return history.get(i).at().equals(next.at()) && (history.get(i).undoes() == 0) == (next.undoes() == 0);
    }

    private boolean isOfOne(int i, long[] edits, boolean[] dropped, Map<String, Ledger.Line> batches) {
        var change = history.get(i);
        var next = history.get(i + 1);
        if (change.undoes() != 0) {
            return edits[(int) change.undoes() - 1] == edits[(int) next.undoes() - 1];
        }
        return change.what() instanceof Change.Removed
                ? dropped[i]
                : change.what() instanceof Change.Added(var entry)
                        && next.what() instanceof Change.Added(var other)
                        && batches.containsKey(entry.uid())
                        && batches.get(entry.uid()) == batches.get(other.uid());
    }

    /// Checks that all that was seen `before` is still there.
    void checkAfter(String list, @Nullable Seen before) {
        if (before == null) {
            return;
        }
        int then = before.history.size();
        if (history.size() < then || !history.subList(0, then).equals(before.history)) {
            throw new Lost("the history of " + list + " is another than it was: of its first " + then + " changes "
                    + before.history.stream()
                            .filter(change -> !history.contains(change))
                            .toList() + " are not there any more");
        }
    }
}
