package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import todo.store.StoreException.Trouble;

/// The tables of [ReminderStorage] in a PostgreSQL database.
///
/// @param peers the servers that share it; `null` if there are no others
record PostgresReminders(
        Postgres postgres, PostgresOwner owner, @Nullable Peers peers) implements ReminderStorage.Source {
    @Override
    public Connection connect() throws SQLException {
        return postgres.connect();
    }

    @Override
    public StoreException failure(String doing, SQLException cause) {
        return postgres.failure(doing, cause);
    }

    /// Its row of `fence` is locked, which whoever takes over from this server removes first.
    @Override
    public void fence(Connection connection) throws SQLException {
        owner.check();
        if (peers != null && !Leases.hold(connection, peers.writer())) {
            throw new StoreException(Trouble.AWAY, "another server sends the reminders now");
        }
    }
}
