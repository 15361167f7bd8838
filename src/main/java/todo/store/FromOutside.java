package todo.store;

import java.sql.SQLException;
import java.util.Collection;

/// A PostgreSQL database with the schema that servers have in it, seen from outside: for proofs and measuring.
public final class FromOutside {
    private final Postgres postgres;

    public FromOutside(DatabaseAddress address) {
        this.postgres = new Postgres(address);
    }

    /// Cuts all connections of the servers with these ids of processes, and gives how many there were.
    ///
    /// @throws StoreException if that can't be done
    public int cut(Collection<Long> pids) {
        String[] names = pids.stream().map(Postgres::applicationName).toArray(String[]::new);
        try (var connection = postgres.connect();
                var query = connection.prepareStatement("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE application_name = ANY(?) AND datname = current_database()""")) {
            query.setArray(1, connection.createArrayOf("text", names));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw postgres.failure("cut connections", e);
        }
    }

    /// How many entries, or several at once, have left a list and not arrived in another.
    ///
    /// @throws StoreException if that can't be read
    public long underWay() {
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM sending")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw postgres.failure("see what is under way", e);
        }
    }

    /// Removes the schema with all that is in it, if it is there.
    ///
    /// @throws StoreException if that can't be done
    public void remove() {
        try (var connection = postgres.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT quote_ident(current_schema())")) {
            rows.next();
            String schema = rows.getString(1);
            if (schema != null) {
                statement.execute("DROP SCHEMA " + schema + " CASCADE");
            }
        } catch (SQLException e) {
            throw postgres.failure("remove a schema", e);
        }
    }
}
