package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.StoreException.Trouble;

/// The targets of reminders and the deliveries that wait for them, as rows of the database.
///
/// Each method is one transaction, on disk when the method returns; after a [StoreException] nothing is stored, unless
/// only the answer to the commit was lost. There is one connection, which one thread uses at a time while others wait.
/// The rows hold secrets and belong to no list: with SQLite they are in a file of their own ([ReminderFile]), with
/// PostgreSQL in tables of their own, and backups and migrations leave them out.
public final class ReminderStorage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReminderStorage.class);

    /// The outcome of the last attempt to send something to a target.
    ///
    /// @param delivered whether the target accepted it
    /// @param detail the answer or the failure, in words
    /// @param attempts how often that message had been sent by then
    public record Result(Instant at, boolean delivered, String detail, int attempts) {}

    /// One reminder that waits to be accepted by one target.
    ///
    /// @param id the same for each attempt, also after a restart
    /// @param body what is sent, as JSON
    /// @param fired when the delivery was stored
    /// @param attempts how often it was sent
    /// @param next when to send it next
    public record Delivery(String id, ReminderTarget target, String body, Instant fired, int attempts, Instant next) {}

    /// A target and the state of its deliveries.
    ///
    /// @param givenUp how many deliveries were given up, the first of them at `givenUpSince`
    public record Status(
            ReminderTarget target,
            int waiting,
            @Nullable Result last,
            long givenUp,
            @Nullable Instant givenUpSince) {}

    /// Deliveries to one target that were just removed although it had not accepted them.
    ///
    /// @param total how many there were since `since`, with these
    public record GivenUp(String target, long count, long total, Instant since) {}

    /// The database that has the tables.
    interface Source {
        Connection connect() throws SQLException;

        StoreException failure(String doing, SQLException cause);

        /// Keeps any other server from becoming the one that sends, until the transaction ends.
        ///
        /// @throws StoreException if another one is
        void fence(Connection connection) throws SQLException;
    }

    private final Source source;
    private @Nullable Connection connection;
    private boolean closed;

    private ReminderStorage(Source source) {
        this.source = source;
    }

    /// @param now from when on reminders are sent, if nothing is stored yet
    static ReminderStorage open(Source source, Instant now) {
        var opened = new ReminderStorage(source);
        try {
            var _ = opened.transaction("open the reminders", connected -> ReminderRows.begin(connected, now));
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Up to when everything that was due has its deliveries.
    public Instant reached() {
        return transaction("read the reminders", ReminderRows::reached);
    }

    /// All targets, the oldest first.
    public List<Status> targets() {
        return transaction("read the targets of reminders", ReminderRows::targets);
    }

    /// The delivery to be sent next to a target; `null` if nothing waits for it.
    public @Nullable Delivery next(String target) {
        return transaction("read a reminder", connected -> ReminderRows.next(connected, target));
    }

    /// Adds a target, and returns it, or the one of the same address and keys; `null` if there are `most`.
    public @Nullable ReminderTarget add(ReminderTarget target, int most) {
        return transaction(
                "store a target of reminders",
                connected -> ReminderRows.add(connected, target, most) ? target : ReminderRows.same(connected, target));
    }

    /// Removes a target with the deliveries that wait for it; `false` if it is not there.
    public boolean remove(String target) {
        return transaction("remove a target of reminders", connected -> ReminderRows.remove(connected, target));
    }

    /// Adds the deliveries of everything that was due up to `reached`. Beyond `most` for a target, its oldest are
    /// given up.
    public List<GivenUp> begin(Instant reached, List<Delivery> deliveries, int most) {
        return transaction("store due reminders", connected -> {
            source.fence(connected);
            ReminderRows.reach(connected, reached);
            for (var delivery : deliveries) {
                ReminderRows.add(connected, delivery);
            }
            List<GivenUp> all = new ArrayList<>();
            for (var target :
                    deliveries.stream().map(Delivery::target).distinct().toList()) {
                all.addAll(ReminderRows.giveUpBeyond(connected, target.id(), most, reached));
            }
            return all;
        });
    }

    /// Stores the outcome of an attempt.
    ///
    /// @param next when to send it again; `null` if it was accepted
    public void tried(Delivery delivery, Result result, @Nullable Instant next) {
        var _ = transaction("store that a reminder was sent", connected -> {
            boolean there = next == null
                    ? ReminderRows.remove(connected, delivery)
                    : ReminderRows.later(connected, delivery, result.attempts(), next);
            if (there) {
                ReminderRows.tried(connected, delivery.target().id(), result);
            }
            return there;
        });
    }

    /// Gives up all deliveries to a target that were stored up to `due`, after an attempt at one of them.
    ///
    /// @return what was given up for the target; empty if the target is not there any more
    public List<GivenUp> giveUp(String target, Instant due, Result result) {
        return transaction("give up reminders", connected -> {
            ReminderRows.tried(connected, target, result);
            return ReminderRows.giveUp(connected, target, due, result.at());
        });
    }

    private synchronized <T extends @Nullable Object> T transaction(String doing, Postgres.Work<T> work) {
        if (closed) {
            throw new StoreException(Trouble.AWAY, "can't " + doing + ": the server is being stopped");
        }
        try {
            var connected = connection;
            if (connected == null) {
                connected = source.connect();
                connection = connected;
                connected.setAutoCommit(false);
            }
            T done = work.with(connected);
            connected.commit();
            return done;
        } catch (SQLException e) {
            var failure = source.failure(doing, e);
            if (failure.trouble() != Trouble.DISK_FULL || !rolledBack()) {
                disconnect();
            }
            throw failure;
        } catch (RuntimeException e) {
            disconnect();
            throw e;
        }
    }

    /// On a full disk nothing was written, and a new connection could not be had; with this one reading goes on.
    private boolean rolledBack() {
        var connected = connection;
        if (connected == null) {
            return false;
        }
        try {
            connected.rollback();
            return true;
        } catch (SQLException e) {
            return Sqlite.isEnded(e) && isBegunAgain(connected);
        }
    }

    /// SQLite has ended the transaction by itself, and its driver does not know.
    private static boolean isBegunAgain(Connection connected) {
        try (var statement = connected.createStatement()) {
            statement.execute("BEGIN");
            return true;
        } catch (SQLException e) {
            LOG.warn("can't begin again on a full disk; going on with a new connection: {}", e.getMessage());
            return false;
        }
    }

    private void disconnect() {
        Postgres.closeQuietly(connection);
        connection = null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
