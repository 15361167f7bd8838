package todo.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.store.PostgresRows.Part;
import todo.store.StoreException.Trouble;

/// A PostgreSQL database being filled. What was begun and not ended goes on where it was: each list is there whole or
/// not at all, and the table `owner` says that it is being filled.
public final class NewPostgres implements NewLists {
    private static final int ROWS_AT_ONCE = 2_000;
    private static final int COMMIT_EVERY = 5_000;

    /// Which columns of a row go where.
    private record Way(Part part, List<String> columns) {}

    private static final Map<String, Way> WAYS = Map.of(
            Snapshot.LISTS,
            way(Part.ADD_LIST, Snapshot.LISTS),
            "floor",
            way(Part.ADD_FLOOR, "floor"),
            "change",
            way(Part.ADD_CHANGE, "change"),
            "entry",
            way(Part.PUT_ENTRY, "entry"),
            "sending",
            way(Part.ADD_SENDING, "sending"),
            "answer",
            way(Part.ADD_ANSWER, "answer"));

    private static Way way(Part part, String table) {
        return new Way(part, PostgresSnapshot.columnsOf(table));
    }

    private final Postgres postgres;
    private final Map<String, List<String>> columns;
    private final PostgresOwner owner;
    private final Connection connection;
    private final PostgresRows rows;
    private final RowSum sums = new RowSum();
    private final boolean resumed;
    private boolean skipping;
    private long oldKey = -1;
    private long newKey;
    private int uncommitted;

    private NewPostgres(
            Postgres postgres, Map<String, List<String>> columns, PostgresOwner owner, Connection connection)
            throws SQLException {
        this.postgres = postgres;
        this.columns = columns;
        this.owner = owner;
        this.connection = connection;
        this.rows = new PostgresRows(connection);
        this.resumed = begin();
    }

    /// Begins to fill the database at `address`, or goes on with it.
    ///
    /// @param schema how many steps of a folder's schema the rows' tables have taken
    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way
    public static NewPostgres begin(DatabaseAddress address, int schema, Map<String, List<String>> columns) {
        if (schema != Schema.CURRENT.steps().size()) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    "can't fill a PostgreSQL database from schema %d (this Todo has %d); make a folder of it first, and then migrate that"
                            .formatted(schema, Schema.CURRENT.steps().size()));
        }
        var postgres = new Postgres(address);
        var owner = PostgresDatabase.own(postgres, false);
        try {
            var connection = postgres.patient();
            try {
                return new NewPostgres(postgres, columns, owner, connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            owner.close();
            throw postgres.failure("fill " + postgres, e);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /// Whether some of it is there already.
    private boolean begin() throws SQLException {
        connection.setAutoCommit(false);
        boolean begun = PostgresDatabase.isBeingFilled(connection);
        try (var statement = connection.createStatement()) {
            if (!begun) {
                try (var found = statement.executeQuery("SELECT EXISTS (SELECT FROM list)")) {
                    found.next();
                    if (found.getBoolean(1)) {
                        throw new StoreException(
                                Trouble.UNUSABLE, postgres + " holds lists already; give --db an empty database");
                    }
                }
                statement.execute("UPDATE owner SET filling = 'lists'");
            }
            connection.commit();
        }
        return begun;
    }

    @Override
    public void add(Snapshot.Row row) {
        try {
            owner.check();
            boolean list = row.table().equals(Snapshot.LISTS);
            if (list) {
                next(row);
            } else if (!(value(row, "list") instanceof Long key) || key != oldKey) {
                throw new StoreException(Trouble.DAMAGED, "a row of the table " + row.table() + " is not of its list");
            }
            if (!skipping) {
                put(row, list);
            }
        } catch (SQLException e) {
            throw postgres.failure("fill " + postgres, e);
        }
    }

    private void next(Snapshot.Row row) throws SQLException {
        if (uncommitted >= COMMIT_EVERY) {
            commit();
        }
        if (!(value(row, "key") instanceof Long key) || !(value(row, "name") instanceof String name)) {
            throw new StoreException(Trouble.DAMAGED, "a list has no name or no key");
        }
        oldKey = key;
        skipping = resumed && number("SELECT count(*) FROM list WHERE name = ?", name) > 0;
        if (!skipping) {
            newKey = number("SELECT nextval(?::regclass)", "list_key");
        }
    }

    private long number(String sql, String parameter) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (var found = query.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    private void put(Snapshot.Row row, boolean list) throws SQLException {
        var way = WAYS.get(row.table());
        if (way == null) {
            throw new StoreException(Trouble.DAMAGED, "there is no table " + row.table());
        }
        var values = new @Nullable Object[way.columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == 0 ? (Object) newKey : value(row, way.columns.get(i));
        }
        if (list) {
            values[values.length - 1] = sum(row);
        }
        rows.add(way.part, values);
        uncommitted++;
        if (rows.size() >= ROWS_AT_ONCE) {
            rows.write(null, 0);
        }
    }

    private @Nullable Object value(Snapshot.Row row, String column) {
        int index = columns.getOrDefault(row.table(), List.of()).indexOf(column);
        if (index < 0 || index >= row.values().size()) {
            throw new StoreException(Trouble.DAMAGED, "the table " + row.table() + " has no column " + column);
        }
        return row.values().get(index);
    }

    /// The checksum of a list's row, which goes over its key.
    private int sum(Snapshot.Row row) {
        if (value(row, "name") instanceof String name
                && value(row, "alive") instanceof Long alive
                && value(row, "properties") instanceof String properties) {
            return sums.list(newKey, name, alive != 0, properties.getBytes(StandardCharsets.UTF_8));
        }
        throw new StoreException(Trouble.DAMAGED, "a list has no name or no properties");
    }

    private void commit() throws SQLException {
        rows.write(null, 0);
        connection.commit();
        uncommitted = 0;
    }

    @Override
    public Snapshot written() {
        try {
            commit();
            return PostgresSnapshot.begin(postgres);
        } catch (SQLException e) {
            throw postgres.failure("fill " + postgres, e);
        }
    }

    @Override
    public void install() {
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE owner SET filling = NULL");
            statement.execute("ANALYZE list, floor, change, entry, sending");
            connection.commit();
        } catch (SQLException e) {
            throw postgres.failure("fill " + postgres, e);
        }
    }

    /// What is there stays, to go on with.
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw postgres.failure("close " + postgres, e);
        } finally {
            owner.close();
        }
    }
}
