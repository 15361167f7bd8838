package todo.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.store.StoreException.Trouble;

/// All rows of all files of a folder as they were at one moment.
///
/// It takes the tables as it finds them: `list`, and those that have a column `list`, that of the floors first. It has
/// connections of its own; while it is open, the write-ahead logs can't begin anew.
final class FolderSnapshot implements Snapshot {
    private final List<Path> files;
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private int schema;

    /// Opens the files; the moment is that of [#begin].
    FolderSnapshot(List<Path> files) {
        this.files = List.copyOf(files);
        try {
            for (var file : files) {
                var connection = Sqlite.reader(file);
                connections.add(connection);
                connection.setAutoCommit(false);
                schema = Schema.version(connection);
                readColumns(connection);
                connection.commit();
            }
        } catch (SQLException e) {
            close();
            throw Sqlite.failure("read the files of " + files.getFirst().getParent(), e);
        }
    }

    /// From now on nothing is seen of what is written later.
    FolderSnapshot begin() throws SQLException {
        for (var connection : connections) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT reached FROM folder")) {
                rows.next();
            }
        }
        return this;
    }

    private void readColumns(Connection connection) throws SQLException {
        columns.clear();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
                        WHERE tables.type = 'table' AND tables.name <> 'folder' AND tables.name NOT LIKE 'sqlite_%'
                        ORDER BY tables.name <> 'list', tables.name <> 'floor', tables.name, columns.cid""")) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        columns.forEach((table, names) -> {
            if (!table.equals(LISTS) && !names.contains("list")) {
                throw new IllegalStateException("the table " + table + " does not say which list its rows are of");
            }
        });
    }

    @Override
    public int schema() {
        return schema;
    }

    @Override
    public int workers() {
        return files.size();
    }

    @Override
    public long lists() {
        long lists = 0;
        for (int worker = 0; worker < files.size(); worker++) {
            try (var statement = connections.get(worker).createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM list")) {
                lists += rows.getLong(1);
            } catch (SQLException e) {
                throw Sqlite.failure("read " + files.get(worker), e);
            }
        }
        return lists;
    }

    @Override
    public Map<String, List<String>> columns() {
        return columns;
    }

    @Override
    public void forEach(Rows rows) throws IOException {
        for (int worker = 0; worker < files.size(); worker++) {
            try (var reading = new Reading(connections.get(worker))) {
                reading.all(rows);
            } catch (SQLException e) {
                throw Sqlite.failure("read " + files.get(worker), e);
            }
        }
    }

    @Override
    public void close() {
        for (var connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new StoreException(Trouble.BROKEN, "can't close a file that was read: " + e.getMessage(), e);
            }
        }
    }

    /// Going through one file.
    private final class Reading implements AutoCloseable {
        private final Connection connection;
        private final Map<String, PreparedStatement> queries = new LinkedHashMap<>();

        Reading(Connection connection) throws SQLException {
            this.connection = connection;
            for (var table : columns.entrySet()) {
                if (!table.getKey().equals(LISTS)) {
                    queries.put(
                            table.getKey(),
                            connection.prepareStatement("SELECT %s FROM \"%s\" WHERE list = ? ORDER BY \"%s\""
                                    .formatted(named(table.getValue()), table.getKey(), order(table.getValue()))));
                }
            }
        }

        void all(Rows rows) throws SQLException, IOException {
            var names = columns.getOrDefault(LISTS, List.of());
            int key = names.indexOf("key");
            try (var statement = connection.createStatement();
                    var lists = statement.executeQuery("SELECT " + named(names) + " FROM list ORDER BY key")) {
                while (lists.next()) {
                    rows.take(row(LISTS, lists, names.size()));
                    one(lists.getLong(key + 1), rows);
                }
            }
        }

        private void one(long list, Rows rows) throws SQLException, IOException {
            for (var query : queries.entrySet()) {
                int width = columns.getOrDefault(query.getKey(), List.of()).size();
                query.getValue().setLong(1, list);
                try (var found = query.getValue().executeQuery()) {
                    while (found.next()) {
                        rows.take(row(query.getKey(), found, width));
                    }
                }
            }
        }

        @Override
        public void close() throws SQLException {
            for (var query : queries.values()) {
                query.close();
            }
        }
    }

    static String named(List<String> columns) {
        return "\"" + String.join("\", \"", columns) + "\"";
    }

    /// By what the rows of one list are told apart: the first column that is not about the file.
    private static String order(List<String> columns) {
        return columns.stream()
                .filter(column -> !column.equals("seq") && !column.equals("list"))
                .findFirst()
                .orElseThrow();
    }

    static Row row(String table, ResultSet rows, int columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
            values.add(
                    switch (rows.getObject(column)) {
                        case null -> null;
                        case Number number -> number.longValue();
                        case String text -> text;
                        case Object other ->
                            throw new StoreException(
                                    Trouble.DAMAGED,
                                    "a row of the table " + table + " has a value that is neither text nor a number: "
                                            + other.getClass());
                    });
        }
        return new Row(table, values);
    }
}
