package todo.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.list.TodoList;
import todo.store.Backlog.Held;
import todo.store.PostgresRows.Part;

/// Writes into a PostgreSQL database. Used by one thread.
///
/// What [#write] is given is gathered, and [#commit] sends it as one statement, which is one transaction: entries
/// together with their changes, nothing held back. So no transaction ever waits for us, also when we stand still.
final class PostgresWriter implements RowWriter {
    static final int KEYS_AT_ONCE = 32;
    private static final int MOST_TRIES = 5;
    private static final long QUIET_NANOS = 1_000_000_000;

    /// A list's row as it is to be.
    private record ListRow(TodoList list, String name, boolean added) {}

    private final Connection connection;
    private final PostgresOwner owner;
    private final @Nullable Peers peers;
    private final int worker;
    private final PostgresRows rows;
    private final RowSum sums = new RowSum();
    private final Map<Long, ListRow> lists = new LinkedHashMap<>();
    private final Map<Backlog.Key, Write.Row> entries = new LinkedHashMap<>();
    private long nextKey;
    private long keysLeft;
    private long lastUsed = System.nanoTime();

    /// @param peers with whom the database is shared, as this server's `worker`; `null` if it is not
    PostgresWriter(Connection connection, PostgresOwner owner, @Nullable Peers peers, int worker) {
        this.connection = connection;
        this.owner = owner;
        this.peers = peers;
        this.worker = worker;
        this.rows = new PostgresRows(connection);
    }

    /// A connection that was not used for a while may have been cut; to find that out now leaves nothing open.
    @Override
    public boolean isAlive() throws SQLException {
        return System.nanoTime() - lastUsed < QUIET_NANOS || connection.isValid(5);
    }

    @Override
    public List<Held> write(List<Write> writes) throws SQLException {
        owner.check();
        for (var write : writes) {
            gather(write);
        }
        lists.forEach(this::add);
        entries.forEach(this::add);
        lists.clear();
        entries.clear();
        return List.of();
    }

    private void gather(Write write) throws SQLException {
        var list = write.list;
        boolean added = list.key() == 0;
        if (added) {
            list.key(key());
        }
        long key = list.key();
        for (var row : write.rows) {
            var tip = list.tip();
            var change = write.changeRow(row, tip);
            list.tip(addChange(key, change, tip));
            if (row.entryId() != 0) {
                entries.put(new Backlog.Key(key, row.entryId()), row);
            }
        }
        if (write.listRow || added) {
            var before = lists.get(key);
            lists.put(key, new ListRow(write.after, list.name(), added || before != null && before.added));
        }
        addSending(key, write.sending, write.settled);
        if (write.unchanged != null) {
            var request = write.unchanged.request();
            rows.add(
                    Part.ADD_ANSWER,
                    key,
                    request.key(),
                    request.digest(),
                    write.unchanged.version(),
                    write.unchanged.outcome());
        }
    }

    private long key() throws SQLException {
        if (keysLeft == 0) {
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery("SELECT nextval('list_key')")) {
                found.next();
                nextKey = found.getLong(1);
                keysLeft = KEYS_AT_ONCE;
            }
        }
        keysLeft--;
        return nextKey++;
    }

    private Tip addChange(long key, ChangeRow change, Tip tip) {
        int sum = sums.change(tip.sum(), change);
        rows.add(
                Part.ADD_CHANGE,
                key,
                change.version(),
                change.at(),
                change.by(),
                change.request(),
                change.digest(),
                change.lastId(),
                change.open(),
                change.completed(),
                text(change.data()),
                change.entries(),
                sum);
        return new Tip(change.version(), change.entries(), sum);
    }

    private void add(Long key, ListRow row) {
        byte[] properties = Write.properties(row.list);
        int alive = row.list.alive() ? 1 : 0;
        int sum = sums.list(key, row.name, row.list.alive(), properties);
        if (row.added) {
            rows.add(Part.ADD_LIST, key, row.name, alive, text(properties), sum);
        } else {
            rows.add(Part.SET_LIST, key, alive, text(properties), sum);
        }
    }

    private void add(Backlog.Key key, Write.Row row) {
        byte[] data = row.entry();
        if (data == null) {
            rows.add(Part.REMOVE_ENTRY, key.list(), key.id());
        } else {
            long version = row.change().version();
            int sum = sums.entry(key.id(), version, row.due(), data);
            rows.add(Part.PUT_ENTRY, key.list(), key.id(), version, row.due(), text(data), sum);
        }
    }

    private void addSending(long key, @Nullable Sending sending, long settled) {
        if (sending != null) {
            rows.add(Part.ADD_SENDING, key, sending.first(), sending.last(), sending.to());
        }
        if (settled != 0) {
            rows.add(Part.REMOVE_SENDING, key, settled);
        }
    }

    /// No row is ever held back here.
    @Override
    public void writeEntries(List<Held> held, long reached) {
        if (!held.isEmpty()) {
            throw new IllegalArgumentException("rows were held back");
        }
    }

    @Override
    public void writeEntriesApart(List<Held> held, long reached) {
        writeEntries(held, reached);
    }

    @Override
    public Connection connection() throws SQLException {
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public long seq() {
        return 0;
    }

    @Override
    public void commit() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
            connection.setAutoCommit(true);
        }
        String node = peers == null ? null : peers.writer();
        for (int tries = 1; rows.size() > 0; tries++) {
            try {
                rows.write(node, worker);
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !Postgres.isInTheWay(e)) {
                    throw e;
                }
            }
        }
        lastUsed = System.nanoTime();
    }

    @Override
    public boolean rollback(long seqBefore) throws SQLException {
        rows.clear();
        lists.clear();
        entries.clear();
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return !connection.isClosed();
    }

    @Override
    public void check() {}

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
