package todo.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.Period;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import todo.TestClock;

/// The kind of database that tests run on which are the same for both: SQLite, or with `-Dtodo.kind=postgres` a real
/// PostgreSQL, which is started once. There, a folder stands for a database of its own. With `-Dtodo.kind=cluster`
/// tests over HTTP have three servers on such a database.
public final class Kind {
    private static final String CHOSEN = System.getProperty("todo.kind", "");
    public static final boolean CLUSTER = CHOSEN.equals("cluster");
    public static final boolean POSTGRES = CLUSTER || CHOSEN.equals("postgres");

    private static final Map<Path, DatabaseAddress> OF_FOLDERS = new ConcurrentHashMap<>();
    private static final AtomicInteger MADE = new AtomicInteger();

    private Kind() {}

    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// An empty database of PostgreSQL.
    public static DatabaseAddress fresh() {
        String name = "todo" + MADE.incrementAndGet();
        execute(address("postgres"), "CREATE DATABASE " + name);
        return address(name);
    }

    static DatabaseAddress address(String name) {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(Server.POSTGRES.getPort(), name), null);
    }

    /// As it is given to a command.
    public static String url(DatabaseAddress address) {
        return address.url();
    }

    /// Where the lists of `folder` are; `null` if they are in it.
    public static @Nullable DatabaseAddress of(Path folder) {
        return POSTGRES ? OF_FOLDERS.computeIfAbsent(folder, _ -> fresh()) : null;
    }

    public static Database open(Path folder, int workers) {
        return open(folder, workers, Period.ZERO, new TestClock());
    }

    static Database open(Path folder, int workers, Period keepHistory, InstantSource clock) {
        var address = of(folder);
        return address == null
                ? Database.open(folder, workers, keepHistory, clock)
                : Database.open(address, folder, workers, keepHistory, clock, false);
    }

    /// A connection of its own, of a folder with one file.
    static Connection connect(Path folder) throws SQLException {
        var address = of(folder);
        if (address != null) {
            return connect(address);
        }
        var connection = Sqlite.writer(folder.resolve("todo-0.db"));
        Stored.execute(connection, "PRAGMA busy_timeout = 60000");
        return connection;
    }

    public static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.url());
    }

    public static void execute(DatabaseAddress address, String sql) {
        try (var connection = connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(Path folder, String... sql) throws SQLException {
        try (var connection = connect(folder)) {
            Stored.execute(connection, sql);
        }
    }

    /// On the tables of the reminders of `folder`, while a server has them.
    public static void executeOnReminders(Path folder, String sql) {
        var address = of(folder);
        try (var connection = address == null ? Sqlite.writer(folder.resolve("reminders.db")) : connect(address)) {
            Stored.execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long number(Path folder, String sql) throws SQLException {
        try (var connection = connect(folder);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static CheckReport check(Path folder) {
        var address = of(folder);
        return address == null ? Check.folder(folder, (_, _, _) -> {}) : Check.database(address, (_, _, _) -> {});
    }

    /// How the threads of the first worker and the first reader begin.
    static String threads() {
        return POSTGRES ? "PostgreSQL" : "todo-0.db";
    }

    /// While this is open, nothing can be committed; to close it lets all go on.
    public static Connection blocked(Path folder) throws SQLException {
        var connection = connect(folder);
        Stored.execute(connection, POSTGRES ? "BEGIN; LOCK TABLE change IN EXCLUSIVE MODE" : "BEGIN IMMEDIATE");
        return connection;
    }
}
