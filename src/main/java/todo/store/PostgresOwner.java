package todo.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.StoreException.Trouble;

/// The right to a PostgreSQL database: an advisory lock, which is there as long as the connection that took it.
///
/// One server takes it for itself alone; those of a cluster share it. While it is lost nothing is written. What keeps
/// two from doing harm is not this but the fence, the primary key of `change`; this keeps them from being two.
final class PostgresOwner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresOwner.class);
    private static final String KEY = "hashtextextended('todo ' || current_schema(), 0)";
    private static final long LOOK_EVERY_MILLIS = 1_000;
    private static final long TRY_EVERY_MILLIS = 100;
    private static final int LONGEST_ANSWER_SECONDS = 5;

    private final Postgres postgres;
    private final boolean shared;
    private final Thread thread = Thread.ofPlatform().daemon().name("owner").unstarted(this::run);
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile boolean held;
    private volatile Runnable whenOvertaken = () -> {};
    private @Nullable Connection connection;
    private long epoch;

    private PostgresOwner(Postgres postgres, boolean shared) {
        this.postgres = postgres;
        this.shared = shared;
    }

    /// Takes the right, with a connection that is good for that alone.
    ///
    /// @param shared whether others may have it too that want to share it
    /// @throws StoreException with [Trouble#UNUSABLE] naming who has it
    static PostgresOwner take(Postgres postgres, Connection connection, boolean shared) throws SQLException {
        var owner = new PostgresOwner(postgres, shared);
        owner.connection = connection;
        if (!owner.lock(connection, 2_000)) {
            String cluster = shared ? "" : cluster(connection);
            throw new StoreException(
                    Trouble.UNUSABLE,
                    cluster.isEmpty()
                            ? "can't open %s: another Todo has it (%s); stop that one, or give --db another database"
                                    .formatted(postgres, holder(connection))
                            : "can't open %s: servers of a cluster have it (%s); give --cluster to be one of them, or --db another database"
                                    .formatted(postgres, cluster));
        }
        owner.epoch = shared ? 0 : begin(connection);
        owner.held = true;
        owner.thread.start();
        return owner;
    }

    /// `action` is run, on a thread of this, when another had the database meanwhile, so that what is known of it may
    /// be old.
    void whenOvertaken(Runnable action) {
        whenOvertaken = action;
    }

    boolean holds() {
        return held;
    }

    /// @throws StoreException with [Trouble#AWAY] while the right is lost
    void check() {
        if (!held) {
            throw new StoreException(Trouble.AWAY, "this server has lost its right to " + postgres);
        }
    }

    /// Waits a moment, as who had it last may be ending. The other end is told to notice soon if this one is gone.
    private boolean lock(Connection taking, long atMostMillis) throws SQLException {
        try (var statement = taking.createStatement()) {
            statement.execute(
                    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
            statement.execute("SET lock_timeout = " + atMostMillis);
            statement.execute("SELECT pg_advisory_lock" + (shared ? "_shared" : "") + "(" + KEY + ")");
            return true;
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /// Says that it is had from now on, and gives the how-manieth time this is.
    private static long begin(Connection taking) throws SQLException {
        try (var statement =
                taking.prepareStatement("UPDATE owner SET epoch = epoch + 1, holder = ? RETURNING epoch")) {
            statement.setString(1, self());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static String self() {
        String machine;
        try {
            machine = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            machine = "a machine without a name";
        }
        return "pid " + ProcessHandle.current().pid() + " on " + machine;
    }

    private static String holder(Connection asking) throws SQLException {
        try (var statement = asking.createStatement();
                var rows = statement.executeQuery("SELECT holder FROM owner")) {
            return rows.next() && !rows.getString(1).isEmpty() ? rows.getString(1) : "it has not said its name";
        }
    }

    /// The addresses of the servers that share it, if it is shared.
    private static String cluster(Connection asking) throws SQLException {
        try (var statement = asking.createStatement();
                var rows = statement.executeQuery(
                        "SELECT coalesce(string_agg(address, ', ' ORDER BY address), '') FROM node WHERE until > now()")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private void run() {
        try {
            while (!ending.await(held ? LOOK_EVERY_MILLIS : TRY_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held = false;
            disconnect();
        }
    }

    private void look() {
        try {
            var known = connection;
            if (known != null && known.isValid(LONGEST_ANSWER_SECONDS)) {
                return;
            }
            if (held) {
                held = false;
                LOG.error("lost the right to {}; nothing is written until it is had again", postgres);
            }
            disconnect();
            takeAgain();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("the right to {} can't be had yet", postgres, e);
            disconnect();
        }
    }

    private void takeAgain() throws SQLException {
        var taking = postgres.connect();
        connection = taking;
        if (!lock(taking, LOOK_EVERY_MILLIS)) {
            LOG.warn("another Todo has {} now ({})", postgres, holder(taking));
            disconnect();
            return;
        }
        boolean overtaken = false;
        if (!shared) {
            long now = begin(taking);
            overtaken = now != epoch + 1;
            epoch = now;
        }
        held = true;
        LOG.info("have the right to {} again", postgres);
        if (overtaken) {
            whenOvertaken.run();
        }
    }

    private void disconnect() {
        Postgres.closeQuietly(connection);
        connection = null;
    }

    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
