package todo.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All rows of a PostgreSQL database as they were at one moment, in the form in which those of a folder are given: so
/// the one can be made of the other.
///
/// All tables are gone through side by side, in order of list.
final class PostgresSnapshot implements Snapshot {
    private static final String COUNT = "seq";
    private static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put(LISTS, List.of("key", "name", "alive", "properties", "sum"));
        COLUMNS.put("floor", List.of("list", "version", "at", "entries", "sum"));
        COLUMNS.put(
                "change",
                List.of(
                        COUNT,
                        "list",
                        "version",
                        "at",
                        "by",
                        "request",
                        "digest",
                        "last_id",
                        "open",
                        "completed",
                        "data",
                        "entries",
                        "sum"));
        COLUMNS.put("entry", List.of("list", "id", "version", "due", "data", "sum"));
        COLUMNS.put("sending", List.of("list", "first", "last", "target"));
        COLUMNS.put("answer", List.of("list", "request", "digest", "version", "outcome"));
    }

    private final Postgres postgres;
    private final Connection connection;

    /// The columns that `table` has in the database, in their order.
    static List<String> columnsOf(String table) {
        return COLUMNS.getOrDefault(table, List.of()).stream()
                .filter(column -> !column.equals(COUNT))
                .toList();
    }

    private PostgresSnapshot(Postgres postgres, Connection connection) {
        this.postgres = postgres;
        this.connection = connection;
    }

    /// What is committed now.
    static PostgresSnapshot begin(Postgres postgres) {
        try {
            var connection = PostgresDatabase.still(postgres);
            connection.setAutoCommit(false);
            var snapshot = new PostgresSnapshot(postgres, connection);
            try {
                snapshot.count();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return snapshot;
        } catch (SQLException e) {
            throw postgres.failure("read " + postgres, e);
        }
    }

    private long count() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM list")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// That of the folders whose tables these are like.
    @Override
    public int schema() {
        return Schema.CURRENT.steps().size();
    }

    @Override
    public int workers() {
        return DataFolder.DEFAULT_WORKERS;
    }

    @Override
    public long lists() {
        try {
            return count();
        } catch (SQLException e) {
            throw postgres.failure("read " + postgres, e);
        }
    }

    @Override
    public Map<String, List<String>> columns() {
        return COLUMNS;
    }

    @Override
    public void forEach(Rows taker) throws IOException {
        List<Cursor> tables = new ArrayList<>();
        try {
            for (var table : COLUMNS.keySet()) {
                tables.add(new Cursor(table));
            }
            var lists = tables.getFirst();
            while (lists.next != null) {
                long key = lists.key();
                for (var table : tables) {
                    table.give(key, taker);
                }
            }
        } catch (SQLException e) {
            throw postgres.failure("read " + postgres, e);
        } finally {
            tables.forEach(Cursor::close);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw postgres.failure("close what was read of " + postgres, e);
        }
    }

    /// One table on the way, at its next row.
    private final class Cursor {
        private final String table;
        private final List<String> columns;
        private final PreparedStatement query;
        private final ResultSet rows;
        private @Nullable Row next;

        Cursor(String table) throws SQLException {
            this.table = table;
            this.columns = COLUMNS.getOrDefault(table, List.of());
            String order = table.equals(LISTS) ? "key" : columns.contains(COUNT) ? "list, version" : "1, 2";
            query = connection.prepareStatement(
                    "SELECT " + FolderSnapshot.named(columns).replace("\"" + COUNT + "\"", "0") + " FROM " + table
                            + " ORDER BY " + order);
            rows = query.executeQuery();
            forward();
        }

        private long key() {
            int column = columns.indexOf(table.equals(LISTS) ? "key" : "list");
            return next != null && next.values().get(column) instanceof Long key ? key : Long.MAX_VALUE;
        }

        private void forward() throws SQLException {
            next = rows.next() ? FolderSnapshot.row(table, rows, columns.size()) : null;
        }

        /// Gives the rows of a list; those before it are of no list.
        void give(long list, Rows taker) throws SQLException, IOException {
            for (var row = next; row != null && key() <= list; row = next) {
                if (key() == list) {
                    taker.take(row);
                }
                forward();
            }
        }

        void close() {
            try {
                query.close();
            } catch (SQLException e) {
                throw postgres.failure("read " + postgres, e);
            }
        }
    }
}
