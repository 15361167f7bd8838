package todo.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.json.ChangeJson;
import todo.json.Json;
import todo.list.TodoList;
import todo.store.Backlog.Held;
import todo.store.StoreException.Trouble;

/// The statements that write a database file, prepared once. Used by one thread.
final class RowWriter implements AutoCloseable {
    private final Connection connection;
    private final Whereabouts whereabouts;
    private final PreparedStatement addList;
    private final PreparedStatement setList;
    private final PreparedStatement addChange;
    private final PreparedStatement putEntry;
    private final PreparedStatement removeEntry;
    private final PreparedStatement addSending;
    private final PreparedStatement removeSending;
    private final PreparedStatement setReached;
    private long seq;

    private RowWriter(Connection connection, Whereabouts whereabouts) throws SQLException {
        this.connection = connection;
        this.whereabouts = whereabouts;
        addList = connection.prepareStatement("""
                INSERT INTO list(name, alive, properties) VALUES (?, 0, '{}')
                ON CONFLICT(name) DO UPDATE SET name = name RETURNING key""");
        setList = connection.prepareStatement("UPDATE list SET alive = ?, properties = ? WHERE key = ?");
        addChange = connection.prepareStatement("""
                INSERT INTO change(seq, list, version, at, "by", request, digest, last_id, open, completed, data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        putEntry = connection.prepareStatement("""
                INSERT INTO entry(list, id, version, due, data) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT(list, id) DO UPDATE
                SET version = excluded.version, due = excluded.due, data = excluded.data""");
        removeEntry = connection.prepareStatement("DELETE FROM entry WHERE list = ? AND id = ?");
        addSending = connection.prepareStatement("INSERT INTO sending(list, first, last, target) VALUES (?, ?, ?, ?)");
        removeSending = connection.prepareStatement("DELETE FROM sending WHERE list = ? AND first = ?");
        setReached = connection.prepareStatement("UPDATE folder SET reached = ?");
    }

    /// Opens `file`, and fills `backlog` with what was held back when it was last closed or left.
    ///
    /// @param distrusted whether the disk failed since it was last open
    static RowWriter open(Path file, Whereabouts whereabouts, Backlog backlog, boolean distrusted) throws SQLException {
        if (!whereabouts.isThere()) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    file.getFileName()
                            + " was removed or replaced while the server ran; stop it, put it back, and start it again");
        }
        var connection = Sqlite.writer(file);
        try {
            if (distrusted) {
                Sqlite.emptyLog(connection);
            }
            connection.setAutoCommit(false);
            Schema.version(connection); // SQLite makes the log when it reads for the first time
            whereabouts.opened();
            var writer = new RowWriter(connection, whereabouts);
            backlog.clear();
            writer.recover(backlog);
            return writer;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void recover(Backlog backlog) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT seq, list, version, at, "by", data FROM change
                        WHERE seq > (SELECT reached FROM folder) ORDER BY seq""")) {
            while (rows.next()) {
                var change = ChangeJson.read(
                        rows.getLong(3),
                        Instant.ofEpochMilli(rows.getLong(4)),
                        rows.getString(5),
                        rows.getString(6).getBytes(StandardCharsets.UTF_8));
                var held = held(rows.getLong(2), Write.row(change));
                backlog.add(held == null ? List.of() : List.of(held), rows.getLong(1));
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(max(seq), 0) FROM change")) {
            seq = rows.getLong(1);
        }
        connection.commit();
    }

    /// The number of the last change written.
    long seq() {
        return seq;
    }

    /// Returns when all that was written since the last commit is on disk.
    void commit() throws SQLException {
        connection.commit();
    }

    /// Makes sure that what was committed is where the next start looks for it.
    ///
    /// @throws StoreException with [Trouble#UNUSABLE] if it is not
    void check() {
        whereabouts.check(connection);
    }

    /// Takes back all that was written since the last commit.
    ///
    /// @return `false` if SQLite had done it by itself, of which the driver knows nothing: then this must be closed
    boolean rollback(long seqBefore) throws SQLException {
        addChange.clearBatch();
        putEntry.clearBatch();
        removeEntry.clearBatch();
        seq = seqBefore;
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("no transaction is active")) {
                return false;
            }
            throw e;
        }
    }

    /// Writes all of `writes`, and gives the entry rows that come of it, which are not written yet.
    List<Held> write(List<Write> writes) throws SQLException {
        whereabouts.checkKnown(connection);
        List<Held> held = new ArrayList<>(writes.size());
        for (var write : writes) {
            write(write, held);
        }
        addChange.executeBatch();
        return held;
    }

    private void write(Write write, List<Held> held) throws SQLException {
        var list = write.list;
        if (list.key() == 0) {
            list.key(addList(list.name()));
        }
        for (var row : write.rows) {
            if (row.change().version() != list.version() + 1) {
                throw new StoreException(
                        Trouble.OVERTAKEN,
                        "can't store change %d of the list \"%s\": its version here is %d"
                                .formatted(row.change().version(), list.name(), list.version()));
            }
            addChange(list.key(), row, write);
            list.version(row.change().version());
            var entry = held(list.key(), row);
            if (entry != null) {
                held.add(entry);
            }
        }
        if (write.listRow) {
            setList(list.key(), write.after);
        }
        writeSending(list.key(), write.sending, write.settled);
    }

    private static @Nullable Held held(long list, Write.Row row) {
        return row.entryId() == 0
                ? null
                : new Held(new Backlog.Key(list, row.entryId()), row.change().version(), row.due(), row.entry());
    }

    private long addList(String name) throws SQLException {
        addList.setString(1, name);
        try (var rows = addList.executeQuery()) {
            return rows.getLong(1);
        }
    }

    private void setList(long key, TodoList list) throws SQLException {
        setList.setBoolean(1, list.alive());
        setList.setString(2, text(Json.write(json -> ChangeJson.write(json, list.properties()))));
        setList.setLong(3, key);
        setList.executeUpdate();
    }

    private void addChange(long key, Write.Row row, Write write) throws SQLException {
        var change = row.change();
        addChange.setLong(1, ++seq);
        addChange.setLong(2, key);
        addChange.setLong(3, change.version());
        addChange.setLong(4, change.at().toEpochMilli());
        addChange.setString(5, change.by());
        addChange.setString(6, write.request == null ? null : write.request.key());
        addChange.setString(7, write.request == null ? null : write.request.digest());
        addChange.setLong(8, write.after.lastId());
        addChange.setInt(9, write.after.openCount());
        addChange.setInt(10, write.after.completedCount());
        addChange.setString(11, text(row.data()));
        addChange.addBatch();
    }

    /// Writes entry rows that were held back; each entry comes once.
    ///
    /// @param reached the number of the last change that is whole in the table of entries with them, or 0
    void writeEntries(List<Held> rows, long reached) throws SQLException {
        for (var row : rows) {
            byte[] data = row.data();
            if (data == null) {
                removeEntry.setLong(1, row.key().list());
                removeEntry.setLong(2, row.key().id());
                removeEntry.addBatch();
            } else {
                putEntry.setLong(1, row.key().list());
                putEntry.setLong(2, row.key().id());
                putEntry.setLong(3, row.version());
                putEntry.setString(4, row.due());
                putEntry.setString(5, text(data));
                putEntry.addBatch();
            }
        }
        putEntry.executeBatch();
        removeEntry.executeBatch();
        if (reached > 0) {
            setReached.setLong(1, reached);
            setReached.executeUpdate();
        }
    }

    private void writeSending(long key, @Nullable Sending sending, long settled) throws SQLException {
        if (sending != null) {
            addSending.setLong(1, key);
            addSending.setLong(2, sending.first());
            addSending.setLong(3, sending.last());
            addSending.setString(4, sending.to());
            addSending.executeUpdate();
        }
        if (settled != 0) {
            removeSending.setLong(1, key);
            removeSending.setLong(2, settled);
            removeSending.executeUpdate();
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            check();
        }
    }
}
