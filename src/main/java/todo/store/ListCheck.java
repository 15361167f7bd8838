package todo.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Entry;

/// Looks whether a list is whole: its history goes on without a gap, each change as it was written; what comes of
/// it is what the table of entries has; what it has sent is in it.
final class ListCheck {
    /// What the history makes of an entry: `hash` stands for it, and is 0 if it is gone.
    private record Made(long version, int hash, boolean completed, long seq) {
        boolean gone() {
            return version == 0;
        }

        /// As [RowSum#ofEntry].
        int share(long id) {
            return gone() ? 0 : RowSum.ofEntry(id, version);
        }
    }

    private final Connection connection;
    private final Sql sql;
    private final long key;
    private final Consumer<String> defect;
    private final RowSum sums = new RowSum();
    private final Map<Long, Made> made = new HashMap<>();
    private Tip floor = Tip.NONE;
    private Tip tip = Tip.NONE;
    private @Nullable ChangeRow last;
    private long reached;
    private long seq;
    private long changes;
    private long entries;
    private int sumOfEntries;

    /// @param defect takes what is wrong, to follow "the list … "
    ListCheck(Connection connection, Sql sql, long key, Consumer<String> defect) {
        this.connection = connection;
        this.sql = sql;
        this.key = key;
        this.defect = defect;
    }

    long changes() {
        return changes;
    }

    long entries() {
        return entries;
    }

    void run() throws SQLException {
        each(sql.floor(), rows -> {
            reached = rows.getLong(1);
            floor = new Tip(rows.getLong(2), rows.getInt(3), rows.getInt(4));
        });
        tip = floor;
        each(sql.history(), this::change);
        var end = last;
        if (end == null) {
            each("SELECT count(*) FROM answer WHERE list = ? AND version = 0", rows -> {
                if (rows.getLong(1) == 0) { // else it never came to be, and said so
                    defect.accept("has no history");
                }
            });
            return;
        }
        if (floor.version() == 0) {
            counts(end);
        }
        each("SELECT id, version, due, data, sum FROM entry WHERE list = ? ORDER BY id", this::entry);
        rest(end);
        each("SELECT first, last, target FROM sending WHERE list = ?", this::sending);
    }

    private interface Row {
        void read(ResultSet rows) throws SQLException;
    }

    private void each(String sql, Row row) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setLong(1, key);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        }
    }

    private void change(ResultSet rows) throws SQLException {
        var row = ChangeRows.unchecked(rows);
        int sum = rows.getInt(ChangeRows.OWN_WIDTH);
        long nextSeq = rows.getLong(ChangeRows.OWN_WIDTH + 1);
        changes++;
        int entriesBefore = tip.entries();
        boolean follows = row.version() == tip.version() + 1;
        boolean sound = follows && sum == sums.change(tip.sum(), row);
        if (!follows) {
            lacks("change", tip.version() + 1, row.version() - 1);
        } else if (!sound) {
            defect.accept("has a change " + row.version()
                    + " that is not as it was written, or does not follow the one before it");
        }
        if (nextSeq <= seq) {
            defect.accept("has its change " + row.version() + " in the wrong place");
        }
        if (last != null && row.at() < last.at()) {
            defect.accept("has a change " + row.version() + " that is older than the one before it");
        }
        seq = nextSeq;
        last = row;
        tip = new Tip(row.version(), row.entries(), sum);
        try {
            var change = ChangeRows.change(row);
            if (sound && entriesBefore + RowSum.entriesBy(change) != row.entries()) {
                defect.accept("has entries after change " + row.version() + " that do not come of it");
            }
            replay(change);
        } catch (BadRequest e) {
            defect.accept("has a change " + row.version() + " that can't be read: " + e.getMessage());
        }
    }

    private void lacks(String what, long from, long to) {
        defect.accept("lacks its " + what + (from >= to ? " " + to : "s " + from + " to " + to));
    }

    private void replay(Change change) {
        var entry = change.entry();
        if (entry == null) {
            return;
        }
        var before = made.get(entry.id());
        boolean there = before != null && !before.gone();
        long wanted = switch (change.what()) {
            case Change.Edited(var was, var _) -> was.version();
            case Change.Removed(var was) -> was.version();
            case Change.MovedOut(var was, var _) -> was.version();
            case Change.Added _, Change.MovedIn _, Change.Described _, Change.Dropped _ -> 0;
        };
        boolean known = there || wanted > floor.version() || wanted == 0;
        if (known && wanted != (before == null ? 0 : before.version)) {
            defect.accept("has a change " + change.version() + " of the entry " + entry.id()
                    + " that does not go on from what it was");
        }
        made.put(
                entry.id(),
                change.leavesEntry()
                        ? new Made(entry.version(), entry.hashCode(), entry.completed(), seq)
                        : new Made(0, 0, false, seq));
    }

    /// What the last change says of all entries must be what the history makes of them.
    private void counts(ChangeRow end) {
        long there = made.values().stream().filter(entry -> !entry.gone()).count();
        long completed = made.values().stream().filter(Made::completed).count();
        if (end.completed() != completed || end.open() != there - completed) {
            defect.accept("has %d open and %d completed entries by its history, and its last change says %d and %d"
                    .formatted(there - completed, completed, end.open(), end.completed()));
        }
        long highest = made.keySet().stream().mapToLong(id -> id).max().orElse(0);
        if (end.lastId() < highest) {
            defect.accept("has an entry " + highest + ", and its last change says that it came to " + end.lastId());
        }
    }

    private void entry(ResultSet rows) throws SQLException {
        long id = rows.getLong(1);
        long version = rows.getLong(2);
        String due = rows.getString(3);
        byte[] data = RowReader.bytes(rows, 4);
        entries++;
        var late = late(id);
        sumOfEntries += late == null ? RowSum.ofEntry(id, version) : late.share(id);
        if (sums.entry(id, version, due, data) != rows.getInt(5)) {
            defect.accept("has an entry " + id + " that is not as it was written");
            made.remove(id);
            return;
        }
        try {
            var entry = Json.read(data, EntryJson::read);
            if (entry.id() != id
                    || entry.version() != version
                    || !Objects.equals(due, Write.dueWhileOpen(entry))
                    || !isMade(entry)) {
                defect.accept("has an entry " + id + " that is not what its history makes of it");
            }
        } catch (BadRequest e) {
            defect.accept("has an entry " + id + " that can't be read: " + e.getMessage());
        }
        made.remove(id);
    }

    /// What the history makes of an entry that is not written behind it yet, or `null`.
    private @Nullable Made late(long id) {
        var last = made.get(id);
        return last != null && last.seq > reached ? last : null;
    }

    /// Whether `entry` is what the history makes of it, as far as that is written behind it already.
    private boolean isMade(Entry entry) {
        var last = made.get(entry.id());
        if (last == null) {
            return entry.version() <= floor.version();
        }
        return last.seq > reached && last.version != entry.version()
                || last.version == entry.version() && last.hash == entry.hashCode();
    }

    /// What the table of entries does not have must be gone, or not written there yet.
    private void rest(ChangeRow end) {
        made.forEach((id, entry) -> {
            if (entry.seq > reached) {
                sumOfEntries += entry.share(id);
            } else if (!entry.gone()) {
                defect.accept("lacks its entry " + id + " in the table of entries");
            }
        });
        if (floor.version() > 0 && sumOfEntries != end.entries()) {
            defect.accept("has other entries than its last change says");
        }
    }

    private void sending(ResultSet rows) throws SQLException {
        long first = rows.getLong(1);
        long end = rows.getLong(2);
        String target = rows.getString(3);
        long sent = 0;
        try (var query = connection.prepareStatement(
                "SELECT " + ChangeRows.OWN + " FROM change AS c WHERE c.list = ? AND c.version BETWEEN ? AND ?")) {
            query.setLong(1, key);
            query.setLong(2, first);
            query.setLong(3, end);
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    if (isSent(found, target)) {
                        sent++;
                    }
                }
            }
        }
        if (sent == 0 || sent != end - first + 1) {
            defect.accept("is to send the list \"%s\" its changes %d to %d, and does not have them all"
                    .formatted(target, first, end));
        }
    }

    private static boolean isSent(ResultSet rows, String target) throws SQLException {
        try {
            return ChangeRows.change(ChangeRows.unchecked(rows)).what() instanceof Change.MovedOut(var _, var to)
                    && to.equals(target);
        } catch (BadRequest _) {
            return false;
        }
    }
}
