package todo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.list.Change;
import todo.list.ListProperties;

/// The statements of one connection that reads, prepared once. Used by one thread.
///
/// Whatever may be long is given in pages of at most [#PAGE] rows, which end with the row that brings their texts to
/// [#PAGE_BYTES].
final class RowReader implements AutoCloseable {
    static final int PAGE = 1_000;
    static final int PAGE_BYTES = 1 << 20;

    private final Connection connection;
    private final Sql sql;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final ListRows listRows = new ListRows();
    private final ChangeRows changes = new ChangeRows();
    private final RowSum sums = new RowSum();

    RowReader(Connection connection, Sql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /// Ends the transaction that the first reading began; the next one sees what is committed then.
    void endTransaction() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    /// A list's row, with what its last change says of it.
    ///
    /// @param behind whether the table of entries may be behind that change
    record ListRow(
            long key,
            boolean alive,
            ListProperties properties,
            Tip tip,
            Instant changedAt,
            long lastId,
            int open,
            int completed,
            boolean behind) {
        /// Of a list that is not there.
        static final ListRow NONE = unmade(0);

        /// Of one to which nothing was done yet.
        static ListRow unmade(long key) {
            return new ListRow(key, false, ListProperties.NONE, Tip.NONE, Instant.EPOCH, 0, 0, 0, false);
        }

        long version() {
            return tip.version();
        }
    }

    /// The row of the list `name`, or `null` if there is none.
    @Nullable
    ListRow list(String name) throws SQLException {
        var query = query(sql.list());
        query.setString(1, name);
        try (var rows = query.executeQuery()) {
            return rows.next() ? listRows.read(rows) : null;
        }
    }

    /// The last version of a list that is whole in the table of entries.
    long reached(long list) throws SQLException {
        var query = query("""
                SELECT version FROM change WHERE list = ? AND seq <= (SELECT reached FROM folder)
                ORDER BY version DESC LIMIT 1""");
        query.setLong(1, list);
        try (var rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /// The entries of a list that come after the one with the id `after`, as far as a page goes.
    EntryPage entries(long list, long after) throws SQLException {
        var query = query("""
                SELECT id, version, due, data, sum FROM entry WHERE list = ? AND id > ? ORDER BY id LIMIT\s""" + PAGE);
        query.setLong(1, list);
        query.setLong(2, after);
        var page = new EntryPage();
        try (var rows = query.executeQuery()) {
            while (!page.isFull() && rows.next()) {
                page.add(rows.getLong(1), data(rows));
            }
        }
        return page;
    }

    /// The changes from `first` to `last`, both included, oldest first, as far as a page goes.
    List<Change> changes(long list, long first, long last) throws SQLException {
        return changes("""
                WHERE c.list = ? AND c.version BETWEEN ? AND ? ORDER BY c.version LIMIT\s""" + PAGE, list, first, last);
    }

    /// The changes from `last` down to `first`, both included, newest first, as far as a page goes.
    List<Change> changesDown(long list, long last, long first) throws SQLException {
        return changes("""
                WHERE c.list = ? AND c.version BETWEEN ? AND ? ORDER BY c.version DESC LIMIT\s""" + PAGE, list, first, last);
    }

    private List<Change> changes(String where, long list, long first, long last) throws SQLException {
        var query = query("SELECT " + ChangeRows.COLUMNS + " FROM change AS c " + where);
        query.setLong(1, list);
        query.setLong(2, first);
        query.setLong(3, last);
        return changes(query);
    }

    /// The changes that `query` finds. Each vouches for the one before it, so none is missing between two.
    private List<Change> changes(PreparedStatement query) throws SQLException {
        List<Change> found = new ArrayList<>();
        int bytes = 0;
        try (var rows = query.executeQuery()) {
            while (bytes < PAGE_BYTES && rows.next()) {
                var row = changes.read(rows);
                bytes += row.data().length;
                found.add(ChangeRows.change(row));
            }
        }
        return found;
    }

    /// When the change `version` was made, or `null` if there is none.
    @Nullable
    Instant at(long list, long version) throws SQLException {
        var query = query("SELECT at FROM change WHERE list = ? AND version = ?");
        query.setLong(1, list);
        query.setLong(2, version);
        try (var rows = query.executeQuery()) {
            return rows.next() ? Instant.ofEpochMilli(rows.getLong(1)) : null;
        }
    }

    Floor floor(long list) throws SQLException {
        var query = query("SELECT version, at FROM floor WHERE list = ?");
        query.setLong(1, list);
        try (var rows = query.executeQuery()) {
            return rows.next() ? new Floor(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2))) : Floor.NONE;
        }
    }

    /// What came of the request `key`: its changes, oldest first, or its answer; `null` if there was none.
    @Nullable
    Answered answered(long list, String key) throws SQLException {
        var query = query(sql.answered());
        query.setLong(1, list);
        query.setString(2, key);
        List<Change> found = new ArrayList<>();
        String digest = "";
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(changes.change(rows));
                digest = rows.getString(5);
            }
        }
        return found.isEmpty() ? unchanged(list, key) : new Answered(digest, found, null);
    }

    private @Nullable Answered unchanged(long list, String key) throws SQLException {
        var query = query("SELECT digest, outcome FROM answer WHERE list = ? AND request = ?");
        query.setLong(1, list);
        query.setString(2, key);
        try (var rows = query.executeQuery()) {
            return rows.next() ? new Answered(rows.getString(1), List.of(), rows.getString(2)) : null;
        }
    }

    /// All changes of the edit that made the change `version`, oldest first; none if there is none.
    List<Change> edit(long list, long version) throws SQLException {
        var query = query("SELECT request FROM change WHERE list = ? AND version = ?");
        query.setLong(1, list);
        query.setLong(2, version);
        try (var rows = query.executeQuery()) {
            String key = rows.next() ? rows.getString(1) : null;
            var answered = key == null ? null : answered(list, key);
            return answered == null ? changes(list, version, version) : answered.editOf(version);
        }
    }

    List<Sending> sendings(long list) throws SQLException {
        var query = query("SELECT first, last, target FROM sending WHERE list = ? ORDER BY first");
        query.setLong(1, list);
        List<Sending> sendings = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                List<Change> sent = new ArrayList<>();
                for (long next = rows.getLong(1);
                        next <= rows.getLong(2);
                        next = sent.getLast().version() + 1) {
                    var page = changes(list, next, rows.getLong(2));
                    if (page.isEmpty()) {
                        throw new Damage("the change " + next + ", which it has sent, is missing");
                    }
                    sent.addAll(page);
                }
                sendings.add(new Sending(rows.getString(3), sent));
            }
        }
        return sendings;
    }

    /// When the oldest of what was sent and has not arrived was sent; [Instant#MAX] if there is none.
    Instant oldestSent() throws SQLException {
        try (var rows = query("""
                SELECT min(at) FROM sending JOIN change ON change.list = sending.list AND version = first""").executeQuery()) {
            rows.next();
            long at = rows.getLong(1);
            return rows.wasNull() ? Instant.MAX : Instant.ofEpochMilli(at);
        }
    }

    /// When the newest of the last changes was made.
    Instant newest() throws SQLException {
        try (var rows = query(sql.newest()).executeQuery()) {
            rows.next();
            return Instant.ofEpochMilli(rows.getLong(1));
        }
    }

    /// The names of the lists that have sent something which has not arrived.
    List<String> senders() throws SQLException {
        try (var rows = query(sql.senders()).executeQuery()) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /// The lists whose names come after `after`, in the order of their names' UTF-8 bytes.
    List<ListSummary> lists(String after) throws SQLException {
        var query = query("""
                SELECT key, alive, properties, name, list.sum, version, at, open, completed FROM list
                LEFT JOIN change ON list = key AND version = (SELECT max(version) FROM change WHERE list = key)
                WHERE alive <> 0 AND name > ? ORDER BY name LIMIT\s""" + PAGE);
        query.setString(1, after);
        List<ListSummary> lists = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                lists.add(listRows.summary(rows));
            }
        }
        return lists;
    }

    /// The same, where some can't be read: each by itself, as far as the names can be read.
    List<ListSummary> listsOneByOne(String after, Predicate<SQLException> isDamage) throws SQLException {
        List<ListSummary> lists = new ArrayList<>();
        String last = after;
        for (var names = names(last); !names.isEmpty() && lists.size() < PAGE; names = names(last)) {
            for (String name : names) {
                last = name;
                var list = summary(name, isDamage);
                if (list != null && lists.size() < PAGE) {
                    lists.add(list);
                }
            }
        }
        return lists;
    }

    private List<String> names(String after) throws SQLException {
        var query = query("SELECT name FROM list WHERE name > ? ORDER BY name LIMIT " + PAGE);
        query.setString(1, after);
        List<String> names = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private @Nullable ListSummary summary(String name, Predicate<SQLException> isDamage) throws SQLException {
        try {
            var row = list(name);
            return row == null || !row.alive()
                    ? null
                    : new ListSummary(
                            name, row.properties(), row.version(), row.changedAt(), row.open(), row.completed(), null);
        } catch (Damage | BadRequest e) {
            return ListSummary.damaged(name, e);
        } catch (SQLException e) {
            if (isDamage.test(e)) {
                var broken = statements.remove(sql.list());
                if (broken != null) {
                    broken.close(); // the driver does not use it again
                }
                return ListSummary.damaged(name, e);
            }
            throw e;
        }
    }

    /// An entry's row among those of all lists, yet to be made of its text.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    record PlacedRow(Place place, String list, long version, byte[] data) {}

    /// Rows that were found, and whether more may follow.
    record PlacedRows(List<PlacedRow> rows, boolean full) {}

    /// All entries, list by list, after the place `after`.
    PlacedRows allEntries(int file, Place after) throws SQLException {
        var query = query(sql.allEntries());
        query.setLong(1, after.list());
        query.setLong(2, after.id());
        return placed(file, query);
    }

    /// The open entries with a date up to the text `to`, by date, after the place `after`.
    PlacedRows dueEntries(int file, Place after, String to) throws SQLException {
        var query = query(sql.dueEntries());
        query.setString(1, after.due());
        query.setLong(2, after.list());
        query.setLong(3, after.id());
        query.setString(4, to);
        return placed(file, query);
    }

    private PlacedRows placed(int file, PreparedStatement query) throws SQLException {
        List<PlacedRow> found = new ArrayList<>();
        int bytes = 0;
        try (var rows = query.executeQuery()) {
            while (bytes < PAGE_BYTES && rows.next()) {
                byte[] data = data(rows);
                bytes += data.length;
                var place = new Place(rows.getString(7), file, rows.getLong(6), rows.getLong(1));
                found.add(new PlacedRow(place, rows.getString(8), rows.getLong(2), data));
            }
        }
        return new PlacedRows(found, bytes >= PAGE_BYTES || found.size() == PAGE);
    }

    private PreparedStatement query(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /// The text of the entry in a row that begins with its id, version, date, text and sum.
    private byte[] data(ResultSet rows) throws SQLException {
        byte[] data = bytes(rows, 4);
        if (sums.entry(rows.getLong(1), rows.getLong(2), rows.getBytes(3), data) != rows.getInt(5)) {
            throw new Damage("the entry " + rows.getLong(1) + " is not as it was written");
        }
        return data;
    }

    /// The UTF-8 of a text, as it lies in the row.
    static byte[] bytes(ResultSet rows, int column) throws SQLException {
        byte[] bytes = rows.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
