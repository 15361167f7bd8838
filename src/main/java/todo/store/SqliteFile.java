package todo.store;

import java.nio.file.Path;
import java.sql.SQLException;

/// One file of a folder.
final class SqliteFile implements RowStore {
    private final Path file;
    private final SqliteLog log;
    private final Whereabouts whereabouts;

    SqliteFile(Path file, SqliteLog log) {
        this.file = file;
        this.log = log;
        this.whereabouts = new Whereabouts(file);
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public RowWriter writer(Backlog backlog, boolean distrusted) throws SQLException {
        return SqliteWriter.open(file, log, whereabouts, backlog, distrusted);
    }

    @Override
    public RowReader reader() throws SQLException {
        var connection = Sqlite.reader(file);
        connection.setAutoCommit(false);
        return new RowReader(connection, Sql.SQLITE);
    }

    @Override
    public Sql sql() {
        return Sql.SQLITE;
    }

    @Override
    public StoreException failure(String doing, SQLException cause) {
        return Sqlite.failure(doing, cause);
    }

    /// The whole path, as messages have it.
    @Override
    public String toString() {
        return file.toString();
    }
}
