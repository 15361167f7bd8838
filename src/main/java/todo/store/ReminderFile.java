package todo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import todo.store.StoreException.Trouble;

/// The file of a data folder in which [ReminderStorage] has its tables, with SQLite. Its owner alone can read it.
record ReminderFile(Path file) implements ReminderStorage.Source {
    private static final int SCHEMA = 1;

    @Override
    public Connection connect() throws SQLException {
        makeForOwner();
        var connection = Sqlite.maker(file);
        try (var statement = connection.createStatement()) {
            Sqlite.emptyLog(connection); // what a failed sync may have lost is written again
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("PRAGMA wal_autocheckpoint = 1000");
            prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// SQLite gives its log the permissions that the file has.
    private void makeForOwner() throws SQLException {
        try {
            if (!Files.exists(file)) {
                OwnerOnly.createFile(file);
            }
        } catch (IOException e) {
            throw new SQLException("can't make " + file + ": " + e.getMessage(), e);
        }
    }

    private void prepare(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            int schema;
            try (var rows = statement.executeQuery("PRAGMA user_version")) {
                schema = rows.getInt(1);
            }
            if (schema > SCHEMA) {
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't open %s: it was written by a newer Todo (schema %d; this one knows %d); use that one"
                                .formatted(file, schema, SCHEMA));
            }
            if (schema < SCHEMA) {
                for (String sql : ReminderRows.tables("INTEGER PRIMARY KEY")) {
                    statement.execute(sql);
                }
                statement.execute("PRAGMA user_version = " + SCHEMA);
            }
        }
        connection.commit();
    }

    @Override
    public StoreException failure(String doing, SQLException cause) {
        return Sqlite.failure(doing + " in " + file, cause);
    }

    /// One process alone has the folder.
    @Override
    public void fence(Connection connection) {}
}
