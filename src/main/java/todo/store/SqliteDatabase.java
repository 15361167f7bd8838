package todo.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import todo.store.Backlog.Held;
import todo.store.StoreException.Trouble;

/// The database as a folder of SQLite files, each with its worker and its reader.
final class SqliteDatabase extends Database {
    private static final int SNAPSHOT_ATTEMPTS = 5;

    private final DataFolder folder;
    private final List<SqliteLog> logs;
    private final Checkpointer checkpointer = new Checkpointer();
    private final Semaphore checking = new Semaphore(1);
    private final List<Names> names;
    private final Thread reading;

    private SqliteDatabase(
            DataFolder folder,
            List<SqliteLog> logs,
            List<DatabaseWorker> workers,
            List<DatabaseReader> readers,
            Period keepHistory,
            InstantSource clock) {
        super(workers, readers, new Retention(workers, readers, keepHistory, clock));
        this.folder = folder;
        this.logs = logs;
        for (int worker = 0; worker < workers.size(); worker++) {
            checkpointer.add(
                    folder.file(worker), logs.get(worker), workers.get(worker).figures());
        }
        this.names = workers.stream().map(_ -> new Names()).toList();
        this.reading = Thread.ofPlatform().daemon().name("names").unstarted(this::readNames);
    }

    static SqliteDatabase open(DataFolder folder, Period keepHistory, InstantSource clock) {
        return open(folder, keepHistory, clock, MemoryShares.ofHeap());
    }

    static SqliteDatabase open(DataFolder folder, Period keepHistory, InstantSource clock, MemoryShares shares) {
        List<DatabaseWorker> workers = new ArrayList<>();
        List<DatabaseReader> readers = new ArrayList<>();
        List<SqliteLog> logs = new ArrayList<>();
        long most = shares.writes() / folder.workers();
        for (int worker = 0; worker < folder.workers(); worker++) {
            logs.add(new SqliteLog(folder.file(worker)));
            var file = new SqliteFile(folder.file(worker), logs.getLast());
            workers.add(new DatabaseWorker(file, QUEUE, most));
            readers.add(new DatabaseReader(file, QUEUE));
        }
        var opened = new SqliteDatabase(folder, logs, workers, readers, keepHistory, clock);
        opened.start();
        opened.checkpointer.start();
        opened.reading.start();
        return opened;
    }

    @Override
    public ReminderStorage reminders(Instant now) {
        return ReminderStorage.open(new ReminderFile(folder.path().resolve("reminders.db")), now);
    }

    private void readNames() {
        for (int worker = 0; worker < names.size() && !Thread.currentThread().isInterrupted(); worker++) {
            names.get(worker).readAll(folder.file(worker));
        }
    }

    /// Nobody else writes the files, so what was never there need not be looked for.
    @Override
    public CompletableFuture<Loaded> load(String list) {
        return names.get(workerOf(list)).mayHave(list)
                ? super.load(list)
                : CompletableFuture.completedFuture(Loaded.none(list));
    }

    @Override
    public boolean store(Write write) {
        if (write.isFirst()) {
            names.get(workerOf(write.list.name())).add(write.list.name());
        }
        return super.store(write);
    }

    /// Each file has lists of its own.
    @Override
    List<DatabaseReader> parts() {
        return readers;
    }

    @Override
    CompletableFuture<List<List<Held>>> heldBack() {
        return all(workers.stream().map(DatabaseWorker::heldBack).toList());
    }

    @Override
    public CheckReport check(Check.Progress progress) {
        if (!checking.tryAcquire()) {
            throw new StoreException(Trouble.BUSY, "a check is being made already");
        }
        try {
            return Check.live(folder.path(), progress);
        } finally {
            checking.release();
        }
    }

    /// For the moment of which it is, all workers stand still.
    @Override
    public synchronized Snapshot snapshot() {
        var files = IntStream.range(0, workers.size()).mapToObj(folder::file).toList();
        for (int attempt = 0; attempt < SNAPSHOT_ATTEMPTS; attempt++) {
            join(allSettled());
            var snapshot = new FolderSnapshot(files);
            if (begin(snapshot)) {
                return snapshot;
            }
            snapshot.close();
        }
        throw new StoreException(Trouble.BUSY, "the disk is too slow for a backup now; try again later");
    }

    private boolean begin(FolderSnapshot snapshot) {
        var standstill = new Standstill(workers.size());
        try {
            for (var worker : workers) {
                if (!worker.settle(true, standstill::arrive)) {
                    throw new StoreException(Trouble.BUSY, "too many wait for the database");
                }
            }
            if (!standstill.reached()) {
                return false;
            }
            snapshot.begin();
            return standstill.held();
        } catch (SQLException e) {
            snapshot.close();
            throw Sqlite.failure("read the lists", e);
        } catch (InterruptedException e) {
            snapshot.close();
            Thread.currentThread().interrupt();
            throw new StoreException(Trouble.BROKEN, "interrupted while reading the lists", e);
        } catch (StoreException e) {
            snapshot.close();
            throw e;
        } finally {
            standstill.end();
        }
    }

    /// The last connection to a file puts all into the file itself.
    @Override
    void closing() throws InterruptedException {
        checkpointer.close();
        reading.interrupt();
        reading.join();
        names.forEach(Names::forget);
    }

    @Override
    void closed() {
        logs.forEach(SqliteLog::end);
        folder.close();
    }
}
