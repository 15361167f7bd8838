package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.StoreException.Trouble;

/// Connections to a PostgreSQL database, and what its errors mean. Nothing of this is loaded without one.
///
/// When one connection could not be had, nobody tries again for a moment, which gets longer each time.
final class Postgres {
    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final String STANDBY = "25006";

    private final DatabaseAddress address;
    private final Driver driver = new Driver();
    private @Nullable SQLException away;
    private boolean everReached;
    private long pause = FIRST_PAUSE;
    private long notBefore;

    Postgres(DatabaseAddress address) {
        this.address = address;
    }

    /// A connection of which each statement is a transaction, for what is quick.
    Connection connect() throws SQLException {
        return connect("30", "0");
    }

    /// A connection that reads in transactions, and gets rows bit by bit, so that large ones need not all be in memory.
    Connection reading() throws SQLException {
        var connection = connect("30", "100");
        connection.setAutoCommit(false);
        return connection;
    }

    /// A connection that may take as long as it likes, and gets rows bit by bit.
    Connection patient() throws SQLException {
        return connect("0", "1000");
    }

    /// The same as [#connect()], for what must be known soon.
    ///
    /// @param longestAnswer how many seconds an answer may take
    Connection connect(String longestAnswer) throws SQLException {
        return connect(longestAnswer, "0");
    }

    private Connection connect(String longestAnswer, String rowsAtOnce) throws SQLException {
        throwIfAway();
        try {
            var properties = properties();
            PGProperty.SOCKET_TIMEOUT.set(properties, longestAnswer);
            PGProperty.DEFAULT_ROW_FETCH_SIZE.set(properties, rowsAtOnce);
            var connection = driver.connect(address.url(), properties);
            if (connection == null) {
                throw new SQLException("the driver does not know such an address", "08001");
            }
            try {
                prepare(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            reached();
            return connection;
        } catch (SQLException e) {
            notReached(e);
            throw e;
        }
    }

    /// What the address itself says comes before these.
    private Properties properties() {
        var properties = new Properties();
        String password = address.password();
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        if (address.isOfMany()) {
            PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
        }
        PGProperty.APPLICATION_NAME.set(
                properties, applicationName(ProcessHandle.current().pid()));
        PGProperty.CONNECT_TIMEOUT.set(properties, "5");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.PREPARE_THRESHOLD.set(properties, 1);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false); // which has what people wrote
        return properties;
    }

    /// What PostgreSQL calls the connections of the process `pid`.
    static String applicationName(long pid) {
        return "Todo, pid " + pid;
    }

    /// Each commit must be on disk when it is answered, whatever is set for others; and all is found by an index.
    private void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT pg_is_in_recovery(), set_config('enable_seqscan', 'off', false),
                            CASE current_setting('synchronous_commit') WHEN 'off'
                            THEN set_config('synchronous_commit', 'on', false) END""")) {
            rows.next();
            if (rows.getBoolean(1)) {
                throw new SQLException("it is a standby, which can only be read", STANDBY);
            }
        }
    }

    private synchronized void throwIfAway() throws SQLException {
        var last = away;
        if (last != null && System.nanoTime() - notBefore < 0) {
            throw new SQLException(last.getMessage(), last.getSQLState(), last);
        }
    }

    private synchronized void notReached(SQLException reason) {
        if (away == null && everReached) {
            LOG.error("can't reach {}: {}; trying again", address, reason.getMessage());
        }
        notBefore = System.nanoTime() + pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        away = reason;
    }

    private synchronized void reached() {
        if (away != null && everReached) {
            LOG.info("reached {} again", address);
        }
        away = null;
        everReached = true;
        pause = FIRST_PAUSE;
    }

    /// Something to be done by several statements, whole or not at all.
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /// Does `work` in a transaction of its own, by a connection of its own.
    ///
    /// @param doing what it is, for the one who is told that it failed
    <T> T transaction(String doing, Work<T> work) {
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            T done = work.with(connection);
            connection.commit();
            return done;
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /// Closes a connection that may be broken.
    static void closeQuietly(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("can't close a connection", e);
            }
        }
    }

    StoreException failure(String doing, SQLException cause) {
        var trouble = trouble(cause);
        if (trouble == Trouble.OVERTAKEN) {
            return new StoreException(trouble, "another server has written the list meanwhile; try again", cause);
        }
        String more = trouble == Trouble.DAMAGED ? "; ./todo check says more, and a backup may have it whole" : "";
        return new StoreException(trouble, "can't " + doing + ": " + cause.getMessage() + more, cause);
    }

    /// What is said to one who starts a server.
    StoreException unusable(SQLException cause) {
        return new StoreException(
                Trouble.UNUSABLE,
                "can't open " + address + ": "
                        + String.valueOf(cause.getMessage()).replaceFirst("\\.$", "") + advice(cause),
                cause);
    }

    private static String advice(SQLException cause) {
        if (String.valueOf(cause.getMessage()).contains("does not support SSL")) {
            return "; let it speak TLS, or say another sslmode in the address";
        }
        return switch (String.valueOf(cause.getSQLState())) {
            case "08004", "28P01", "28000" ->
                "; the user is in the address (?user=NAME), the password in TODO_DB_PASSWORD, the file that TODO_DB_PASSWORD_FILE names, or .pgpass";
            case "3D000" -> "; make it with createdb";
            case "42501" -> "; the user must be allowed to make tables there";
            case "42P07" ->
                "; give Todo a database of its own, or a schema of its own (?currentSchema=NAME in the address)";
            case STANDBY -> "; give --db the address of the primary";
            case "08001" -> "; start it, or give --db another address";
            default -> "";
        };
    }

    /// (PostgreSQL, Appendix A: error codes)
    private static Trouble trouble(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        return switch (state) {
            case "53100" -> Trouble.DISK_FULL;
            case "23505", PostgresRows.FENCED -> Trouble.OVERTAKEN;
            case "XX001", "XX002" -> Trouble.DAMAGED;
            case "57P01", "57P02", "57P03", "57P05", "25P03", "53300", "3D000", STANDBY -> Trouble.AWAY;
            default -> state.startsWith("08") || state.startsWith("28") ? Trouble.AWAY : Trouble.BROKEN;
        };
    }

    /// Whether nothing was done, and can be done again as it was: others were in the way.
    static boolean isInTheWay(SQLException cause) {
        return switch (String.valueOf(cause.getSQLState())) {
            case "40001", "40P01", "55P03" -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
