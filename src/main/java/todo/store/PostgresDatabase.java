package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.Backlog.Held;
import todo.store.StoreException.Trouble;

/// The database as one of PostgreSQL: each worker and each reader has a connection of its own to the same tables.
final class PostgresDatabase extends Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    private static final int DEFAULT_WORKERS = 3;

    private final Postgres postgres;
    private final PostgresOwner owner;
    private final @Nullable Peers peers;
    private final Semaphore checking = new Semaphore(1);
    private final AtomicInteger turn = new AtomicInteger();

    private PostgresDatabase(
            Postgres postgres,
            PostgresOwner owner,
            @Nullable Peers peers,
            List<DatabaseWorker> workers,
            List<DatabaseReader> readers,
            Period keepHistory,
            InstantSource clock) {
        super(workers, readers, new Retention(workers.subList(0, 1), readers.subList(0, 1), keepHistory, clock));
        this.postgres = postgres;
        this.owner = owner;
        this.peers = peers;
    }

    static PostgresDatabase connect(
            DatabaseAddress address, int connections, Period keepHistory, InstantSource clock, boolean shared) {
        var postgres = new Postgres(address);
        var owner = own(postgres, shared);
        try (var connection = postgres.connect()) {
            if (isBeingFilled(connection)) {
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't open %s: it is being filled by ./todo migrate or restore, which was not ended; do that again, and it goes on"
                                .formatted(postgres));
            }
        } catch (SQLException e) {
            owner.close();
            throw postgres.unusable(e);
        } catch (StoreException e) {
            owner.close();
            throw e;
        }
        List<DatabaseWorker> workers = new ArrayList<>();
        List<DatabaseReader> readers = new ArrayList<>();
        int each = connections == 0 ? DEFAULT_WORKERS : connections;
        long most = MemoryShares.ofHeap().writes() / each;
        var peers = shared ? new Peers(postgres, each) : null;
        for (int worker = 0; worker < each; worker++) {
            workers.add(new DatabaseWorker(new PostgresPlace(postgres, owner, peers, worker), QUEUE, most));
            readers.add(new DatabaseReader(new PostgresPlace(postgres, owner, peers, worker), QUEUE));
        }
        var opened = new PostgresDatabase(postgres, owner, peers, workers, readers, keepHistory, clock);
        opened.start();
        if (peers != null) {
            peers.start();
        }
        return opened;
    }

    /// Makes the tables ready, and takes the right to them.
    static PostgresOwner own(Postgres postgres, boolean shared) {
        try {
            var connection = postgres.connect();
            try {
                PostgresSchema.prepare(connection, postgres);
                var owner = PostgresOwner.take(postgres, connection, shared);
                warn(connection, postgres);
                return owner;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw postgres.unusable(e);
        }
    }

    static boolean isBeingFilled(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT filling IS NOT NULL FROM owner")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static void warn(Connection connection, Postgres postgres) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT name, setting FROM pg_settings WHERE setting = 'off' AND name IN ('fsync', 'full_page_writes')""")) {
            while (rows.next()) {
                LOG.warn(
                        "{} runs with {} = {}: when its machine goes down, changes that were answered can be lost; set it to on",
                        postgres,
                        rows.getString(1),
                        rows.getString(2));
            }
        }
    }

    /// Each reader has all lists; they take turns.
    @Override
    List<DatabaseReader> parts() {
        return List.of(readers.get(Math.floorMod(turn.getAndIncrement(), readers.size())));
    }

    /// Entries are written with their changes.
    @Override
    CompletableFuture<List<List<Held>>> heldBack() {
        return CompletableFuture.completedFuture(List.of(List.of()));
    }

    @Override
    public @Nullable Peers peers() {
        return peers;
    }

    @Override
    public @Nullable SharedTexts sharedTexts() {
        return peers == null ? null : new SharedTexts(postgres);
    }

    @Override
    public ReminderStorage reminders(Instant now) {
        return ReminderStorage.open(new PostgresReminders(postgres, owner, peers), now);
    }

    @Override
    public boolean othersAreGone() {
        return owner.holds() && (peers == null || peers.othersAreGone());
    }

    /// Where it is shared, only behind the end of all that had it before and are gone.
    @Override
    public CompletableFuture<Loaded> load(String list) {
        return peers == null ? super.load(list) : peers.cleared().thenCompose(_ -> super.load(list));
    }

    @Override
    public void whenOvertaken(Runnable action) {
        owner.whenOvertaken(action);
    }

    @Override
    public CheckReport check(Check.Progress progress) {
        if (!checking.tryAcquire()) {
            throw new StoreException(Trouble.BUSY, "a check is being made already");
        }
        try (var connection = still(postgres)) {
            return check(connection, postgres, progress);
        } catch (SQLException e) {
            throw postgres.failure("check " + postgres, e);
        } finally {
            checking.release();
        }
    }

    static CheckReport check(Connection connection, Postgres postgres, Check.Progress progress) {
        return new CheckReport(
                List.of(new FileCheck(connection, Sql.POSTGRES, postgres.toString(), null, progress).run()));
    }

    /// A connection of which each transaction sees one moment.
    static Connection still(Postgres postgres) throws SQLException {
        var connection = postgres.patient();
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    @Override
    public Snapshot snapshot() {
        join(allSettled());
        return PostgresSnapshot.begin(postgres);
    }

    @Override
    void closing() {}

    @Override
    void closed() {
        if (peers != null) {
            peers.close();
        }
        owner.close();
    }
}
