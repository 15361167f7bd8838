package todo.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.StoreException.Trouble;

/// Does the actual disk writing for its share of the lists: one thread, one connection, one file.
///
/// It takes all that waits in its bounded queue, writes it in one transaction, commits once, and then
/// answers all: the busier it is, the cheaper each change. If that fails, exactly what it held is
/// answered with the reason, and it goes on with a new connection.
final class DatabaseWorker {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWorker.class);
    private static final int MAX_BATCH = 2_000;

    /// What can wait in the queue.
    private sealed interface Job {}

    private record Store(Write write) implements Job {}

    /// To be run when all that was queued before it is on disk, or has failed.
    private record Then(Runnable next) implements Job {}

    private record Close() implements Job {}

    private final Path file;
    private final BlockingQueue<Job> queue;
    private final WorkerFigures figures = new WorkerFigures();
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable RowWriter rows;

    DatabaseWorker(Path file, int queueLength) {
        this.file = file;
        this.queue = new ArrayBlockingQueue<>(queueLength);
        this.thread = Thread.ofPlatform().name(file.getFileName() + " writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Queues `write`; `false` if the queue is full. May be called from any thread and never waits.
    boolean store(Write write) {
        return !closed && queue.offer(new Store(write));
    }

    /// Queues `next` to be run, on this worker's thread, behind all that was queued before; `false` if the queue is
    /// full.
    boolean then(Runnable next) {
        return !closed && queue.offer(new Then(next));
    }

    int waiting() {
        return queue.size();
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
        List<Job> batch = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH);
                store(batch);
            } catch (SQLException e) {
                fail(batch, Sqlite.failure("write " + file, e));
            } catch (InterruptedException e) {
                fail(batch, new StoreException(Trouble.BROKEN, "the worker of " + file + " was interrupted", e));
            } catch (RuntimeException | Error e) {
                fail(batch, new StoreException(Trouble.BROKEN, "the worker of " + file + " failed: " + e, e));
            }
            open = goOn(batch);
            batch.clear();
        }
        disconnect();
    }

    private void store(List<Job> batch) throws SQLException {
        List<Write> writes = writes(batch);
        if (!writes.isEmpty()) {
            var connected = rows == null ? RowWriter.open(file) : rows;
            rows = connected;
            commit(connected, writes);
        }
    }

    private static List<Write> writes(List<Job> batch) {
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
        List<Write> written = new ArrayList<>(writes.size());
        try {
            writes.forEach(write -> write.list.begin());
            rows.begin();
            for (var write : writes) {
                if (!write.list.lost()) {
                    rows.write(write);
                    written.add(write);
                }
            }
            rows.commit();
        } catch (SQLException e) {
            rows.rollback();
            failed(rows, writes, Sqlite.failure("write " + file, e), e);
            return;
        } catch (StoreException e) {
            rows.rollback();
            failed(rows, writes, e, new SQLException(e));
            return;
        }
        figures.committed(written.size(), System.nanoTime() - start);
        for (var write : written) {
            write.list.committed();
            write.answer(null);
        }
        lose(writes, new StoreException(Trouble.OVERTAKEN, "an earlier change of the list could not be stored"));
    }

    /// What one list can't have fails that list alone: each list's share is tried by itself.
    private void failed(RowWriter rows, List<Write> writes, StoreException reason, SQLException cause)
            throws SQLException {
        Map<OpenList, List<Write>> shares = new LinkedHashMap<>();
        writes.forEach(write ->
                shares.computeIfAbsent(write.list, _ -> new ArrayList<>()).add(write));
        if (reason.trouble() == Trouble.OVERTAKEN && shares.size() > 1) {
            for (var share : shares.values()) {
                commit(rows, share);
            }
            return;
        }
        lose(writes, reason);
        if (reason.trouble() == Trouble.BROKEN) {
            throw cause;
        }
    }

    /// Answers those of `writes` that have no answer yet with `reason`; their lists must be loaded again.
    private void lose(List<Write> writes, StoreException reason) {
        for (var write : writes) {
            if (!write.answered()) {
                figures.failed();
                write.list.lose();
                write.answer(reason);
            }
        }
    }

    private void fail(List<Job> batch, StoreException reason) {
        LOG.error("{}; going on with a new connection", reason.getMessage(), reason);
        lose(writes(batch), reason);
        disconnect();
    }

    /// Runs what waited for the writes; `false` if it is time to end.
    private boolean goOn(List<Job> batch) {
        boolean open = true;
        for (var job : batch) {
            switch (job) {
                case Store _ -> {}
                case Then(var next) -> next.run();
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
            } catch (SQLException e) {
                LOG.warn("can't close {}: {}", file, e.getMessage());
            }
        }
    }
}
