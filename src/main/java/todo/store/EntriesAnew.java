package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Entry;

/// The entries of a list, made anew from its history.
///
/// Where that does not go back to the first change, an entry that was not changed since is taken from its old row, if
/// that is as it was written. What comes of it must be what the last change says of all entries. Whether the history
/// is whole is not looked at here: [ListCheck] does that.
final class EntriesAnew {
    /// A row of the table of entries.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    record Row(long id, long version, @Nullable String due, byte[] data, int sum) {}

    private final RowSum sums = new RowSum();
    private final Map<Long, @Nullable Entry> entries = new TreeMap<>();
    private long floor;
    private long changes;

    /// How many changes its history has.
    long changes() {
        return changes;
    }

    /// @param history where its changes are
    /// @param old where its entries were; it may be damaged
    /// @throws Damage if a row can't be read that they would be made of
    List<Row> of(long key, Connection history, Connection old) throws SQLException {
        try (var query = history.prepareStatement("SELECT version FROM floor WHERE list = ?")) {
            query.setLong(1, key);
            try (var rows = query.executeQuery()) {
                floor = rows.next() ? rows.getLong(1) : 0;
            }
        }
        replay(key, history);
        if (floor > 0) {
            takeUnchanged(key, old);
        }
        return rows();
    }

    private void replay(long key, Connection history) throws SQLException {
        try (var query = history.prepareStatement(Sql.SQLITE.history())) {
            query.setLong(1, key);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    changes++;
                    replay(ChangeRows.change(ChangeRows.unchecked(rows)));
                }
            }
        } catch (BadRequest e) {
            throw new Damage("a change in its history can't be read: " + e.getMessage());
        }
    }

    private void replay(Change change) {
        var entry = change.entry();
        if (entry != null) {
            entries.put(entry.id(), change.leavesEntry() ? entry : null);
        }
    }

    private void takeUnchanged(long key, Connection old) throws SQLException {
        for (var row : asTheyAre(key, old)) {
            if (row.version <= floor
                    && !entries.containsKey(row.id)
                    && sums.entry(row.id, row.version, row.due, row.data) == row.sum) {
                try {
                    entries.put(row.id, Json.read(row.data, EntryJson::read));
                } catch (BadRequest e) {
                    throw new Damage("its entry " + row.id + " can't be read: " + e.getMessage());
                }
            }
        }
    }

    /// The rows of a list as they lie there, or as many of them as can be read.
    static List<Row> asTheyAre(long key, Connection old) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (var query =
                old.prepareStatement("SELECT id, version, due, data, sum FROM entry WHERE list = ? ORDER BY id")) {
            query.setLong(1, key);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(
                            rows.getLong(1),
                            rows.getLong(2),
                            rows.getString(3),
                            RowReader.bytes(rows, 4),
                            rows.getInt(5)));
                }
            }
        } catch (SQLException e) {
            if (!Sqlite.isDamage(e)) {
                throw e;
            }
        }
        return found;
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (var entry : entries.values()) {
            if (entry != null) {
                rows.add(row(entry));
            }
        }
        return rows;
    }

    private Row row(Entry entry) {
        byte[] data = EntryJson.write(entry);
        String due = Write.dueWhileOpen(entry);
        return new Row(entry.id(), entry.version(), due, data, sums.entry(entry.id(), entry.version(), due, data));
    }
}
