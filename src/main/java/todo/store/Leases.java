package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The statements on the leases that the servers of a cluster have, and on the rows of `fence` that go with them: see
/// [Peers].
final class Leases {
    static final Duration LENGTH = Duration.ofSeconds(3);

    private static final String UNTIL = "clock_timestamp() + interval '" + LENGTH.toMillis() + " milliseconds'";

    private Leases() {}

    /// Keeps others from beginning until the transaction ends.
    static void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('todo join ' || current_schema(), 0))");
        }
    }

    /// The addresses of those whose lease is in force, but for `address`.
    static List<String> running(Connection connection, String address) throws SQLException {
        return addresses(connection, "until > clock_timestamp()", address);
    }

    /// The addresses of all that have one, in force or not, but for `address`.
    static List<String> others(Connection connection, String address) throws SQLException {
        return addresses(connection, "true", address);
    }

    /// The nodes whose lease is in force.
    static List<String> inForce(Connection connection) throws SQLException {
        List<String> nodes = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM node WHERE until > clock_timestamp()")) {
            while (rows.next()) {
                nodes.add(rows.getString(1));
            }
        }
        return nodes;
    }

    private static List<String> addresses(Connection connection, String condition, String except) throws SQLException {
        List<String> addresses = new ArrayList<>();
        try (var query =
                connection.prepareStatement("SELECT DISTINCT address FROM node WHERE address <> ? AND " + condition)) {
            query.setString(1, except);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    addresses.add(rows.getString(1));
                }
            }
        }
        return addresses;
    }

    /// Removes what was at `address`.
    static void forget(Connection connection, String address) throws SQLException {
        update(connection, "DELETE FROM fence USING node WHERE fence.node = node.id AND node.address = ?", address);
        update(connection, "DELETE FROM node WHERE address = ?", address);
    }

    static void insert(Connection connection, String node, String address, int workers) throws SQLException {
        update(connection, "INSERT INTO node(id, address, until) VALUES (?, ?, " + UNTIL + ")", node, address);
        update(
                connection,
                "INSERT INTO fence(node, worker) SELECT ?, n FROM generate_series(0, ?) AS n",
                node,
                workers - 1);
    }

    static void remove(Connection connection, String node) throws SQLException {
        update(connection, "DELETE FROM fence WHERE node = ?", node);
        update(connection, "DELETE FROM node WHERE id = ?", node);
    }

    /// Whether `node` still has one; it runs from now on then.
    static boolean renew(Connection connection, String node) throws SQLException {
        return update(connection, "UPDATE node SET until = " + UNTIL + " WHERE id = ?", node) == 1;
    }

    /// Whether `node` still has its rows of `fence`; nobody removes them until the transaction ends. PostgreSQL
    /// ends it when it hears nothing more of it for the length of a lease.
    static boolean hold(Connection connection, String node) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = " + LENGTH.toMillis());
        }
        try (var query = connection.prepareStatement("SELECT 1 FROM fence WHERE node = ? FOR SHARE")) {
            query.setString(1, node);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /// Removes those that are over and not of `members`, and gives their number.
    static int takeOver(Connection connection, List<String> members) throws SQLException {
        return update(
                connection,
                "DELETE FROM node WHERE id <> ALL(?) AND until < clock_timestamp()",
                connection.createArrayOf("text", members.toArray()));
    }

    /// Waits for what those that are gone still had under way, and lets nothing come after it.
    static void fence(Connection connection) throws SQLException {
        update(connection, "DELETE FROM fence WHERE node NOT IN (SELECT id FROM node)");
    }

    static boolean isThereOtherThan(Connection connection, List<String> members) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM node WHERE id <> ALL(?) LIMIT 1")) {
            query.setArray(1, connection.createArrayOf("text", members.toArray()));
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
