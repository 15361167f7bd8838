package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL database as one worker, or one reader, has it.
final class PostgresPlace implements RowStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPlace.class);

    /// The other end of a connection.
    private record Backend(int pid, String start) {}

    private final Postgres postgres;
    private final PostgresOwner owner;
    private final @Nullable Peers peers;
    private final int number;
    private @Nullable Backend last;

    /// @param peers with whom the database is shared; `null` if it is not
    PostgresPlace(Postgres postgres, PostgresOwner owner, @Nullable Peers peers, int number) {
        this.postgres = postgres;
        this.owner = owner;
        this.peers = peers;
        this.number = number;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public RowWriter writer(Backlog backlog, boolean distrusted) throws SQLException {
        var connection = postgres.connect();
        try {
            endLast(connection);
            return new PostgresWriter(connection, owner, peers, number);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// What the connection before this one has begun may still be going on at the other end: it ends now, so that
    /// whoever reads from here on sees what has become of it.
    private void endLast(Connection connection) throws SQLException {
        var before = last;
        if (before != null) {
            try (var query = connection.prepareStatement("""
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE pid = ? AND backend_start = ?::timestamptz AND pid <> pg_backend_pid()""")) {
                query.setInt(1, before.pid);
                query.setString(2, before.start);
                try (var rows = query.executeQuery()) {
                    if (rows.next()) {
                        LOG.info("ended what was left of a connection to {} (process {} there)", postgres, before.pid);
                    }
                }
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
            last = rows.next() ? new Backend(rows.getInt(1), rows.getString(2)) : null;
        }
    }

    @Override
    public RowReader reader() throws SQLException {
        return new RowReader(postgres.reading(), Sql.POSTGRES);
    }

    @Override
    public Sql sql() {
        return Sql.POSTGRES;
    }

    @Override
    public StoreException failure(String doing, SQLException cause) {
        return postgres.failure(doing, cause);
    }

    @Override
    public String toString() {
        return postgres.toString();
    }
}
