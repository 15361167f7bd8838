package todo.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.json.BadRequest;
import todo.store.StoreException.Trouble;

/// Reads what is committed: one thread, one connection.
///
/// Each reading is short; what is long is read page by page, so that nobody waits long for anybody. Pages of what goes
/// through all lists wait in a queue of their own: between two of them, whatever else waits is read.
final class DatabaseReader {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseReader.class);

    /// Something short to be read.
    interface Reading<T> {
        T from(RowReader rows) throws SQLException;
    }

    private record Task<T>(@Nullable String list, Reading<T> reading, CompletableFuture<T> answer) {}

    private static final int BATCH = 63;

    private final RowStore place;
    private static final Task<?> WAKE = new Task<>(null, _ -> false, new CompletableFuture<>());

    private final BlockingQueue<Task<?>> queue;
    private final BlockingQueue<Task<?>> scans;
    private final Thread thread;
    private final Interrupts interrupts;
    private volatile boolean closed;
    private volatile boolean ended;
    private @Nullable RowReader rows;

    DatabaseReader(RowStore place, int queueLength) {
        this.place = place;
        this.queue = new ArrayBlockingQueue<>(queueLength);
        this.scans = new ArrayBlockingQueue<>(queueLength);
        this.thread = Thread.ofPlatform().name(place.name() + " reader").unstarted(this::run);
        this.interrupts = new Interrupts(thread.getName());
    }

    void start() {
        thread.start();
    }

    /// Queues `reading`; what comes of it is completed on this reader's thread. A full queue fails it at once.
    <T> CompletableFuture<T> read(Reading<T> reading) {
        return read(null, reading);
    }

    /// Queues a page of what goes through all lists, for which nothing else waits longer than for one such page.
    <T> CompletableFuture<T> scan(Reading<T> reading) {
        var answer = queue(scans, null, reading);
        var _ = queue.offer(WAKE); // a full queue keeps the thread awake
        return answer;
    }

    /// The same for what is of `list` alone.
    <T> CompletableFuture<T> read(@Nullable String list, Reading<T> reading) {
        return queue(queue, list, reading);
    }

    private <T> CompletableFuture<T> queue(BlockingQueue<Task<?>> queue, @Nullable String list, Reading<T> reading) {
        var answer = new CompletableFuture<T>();
        var task = new Task<>(list, reading, answer);
        // What comes in the instant in which the thread ends is either taken back here or answered by it.
        if (closed || !queue.offer(task) || ended && queue.remove(task)) {
            answer.completeExceptionally(new StoreException(
                    Trouble.BUSY, closed ? "the database is closed" : "too many wait to read " + place.name()));
        }
        return answer;
    }

    /// Whether its thread has not ended.
    boolean isAlive() {
        return thread.isAlive();
    }

    int waiting() {
        return queue.size() + scans.size();
    }

    /// Reads what waits, and then ends.
    void close() throws InterruptedException {
        closed = true;
        queue.put(WAKE);
        thread.join();
    }

    private void run() {
        List<Task<?>> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty() || !scans.isEmpty()) {
            try {
                if (scans.isEmpty()) {
                    batch.add(queue.take());
                }
                queue.drainTo(batch, BATCH);
                scans.drainTo(batch, 1);
                answer(batch);
            } catch (InterruptedException _) {
                interrupts.add(); // while it waited, so nothing was taken from the queue
            }
            batch.clear();
        }
        disconnect();
        interrupts.end();
        ended = true;
        queue.drainTo(batch);
        scans.drainTo(batch);
        for (var late : batch) {
            late.answer.completeExceptionally(new StoreException(Trouble.BUSY, "the database is closed"));
        }
    }

    /// Answers what waits, in one transaction, which is cheaper than one for each. It begins after all of it
    /// was queued, so each sees what was committed when it was asked.
    private void answer(List<Task<?>> batch) {
        for (var task : batch) {
            answer(task);
        }
        var connected = rows;
        if (connected != null) {
            try {
                connected.endTransaction();
            } catch (SQLException e) {
                LOG.error("can't end reading {}; going on with a new connection", place, e);
                disconnect();
            }
        }
    }

    private <T> void answer(Task<T> task) {
        boolean fresh = rows == null;
        try {
            var connected = rows == null ? place.reader() : rows;
            rows = connected;
            task.answer.complete(task.reading.from(connected));
        } catch (SQLException e) {
            var reason = place.failure("read " + place, e);
            if (reason.trouble() == Trouble.AWAY && !fresh) {
                disconnect(); // it may have been cut while nobody used it; to read again does no harm
                answer(task);
                return;
            }
            fail(task, reason.trouble() == Trouble.DAMAGED ? damaged(task.list, e) : reason);
        } catch (BadRequest | Damage e) {
            fail(task, damaged(task.list, e));
        } catch (RuntimeException | Error e) {
            OutOfMemory.look(e);
            fail(task, new StoreException(Trouble.BROKEN, "can't read " + place + ": " + e.getMessage(), e));
        }
    }

    /// What is said where `list`, or what is read of all lists if that is `null`, is not as it was written.
    StoreException damaged(@Nullable String list, Exception cause) {
        return new StoreException(
                Trouble.DAMAGED,
                "can't read %s in %s, which is damaged: %s; ./todo check says more, and a backup may have it whole"
                        .formatted(
                                list == null ? "the lists" : "the list \"" + list + "\"",
                                place.name(),
                                cause.getMessage()),
                cause);
    }

    boolean isDamage(SQLException cause) {
        return place.isDamage(cause);
    }

    private void fail(Task<?> task, StoreException reason) {
        if (reason.trouble() != Trouble.AWAY) { // of which is told where one tries to reach it
            LOG.error("{}; going on with a new connection", reason.getMessage(), reason);
        }
        disconnect();
        task.answer.completeExceptionally(reason);
    }

    private void disconnect() {
        var connected = rows;
        rows = null;
        if (connected != null) {
            try {
                connected.close();
            } catch (SQLException e) {
                LOG.warn("can't close {}: {}", place, e.getMessage());
            }
        }
    }
}
