package todo.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import todo.json.ChangeJson;
import todo.json.Json;
import todo.list.TodoList;
import todo.store.StoreException.Trouble;

/// The statements that write a database file, prepared once. Used by one thread.
final class RowWriter implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement addList;
    private final PreparedStatement setList;
    private final PreparedStatement putEntry;
    private final PreparedStatement removeEntry;
    private final PreparedStatement addChange;
    private final PreparedStatement addSending;
    private final PreparedStatement removeSending;
    private boolean inTransaction;

    private RowWriter(Connection connection) throws SQLException {
        this.connection = connection;
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        addList = connection.prepareStatement("""
                INSERT INTO list(name, alive, properties) VALUES (?, 0, '{}')
                ON CONFLICT(name) DO UPDATE SET name = name RETURNING key""");
        setList = connection.prepareStatement("UPDATE list SET alive = ?, properties = ? WHERE key = ?");
        putEntry = connection.prepareStatement(
                "INSERT OR REPLACE INTO entry(list, id, version, due, data) VALUES (?, ?, ?, ?, ?)");
        removeEntry = connection.prepareStatement("DELETE FROM entry WHERE list = ? AND id = ?");
        addChange = connection.prepareStatement("""
                INSERT INTO change(list, version, at, "by", request, digest, last_id, open, completed, data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        addSending = connection.prepareStatement("INSERT INTO sending(list, first, last, target) VALUES (?, ?, ?, ?)");
        removeSending = connection.prepareStatement("DELETE FROM sending WHERE list = ? AND first = ?");
    }

    static RowWriter open(Path file) throws SQLException {
        var connection = Sqlite.writer(file);
        try {
            return new RowWriter(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    void begin() throws SQLException {
        begin.execute();
        inTransaction = true;
    }

    /// Returns when all since [#begin] is on disk.
    void commit() throws SQLException {
        commit.execute();
        inTransaction = false;
    }

    /// Takes back all since [#begin], if that is not done already.
    void rollback() {
        if (!inTransaction) {
            return;
        }
        inTransaction = false;
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // After some errors SQLite has rolled back by itself, and says so here; a commit can't follow either way.
            org.slf4j.LoggerFactory.getLogger(RowWriter.class).debug("rollback: {}", e.getMessage());
        }
    }

    void write(Write write) throws SQLException {
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
            if (row.entry() != null) {
                putEntry(list.key(), row, row.entry());
            } else if (row.entryId() != 0) {
                removeEntry(list.key(), row.entryId());
            }
            list.version(row.change().version());
        }
        if (write.listRow) {
            setList(list.key(), write.after);
        }
        writeSending(list.key(), write.sending, write.settled);
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
        addChange.setLong(1, key);
        addChange.setLong(2, change.version());
        addChange.setLong(3, change.at().toEpochMilli());
        addChange.setString(4, change.by());
        addChange.setString(5, write.request == null ? null : write.request.key());
        addChange.setString(6, write.request == null ? null : write.request.digest());
        addChange.setLong(7, write.after.lastId());
        addChange.setInt(8, write.after.openCount());
        addChange.setInt(9, write.after.completedCount());
        addChange.setString(10, text(row.data()));
        addChange.executeUpdate();
    }

    private void putEntry(long key, Write.Row row, byte[] entry) throws SQLException {
        putEntry.setLong(1, key);
        putEntry.setLong(2, row.entryId());
        putEntry.setLong(3, row.change().version());
        putEntry.setString(4, row.due());
        putEntry.setString(5, text(entry));
        putEntry.executeUpdate();
    }

    private void removeEntry(long key, long id) throws SQLException {
        removeEntry.setLong(1, key);
        removeEntry.setLong(2, id);
        removeEntry.executeUpdate();
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
        connection.close();
    }
}
