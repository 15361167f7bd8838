package todo.store;

import static java.util.stream.Collectors.groupingBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.json.BadRequest;
import todo.list.TodoList;
import todo.store.Backlog.Held;
import todo.store.StoreException.Trouble;

/// The statements that write a database file, prepared once. Used by one thread.
final class SqliteWriter implements RowWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
    private static final int TRIES = 5;

    private final Connection connection;
    private final SqliteLog log;
    private final Whereabouts whereabouts;
    private final PreparedStatement addList;
    private final PreparedStatement setList;
    private final PreparedStatement addChange;
    private final PreparedStatement putEntry;
    private final PreparedStatement removeEntry;
    private final PreparedStatement addSending;
    private final PreparedStatement removeSending;
    private final PreparedStatement addAnswer;
    private final PreparedStatement setReached;
    private final RowSum sums = new RowSum();
    private long seq;

    private SqliteWriter(Connection connection, SqliteLog log, Whereabouts whereabouts) throws SQLException {
        this.connection = connection;
        this.log = log;
        this.whereabouts = whereabouts;
        addList = connection.prepareStatement("""
                INSERT INTO list(name, alive, properties) VALUES (?, 0, '{}')
                ON CONFLICT(name) DO UPDATE SET name = name RETURNING key""");
        setList = connection.prepareStatement("UPDATE list SET alive = ?, properties = ?, sum = ? WHERE key = ?");
        addChange = connection.prepareStatement("""
                INSERT INTO change(seq, list, version, at, "by", request, digest, last_id, open, completed, data,
                    entries, sum)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        putEntry = connection.prepareStatement("""
                INSERT INTO entry(list, id, version, due, data, sum) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT(list, id) DO UPDATE
                SET version = excluded.version, due = excluded.due, data = excluded.data, sum = excluded.sum""");
        removeEntry = connection.prepareStatement("DELETE FROM entry WHERE list = ? AND id = ?");
        addSending = connection.prepareStatement("INSERT INTO sending(list, first, last, target) VALUES (?, ?, ?, ?)");
        removeSending = connection.prepareStatement("DELETE FROM sending WHERE list = ? AND first = ?");
        addAnswer = connection.prepareStatement(
                "INSERT INTO answer(list, request, digest, version, outcome) VALUES (?, ?, ?, ?, ?)");
        setReached = connection.prepareStatement("UPDATE folder SET reached = ?");
    }

    /// Opens `file`, and fills `backlog` with what was held back when it was last closed or left.
    ///
    /// @param distrusted whether the disk failed since it was last open
    static SqliteWriter open(Path file, SqliteLog log, Whereabouts whereabouts, Backlog backlog, boolean distrusted)
            throws SQLException {
        if (!whereabouts.isThere()) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    file.getFileName()
                            + " was removed or replaced while the server ran; stop it, put it back, and start it again");
        }
        var connection = Sqlite.writer(file);
        try {
            if (distrusted) {
                log.empty(connection);
            }
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = 0"); // that is the log's to do
            }
            connection.setAutoCommit(false);
            Schema.version(connection); // SQLite makes the log when it reads for the first time
            whereabouts.opened();
            var writer = new SqliteWriter(connection, log, whereabouts);
            backlog.clear();
            writer.recover(backlog);
            return writer;
        } catch (SQLException | RuntimeException e) {
            log.close(connection);
            throw e;
        }
    }

    /// Takes up what is in the table of changes and not yet in that of entries. What is not as it was written is
    /// left out; its list is found to be damaged when it is loaded.
    private void recover(Backlog backlog) throws SQLException {
        var changes = new ChangeRows();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT " + ChangeRows.COLUMNS + """
                        , c.seq, c.list, name FROM change AS c LEFT JOIN list ON key = c.list
                        WHERE c.seq > (SELECT reached FROM folder) ORDER BY c.seq""")) {
            while (rows.next()) {
                long list = rows.getLong(ChangeRows.WIDTH + 2);
                String name = rows.getString(ChangeRows.WIDTH + 3);
                List<Held> held = List.of();
                try {
                    var row = held(list, name == null ? "" : name, Write.row(changes.change(rows)));
                    held = row == null ? List.of() : List.of(row);
                } catch (BadRequest | Damage e) {
                    LOG.error("a change of the list \"{}\" is damaged: {}", name, e.getMessage());
                }
                backlog.add(held, rows.getLong(ChangeRows.WIDTH + 1));
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(max(seq), 0) FROM change")) {
            seq = rows.getLong(1);
        }
        connection.commit();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public long seq() {
        return seq;
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
        log.copyIfLong(connection);
    }

    @Override
    public void check() {
        whereabouts.check(connection);
    }

    @Override
    public boolean rollback(long seqBefore) throws SQLException {
        addChange.clearBatch();
        putEntry.clearBatch();
        removeEntry.clearBatch();
        seq = seqBefore;
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            if (Sqlite.isEnded(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<Held> write(List<Write> writes) throws SQLException {
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
        boolean added = list.key() == 0;
        if (added) {
            list.key(addList(list.name()));
        }
        for (var row : write.rows) {
            var tip = list.tip();
            list.tip(addChange(list.key(), write.changeRow(row, tip), tip));
            var entry = held(list.key(), list.name(), row);
            if (entry != null) {
                held.add(entry);
            }
        }
        if (write.listRow || added) {
            setList(list.key(), list.name(), write.after);
        }
        writeSending(list.key(), write.sending, write.settled);
        if (write.unchanged != null) {
            addAnswer(list.key(), write.unchanged);
        }
    }

    private void addAnswer(long key, Write.Unchanged unchanged) throws SQLException {
        addAnswer.setLong(1, key);
        addAnswer.setString(2, unchanged.request().key());
        addAnswer.setString(3, unchanged.request().digest());
        addAnswer.setLong(4, unchanged.version());
        addAnswer.setString(5, unchanged.outcome());
        addAnswer.executeUpdate();
    }

    private static @Nullable Held held(long list, String name, Write.Row row) {
        return row.entryId() == 0
                ? null
                : new Held(
                        new Backlog.Key(list, row.entryId()), name, row.change().version(), row.due(), row.entry());
    }

    private long addList(String name) throws SQLException {
        addList.setString(1, name);
        try (var rows = addList.executeQuery()) {
            return rows.getLong(1);
        }
    }

    private void setList(long key, String name, TodoList list) throws SQLException {
        byte[] properties = Write.properties(list);
        setList.setBoolean(1, list.alive());
        setList.setString(2, text(properties));
        setList.setInt(3, sums.list(key, name, list.alive(), properties));
        setList.setLong(4, key);
        setList.executeUpdate();
    }

    /// Adds a change behind `tip`, and gives the tip it makes.
    private Tip addChange(long key, ChangeRow added, Tip tip) throws SQLException {
        int sum = sums.change(tip.sum(), added);
        addChange.setLong(1, ++seq);
        addChange.setLong(2, key);
        addChange.setLong(3, added.version());
        addChange.setLong(4, added.at());
        addChange.setString(5, added.by());
        addChange.setString(6, added.request());
        addChange.setString(7, added.digest());
        addChange.setLong(8, added.lastId());
        addChange.setInt(9, added.open());
        addChange.setInt(10, added.completed());
        addChange.setString(11, text(added.data()));
        addChange.setInt(12, added.entries());
        addChange.setInt(13, sum);
        addChange.addBatch();
        return new Tip(added.version(), added.entries(), sum);
    }

    @Override
    public void writeEntries(List<Held> rows, long reached) throws SQLException {
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
                putEntry.setInt(6, sums.entry(row.key().id(), row.version(), row.due(), data));
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

    @Override
    public void writeEntriesApart(List<Held> rows, long reached) throws SQLException {
        for (var share : rows.stream().collect(groupingBy(Held::listName)).values()) {
            writeApart(share, TRIES);
        }
        writeEntries(List.of(), reached);
        commit();
    }

    /// Tries it again first: SQLite says the same of a page that is damaged and of one that could not be read just now.
    private void writeApart(List<Held> share, int tries) throws SQLException {
        try {
            writeEntries(share, 0);
            commit();
        } catch (SQLException e) {
            if (!rollback(seq) || !Sqlite.isDamage(e)) {
                throw e;
            }
            if (tries > 1) {
                writeApart(share, tries - 1);
                return;
            }
            LOG.error(
                    "can't write entries of the list \"{}\" where they belong, which is damaged",
                    share.getFirst().listName(),
                    e);
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
        try {
            check();
        } finally {
            log.close(connection);
        }
    }
}
