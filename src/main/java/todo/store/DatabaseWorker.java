package todo.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.Backlog.Held;
import todo.store.StoreException.Trouble;

/// Does the actual disk writing for its share of the lists: one thread, one connection.
///
/// It takes all that waits in its bounded queue, writes it in one transaction, commits once, and then
/// answers all: the busier it is, the cheaper each change. If that fails, exactly what it held is
/// answered with the reason, and it goes on with a new connection. The table of entries may be behind
/// (see [Backlog]): who reads it takes what is [#heldBack] from memory, or has it written by [#settle].
final class DatabaseWorker {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWorker.class);
    private static final int MAX_BATCH = 2_000;
    private static final int ENTRIES_WITH_A_COMMIT = 100;
    private static final int ENTRIES_AT_ONCE = 2_000;
    private static final long QUIET_MILLIS = 500;
    private static final long TROUBLED_MILLIS = 5_000;
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// What can wait in the queue.
    private sealed interface Job {}

    private record Store(Write write) implements Job {}

    /// To be told when all that was queued before it is on disk, or has failed, and with `entries` is in the table
    /// of entries too; or why that can't be.
    private record Settle(boolean entries, Consumer<@Nullable StoreException> next) implements Job {}

    /// To be given the rows of entries that are held back, behind all that was queued before.
    private record Show(CompletableFuture<List<Held>> heldBack) implements Job {}

    /// Removes some old history, and tells whether there is more of it.
    private record Trim(Trimming trimming, BiConsumer<Boolean, @Nullable StoreException> next) implements Job {}

    private record Close() implements Job {}

    private final RowStore place;
    private final BlockingQueue<Job> queue;
    private final WorkerFigures figures = new WorkerFigures();
    private final Thread thread;
    private final Interrupts interrupts;
    private final Backlog backlog;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile @Nullable Long full;
    private @Nullable RowWriter rows;
    private boolean distrusted;

    /// @param mostBytes how many bytes the writes may have that wait, and as many again the rows that are held back
    DatabaseWorker(RowStore place, int queueLength, long mostBytes) {
        this.place = place;
        this.queue = new ArrayBlockingQueue<>(queueLength);
        this.backlog = new Backlog(mostBytes);
        this.mostBytes = mostBytes;
        this.thread = Thread.ofPlatform().name(place.name() + " writer").unstarted(this::run);
        this.interrupts = new Interrupts(thread.getName());
    }

    void start() {
        thread.start();
    }

    /// Queues `write`; `false` if the queue is full, by count or by bytes. A write that is larger than all the queue
    /// may hold is taken while nothing else waits. May be called from any thread and never waits.
    boolean store(Write write) {
        long size = write.bytes();
        long before = bytes.getAndAdd(size);
        boolean queued = (before == 0 || before + size <= mostBytes) && queue(new Store(write));
        if (!queued) {
            bytes.addAndGet(-size);
        }
        return queued;
    }

    /// Queues `next` to be told, on this worker's thread, when all that was queued before is on disk, and with
    /// `entries` is in the table of entries too, or why that can't be. `false` if the queue is full.
    boolean settle(boolean entries, Consumer<@Nullable StoreException> next) {
        return queue(new Settle(entries, next));
    }

    /// The rows that are committed and not yet in the table of entries, once all that was queued before is done.
    CompletableFuture<List<Held>> heldBack() {
        var heldBack = new CompletableFuture<List<Held>>();
        if (!queue(new Show(heldBack))) {
            heldBack.completeExceptionally(new StoreException(Trouble.BUSY, "too many wait for the database"));
        }
        return heldBack;
    }

    /// What comes in the instant in which the thread ends is either taken back here or answered by it.
    private boolean queue(Job job) {
        return !closed && queue.offer(job) && !(ended && queue.remove(job));
    }

    /// Queues a step of `trimming`; `next` is told, on this worker's thread, whether there is more to do, or why it
    /// could not be done. `false` if the queue is full.
    boolean trim(Trimming trimming, BiConsumer<Boolean, @Nullable StoreException> next) {
        return queue(new Trim(trimming, next));
    }

    /// Whether its thread has not ended.
    boolean isAlive() {
        return thread.isAlive();
    }

    int waiting() {
        return queue.size();
    }

    /// How many bytes the writes have that are not answered yet.
    long waitingBytes() {
        return bytes.get();
    }

    /// Whether the disk was full when something was last written, a moment ago.
    boolean foundDiskFull() {
        var since = full;
        return since != null && System.nanoTime() - since < FULL_NANOS;
    }

    WorkerFigures figures() {
        return figures;
    }

    /// Writes what waits, and then ends.
    void close() throws InterruptedException {
        closed = true;
        queue.put(new Close());
        thread.join();
    }

    private void run() {
        Deque<Job> batch = new ArrayDeque<>();
        boolean open = true;
        boolean well = true;
        while (open) {
            try {
                if (well) {
                    connected(); // what was held back when the file was last left is taken up at once
                }
                take(batch, well ? QUIET_MILLIS : TROUBLED_MILLIS);
                store(batch);
                open = goOn(batch);
                well = true;
            } catch (SQLException e) {
                open = fail(batch, place.failure("write " + place, e));
                well = false;
            } catch (InterruptedException _) {
                interrupts.add(); // while it waited, so nothing was taken from the queue
            } catch (RuntimeException | Error e) {
                OutOfMemory.look(e);
                open = fail(batch, new StoreException(Trouble.BROKEN, "the worker of " + place + " failed: " + e, e));
                well = false;
            }
        }
        disconnect();
        interrupts.end();
        ended = true;
        queue.drainTo(batch);
        if (!batch.isEmpty()) {
            fail(batch, new StoreException(Trouble.BUSY, "the database is closed"));
        }
    }

    private RowWriter connected() throws SQLException {
        if (rows != null && !rows.isAlive()) {
            disconnect();
        }
        var connected = rows == null ? place.writer(backlog, distrusted) : rows;
        rows = connected;
        distrusted = false;
        return connected;
    }

    /// Waits for what is to be done; a quiet while is used to write what was held back.
    private void take(Deque<Job> batch, long quietMillis) throws InterruptedException, SQLException {
        var first = backlog.isEmpty() ? queue.take() : queue.poll(quietMillis, TimeUnit.MILLISECONDS);
        while (first == null) {
            if (backlog.isEmpty()) {
                first = queue.take();
            } else {
                writeEntries(connected());
                first = queue.poll();
            }
        }
        batch.add(first);
        queue.drainTo(batch, MAX_BATCH);
    }

    private void store(Deque<Job> batch) throws SQLException {
        List<Write> writes = writes(batch);
        if (!writes.isEmpty()) {
            if (backlog.isTooLarge()) {
                writeAllEntries();
            }
            commit(connected(), writes);
        }
    }

    private static List<Write> writes(Deque<Job> batch) {
        List<Write> writes = new ArrayList<>(batch.size());
        for (var job : batch) {
            if (job instanceof Store(var write)) {
                writes.add(write);
            }
        }
        return writes;
    }

    private void commit(RowWriter rows, List<Write> writes) throws SQLException {
        long start = System.nanoTime();
        long seq = rows.seq();
        List<Write> written =
                writes.stream().filter(write -> !write.list.lost()).toList();
        List<Held> late = List.of();
        try {
            written.forEach(write -> write.list.begin());
            var held = rows.write(written);
            late = backlog.next(ENTRIES_WITH_A_COMMIT + writes.size(), false);
            if (!late.isEmpty()) {
                rows.writeEntries(late, backlog.reachedWith(late));
            }
            rows.commit();
            if (!late.isEmpty()) {
                backlog.written(late);
            }
            backlog.add(held, rows.seq());
            rows.check();
        } catch (SQLException e) {
            boolean usable = rows.rollback(seq);
            if (usable && !late.isEmpty() && place.isDamage(e)) {
                writeApart(rows, late); // it may be these alone that can't be written
                commit(rows, writes);
                return;
            }
            try {
                failed(rows, writes, place.failure("write " + place, e), e);
            } finally {
                if (!usable) {
                    disconnect();
                }
            }
            return;
        } catch (StoreException e) {
            rows.rollback(seq);
            failed(rows, writes, e, null);
            return;
        }
        full = null;
        figures.committed(written.size(), System.nanoTime() - start);
        for (var write : written) {
            write.list.committed();
            write.answer(null);
        }
        if (written.size() < writes.size()) {
            lose(writes, new StoreException(Trouble.OVERTAKEN, "an earlier change of the list could not be stored"));
        }
    }

    /// What one list can't have fails that list alone: each list's share is tried by itself.
    private void failed(RowWriter rows, List<Write> writes, StoreException reason, @Nullable SQLException cause)
            throws SQLException {
        Map<OpenList, List<Write>> shares = new LinkedHashMap<>();
        writes.forEach(write ->
                shares.computeIfAbsent(write.list, _ -> new ArrayList<>()).add(write));
        boolean ofOne = reason.trouble() == Trouble.OVERTAKEN || reason.trouble() == Trouble.DAMAGED;
        if (ofOne && shares.size() > 1) {
            for (var share : shares.values()) {
                commit(rows, share);
            }
            return;
        }
        lose(writes, reason);
        if (cause != null && (reason.trouble() == Trouble.BROKEN || reason.trouble() == Trouble.AWAY)) {
            throw cause;
        }
    }

    /// Answers those of `writes` that have no answer yet with `reason`; their lists must be loaded again.
    private void lose(List<Write> writes, StoreException reason) {
        if (reason.trouble() == Trouble.DISK_FULL) {
            full = System.nanoTime();
        }
        for (var write : writes) {
            if (!write.answered()) {
                figures.failed();
                write.list.lose();
                write.answer(reason);
            }
        }
    }

    /// Writes some of what was held back.
    private void writeEntries(RowWriter rows) throws SQLException {
        var late = backlog.next(ENTRIES_AT_ONCE, true);
        try {
            rows.writeEntries(late, backlog.reachedWith(late));
            rows.commit();
        } catch (SQLException e) {
            if (!rows.rollback(rows.seq()) || !place.isDamage(e)) {
                throw e;
            }
            writeApart(rows, late);
            return;
        }
        backlog.written(late);
    }

    private void writeApart(RowWriter rows, List<Held> late) throws SQLException {
        rows.writeEntriesApart(late, backlog.reachedWith(late));
        backlog.written(late);
    }

    private void writeAllEntries() throws SQLException {
        while (!backlog.isEmpty()) {
            writeEntries(connected());
        }
    }

    /// Tells those who waited for the writes; `false` if it is time to end.
    private boolean goOn(Deque<Job> batch) throws SQLException {
        boolean open = true;
        for (; !batch.isEmpty(); batch.remove()) {
            switch (batch.element()) {
                case Store(var write) -> bytes.addAndGet(-write.bytes());
                case Settle(var entries, var next) -> {
                    connected();
                    if (entries) {
                        writeAllEntries();
                    }
                    next.accept(null);
                }
                case Show(var heldBack) -> {
                    connected();
                    heldBack.complete(backlog.all());
                }
                case Trim(var trimming, var next) -> next.accept(trimming.step(connected(), place), null);
                case Close _ -> {
                    writeAllEntries();
                    open = false;
                }
            }
        }
        return open;
    }

    /// Nobody is left without an answer.
    private boolean fail(Deque<Job> batch, StoreException reason) {
        if (reason.trouble() == Trouble.AWAY) {
            if (rows != null) { // else it is told where one tries to reach it
                LOG.warn("{}; going on with a new connection", reason.getMessage());
            }
        } else {
            LOG.error("{}; going on with a new connection", reason.getMessage(), reason);
        }
        lose(writes(batch), reason);
        disconnect();
        distrusted |= reason.trouble() != Trouble.DISK_FULL;
        boolean open = true;
        while (!batch.isEmpty()) {
            switch (batch.remove()) {
                case Store(var write) -> bytes.addAndGet(-write.bytes());
                case Settle(var _, var next) -> next.accept(reason);
                case Show(var heldBack) -> heldBack.completeExceptionally(reason);
                case Trim(var _, var next) -> next.accept(false, reason);
                case Close _ -> open = false;
            }
        }
        return open;
    }

    private void disconnect() {
        var connected = rows;
        rows = null;
        if (connected != null) {
            try {
                connected.close();
            } catch (SQLException | StoreException e) {
                LOG.warn("can't close {}: {}", place, e.getMessage());
            }
        }
    }
}
