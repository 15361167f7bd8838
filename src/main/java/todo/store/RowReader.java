package todo.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Entry;
import todo.list.ListProperties;

/// The statements that read a database file, prepared once. Used by one thread.
///
/// Whatever may be long is given in pages of at most [#PAGE] rows.
final class RowReader implements AutoCloseable {
    static final int PAGE = 1_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private RowReader(Connection connection) {
        this.connection = connection;
    }

    static RowReader open(Path file) throws SQLException {
        var connection = Sqlite.reader(file);
        connection.setAutoCommit(false);
        return new RowReader(connection);
    }

    /// Ends the transaction that the first reading began; the next one sees what is committed then.
    void endTransaction() throws SQLException {
        connection.commit();
    }

    /// A list's row, with what its last change says of it.
    ///
    /// @param behind whether the table of entries may be behind that change
    record ListRow(
            long key,
            boolean alive,
            ListProperties properties,
            long version,
            Instant changedAt,
            long lastId,
            boolean behind) {}

    @Nullable
    ListRow list(String name) throws SQLException {
        var query = query("""
                SELECT key, alive, properties, version, at, last_id, seq > (SELECT reached FROM folder)
                FROM list LEFT JOIN change ON list = key
                WHERE name = ? ORDER BY version DESC LIMIT 1""");
        query.setString(1, name);
        try (var rows = query.executeQuery()) {
            return rows.next()
                    ? new ListRow(
                            rows.getLong(1),
                            rows.getBoolean(2),
                            properties(rows, 3),
                            rows.getLong(4),
                            Instant.ofEpochMilli(rows.getLong(5)),
                            rows.getLong(6),
                            rows.getBoolean(7))
                    : null;
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

    /// The entries of a list that come after the one with the id `after`.
    List<Entry> entries(long list, long after) throws SQLException {
        var query = query("SELECT data FROM entry WHERE list = ? AND id > ? ORDER BY id LIMIT " + PAGE);
        query.setLong(1, list);
        query.setLong(2, after);
        List<Entry> entries = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(entry(rows, 1));
            }
        }
        return entries;
    }

    /// The changes from `first` to `last`, both included, oldest first, as far as a page goes.
    List<Change> changes(long list, long first, long last) throws SQLException {
        return changes("""
                SELECT version, at, "by", data FROM change WHERE list = ? AND version BETWEEN ? AND ?
                ORDER BY version LIMIT\s""" + PAGE, list, first, last);
    }

    /// The changes from `last` down to `first`, both included, newest first, as far as a page goes.
    List<Change> changesDown(long list, long last, long first) throws SQLException {
        return changes("""
                SELECT version, at, "by", data FROM change WHERE list = ? AND version BETWEEN ? AND ?
                ORDER BY version DESC LIMIT\s""" + PAGE, list, first, last);
    }

    private List<Change> changes(String sql, long list, long first, long last) throws SQLException {
        var query = query(sql);
        query.setLong(1, list);
        query.setLong(2, first);
        query.setLong(3, last);
        return changes(query);
    }

    private List<Change> changes(PreparedStatement query) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                changes.add(ChangeJson.read(
                        rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2)), rows.getString(3), bytes(rows, 4)));
            }
        }
        return changes;
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

    /// The changes that came of the request `key`, oldest first, with its digest; `null` if there was none.
    @Nullable
    Answered answered(long list, String key) throws SQLException {
        var query = query(
                "SELECT version, at, \"by\", data, digest FROM change INDEXED BY change_request WHERE list = ? AND request = ? ORDER BY version");
        query.setLong(1, list);
        query.setString(2, key);
        var changes = changes(query);
        if (changes.isEmpty()) {
            return null;
        }
        try (var rows = query.executeQuery()) {
            return new Answered(rows.getString(5), changes);
        }
    }

    List<Sending> sendings(long list) throws SQLException {
        var query = query("SELECT first, last, target FROM sending WHERE list = ? ORDER BY first");
        query.setLong(1, list);
        List<Sending> sendings = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                List<Change> changes = new ArrayList<>();
                for (long next = rows.getLong(1);
                        next <= rows.getLong(2);
                        next = changes.getLast().version() + 1) {
                    changes.addAll(changes(list, next, rows.getLong(2)));
                }
                sendings.add(new Sending(rows.getString(3), changes));
            }
        }
        return sendings;
    }

    /// The names of the lists that have sent something which has not arrived.
    List<String> senders() throws SQLException {
        try (var rows = query("SELECT DISTINCT name FROM sending CROSS JOIN list ON key = list")
                .executeQuery()) {
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
                SELECT name, properties, version, at, open, completed FROM list JOIN change ON list = key
                WHERE alive AND name > ? AND version = (SELECT max(version) FROM change WHERE list = key)
                ORDER BY name LIMIT\s""" + PAGE);
        query.setString(1, after);
        List<ListSummary> lists = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                lists.add(new ListSummary(
                        rows.getString(1),
                        properties(rows, 2),
                        rows.getLong(3),
                        Instant.ofEpochMilli(rows.getLong(4)),
                        rows.getInt(5),
                        rows.getInt(6)));
            }
        }
        return lists;
    }

    /// All entries, list by list, after the place `after`.
    List<Placed> allEntries(int file, Place after) throws SQLException {
        var query = query("""
                SELECT entry.list, entry.id, '', name, data FROM entry JOIN list ON key = entry.list
                WHERE (entry.list, entry.id) > (?, ?) ORDER BY entry.list, entry.id LIMIT\s""" + PAGE);
        query.setLong(1, after.list());
        query.setLong(2, after.id());
        return placed(file, query);
    }

    /// The open entries with a date up to the text `to`, by date, after the place `after`.
    List<Placed> dueEntries(int file, Place after, String to) throws SQLException {
        var query = query("""
                SELECT entry.list, entry.id, due, name, data FROM entry INDEXED BY entry_due JOIN list ON key = entry.list
                WHERE due IS NOT NULL AND (due, entry.list, entry.id) > (?, ?, ?) AND due < ?
                ORDER BY due, entry.list, entry.id LIMIT\s""" + PAGE);
        query.setString(1, after.due());
        query.setLong(2, after.list());
        query.setLong(3, after.id());
        query.setString(4, to);
        return placed(file, query);
    }

    private static List<Placed> placed(int file, PreparedStatement query) throws SQLException {
        List<Placed> found = new ArrayList<>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Placed(
                        new Place(rows.getString(3), file, rows.getLong(1), rows.getLong(2)),
                        rows.getString(4),
                        entry(rows, 5)));
            }
        }
        return found;
    }

    private PreparedStatement query(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    private static Entry entry(ResultSet rows, int column) throws SQLException {
        return Json.read(bytes(rows, column), EntryJson::read);
    }

    private static ListProperties properties(ResultSet rows, int column) throws SQLException {
        byte[] text = bytes(rows, column);
        return text.length == 2 ? ListProperties.NONE : Json.read(text, ChangeJson::readProperties);
    }

    private static byte[] bytes(ResultSet rows, int column) throws SQLException {
        return rows.getString(column).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
