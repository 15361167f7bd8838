package todo.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import todo.list.Change;
import todo.list.Query;
import todo.store.Backlog.Held;
import todo.store.StoreException.Trouble;

/// The database: workers that write, readers that read, and the way from a list's name to one of each.
///
/// The way is a stable hash of the name, so one list is always written by the same worker, in order.
/// Nothing here waits: what takes time is given as a future, which fails with a [StoreException].
public abstract sealed class Database implements AutoCloseable permits SqliteDatabase, PostgresDatabase {
    static final int QUEUE = 20_000;

    final List<DatabaseWorker> workers;
    final List<DatabaseReader> readers;
    private final Retention retention;
    private final LargeLoads largeLoads = new LargeLoads();

    /// @param readers as many as there are workers
    Database(List<DatabaseWorker> workers, List<DatabaseReader> readers, Retention retention) {
        this.workers = List.copyOf(workers);
        this.readers = List.copyOf(readers);
        this.retention = retention;
    }

    final void start() {
        workers.forEach(DatabaseWorker::start);
        readers.forEach(DatabaseReader::start);
        retention.start();
    }

    /// Opens the database in `folder`, which is made if it is not there. One process can have it at a time.
    ///
    /// @param workers how many there should be, as fixed when the folder was made; 0 for whatever that is
    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way
    public static Database open(Path folder, int workers) {
        return open(folder, workers, Period.ZERO, InstantSource.system());
    }

    /// The same, where history is kept only for `keepHistory`, unless that is [Period#ZERO].
    public static Database open(Path folder, int workers, Period keepHistory, InstantSource clock) {
        return SqliteDatabase.open(DataFolder.open(folder, workers, Schema.CURRENT), keepHistory, clock);
    }

    /// Opens a PostgreSQL database, in which the tables are made if they are not there.
    ///
    /// @param data the folder for what else is kept, which is made if it is not there
    /// @param connections how many write and how many read; 0 for 3
    /// @param shared whether other servers may have it too, which must see to it that each list has one owner
    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way
    public static Database open(
            DatabaseAddress address,
            Path data,
            int connections,
            Period keepHistory,
            InstantSource clock,
            boolean shared) {
        DataFolder.create(data);
        return PostgresDatabase.connect(address, connections, keepHistory, clock, shared);
    }

    /// The servers with whom this database is shared; `null` if it is this one's alone.
    public @Nullable Peers peers() {
        return null;
    }

    /// What the servers that share this database have together; `null` if it is this one's alone.
    public @Nullable SharedTexts sharedTexts() {
        return null;
    }

    /// Opens what is stored of reminders.
    ///
    /// @param now from when on reminders are sent, if nothing is stored yet
    /// @throws StoreException if it can't be read
    public abstract ReminderStorage reminders(Instant now);

    /// Whether no server that had this database before this one can still write to it.
    public boolean othersAreGone() {
        return true;
    }

    /// `action` is run when another server had the database for a while, so that what is known of lists may be old.
    public void whenOvertaken(Runnable action) {}

    /// Loads a list, behind all that was queued to be written of it before.
    public CompletableFuture<Loaded> load(String list) {
        int worker = workerOf(list);
        var loaded = new CompletableFuture<Loaded>();
        var _ = settled(worker, false).whenComplete((_, failure) -> {
            if (failure == null || isDamage(failure)) { // whether the list has suffered is seen by what is loaded
                new Loading(list, readers.get(worker), largeLoads, loaded).start();
            } else {
                loaded.completeExceptionally(failure);
            }
        });
        return loaded;
    }

    private static boolean isDamage(Throwable failure) {
        return cause(failure) instanceof StoreException store && store.trouble() == Trouble.DAMAGED;
    }

    private static String message(Throwable failure) {
        return String.valueOf(cause(failure).getMessage());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /// Completes when all that was queued before is on disk, and with `entries` is in the table of entries too.
    private CompletableFuture<Void> settled(int worker, boolean entries) {
        var settled = new CompletableFuture<Void>();
        boolean queued = workers.get(worker).settle(entries, failure -> {
            if (failure == null) {
                settled.complete(null);
            } else {
                settled.completeExceptionally(failure);
            }
        });
        if (!queued) {
            settled.completeExceptionally(new StoreException(Trouble.BUSY, "too many wait for the database"));
        }
        return settled;
    }

    /// Completes when all that was queued before is on disk, and in the table of entries too.
    final CompletableFuture<Void> allSettled() {
        return allSettled(true);
    }

    private CompletableFuture<Void> allSettled(boolean entries) {
        return CompletableFuture.allOf(IntStream.range(0, workers.size())
                .mapToObj(worker -> settled(worker, entries))
                .toArray(CompletableFuture[]::new));
    }

    /// Queues a write for the worker of its list; `false` if that worker's queue is full, and then it is not done.
    public boolean store(Write write) {
        return workers.get(workerOf(write.list.name())).store(write);
    }

    /// What came of the request `key` that was made of `list` before, or `null` if none was.
    public CompletableFuture<@Nullable Answered> answered(String list, String key) {
        return readList(list, null, (rows, found) -> rows.answered(found.key(), key));
    }

    /// All changes of the edit of `list` that made the change `version`, oldest first; none if there is no such change.
    public CompletableFuture<List<Change>> edit(String list, long version) {
        return readList(list, List.of(), (rows, found) -> rows.edit(found.key(), version));
    }

    /// The changes of `list` from `first` to `last`, both included, oldest first: at most a page, from the first.
    public CompletableFuture<List<Change>> changes(String list, long first, long last) {
        return readList(list, List.of(), (rows, found) -> rows.changes(found.key(), first, last));
    }

    /// The changes of `list` from `last` down to `first`, both included, newest first: at most a page, from the last.
    public CompletableFuture<List<Change>> changesDown(String list, long last, long first) {
        return readList(list, List.of(), (rows, found) -> rows.changesDown(found.key(), last, first));
    }

    /// Where the history of `list` begins.
    public CompletableFuture<Floor> floor(String list) {
        return readList(list, Floor.NONE, (rows, found) -> rows.floor(found.key()));
    }

    /// Removes the history of all lists from before `moment`, and gives how many changes that were.
    public CompletableFuture<Long> trim(Instant moment) {
        return allSettled().thenCompose(_ -> retention.trim(moment)); // as yet unwritten entries come of changes
    }

    /// The version that `list` had at `moment`.
    public CompletableFuture<Long> versionAt(String list, Instant moment) {
        return readList(list, 0L, (rows, found) -> {
            long low = 0;
            long high = found.version();
            while (low < high) {
                long middle = (low + high + 1) / 2;
                var at = rows.at(found.key(), middle);
                if (at == null || !at.isAfter(moment)) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        });
    }

    /// The lists there are whose names come after `after`, in order of name: at most a page, from the first. Damaged
    /// ones and files that can't be read are named, and the others given.
    public CompletableFuture<ListPage> lists(String after) {
        return all(parts().stream().map(reader -> lists(reader, after)).toList())
                .thenApply(ListPage::merge);
    }

    private static CompletableFuture<ListPage> lists(DatabaseReader reader, String after) {
        return reader.read(rows -> new ListPage(rows.lists(after), List.of()))
                .exceptionallyCompose(failure -> isDamage(failure)
                        ? reader.read(rows -> new ListPage(rows.listsOneByOne(after, reader::isDamage), List.of()))
                        : CompletableFuture.failedFuture(failure))
                .exceptionallyCompose(failure -> isDamage(failure)
                        ? CompletableFuture.completedFuture(new ListPage(List.of(), List.of(message(failure))))
                        : CompletableFuture.failedFuture(failure));
    }

    /// Goes through the entries of all lists that `query` wants, from behind `after`. The caller waits.
    public Walk walk(Query query, Place after) {
        return new Walk(parts(), join(heldBack()), query, after);
    }

    /// What the table of entries does not have yet, of each of the [#parts].
    abstract CompletableFuture<List<List<Held>>> heldBack();

    /// The names of the lists that have sent something which has not arrived.
    public CompletableFuture<List<String>> senders() {
        var found =
                parts().stream().map(reader -> reader.read(RowReader::senders)).toList();
        return all(found)
                .thenApply(names -> names.stream().flatMap(List::stream).toList());
    }

    /// Completes when each worker has done what waits for it, and each reader can read. Nothing is written for it;
    /// fails with [Trouble#DISK_FULL] if that stopped a worker a moment ago.
    public CompletableFuture<Void> ping() {
        return allSettled(false).thenCompose(_ -> senders()).thenAccept(_ -> {
            if (workers.stream().anyMatch(DatabaseWorker::foundDiskFull)) {
                throw new StoreException(Trouble.DISK_FULL, "the disk is full");
            }
        });
    }

    /// Whether the threads of all workers and readers run: each ends only when this is closed, or by a defect.
    public boolean isAlive() {
        return workers.stream().allMatch(DatabaseWorker::isAlive)
                && readers.stream().allMatch(DatabaseReader::isAlive);
    }

    /// When the newest of the last changes was made; [Instant#EPOCH] if there is none.
    public CompletableFuture<Instant> newest() {
        return all(parts().stream()
                        .map(reader -> reader.scan(RowReader::newest))
                        .toList())
                .thenApply(
                        found -> found.stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH));
    }

    /// Looks whether all is whole, while it is written. The caller waits; one check is made at a time.
    ///
    /// @throws StoreException with [Trouble#BUSY] if there is one already
    public abstract CheckReport check(Check.Progress progress);

    /// All rows of all lists as they are at one moment, as if the machine had gone down just then. The caller waits,
    /// and must close it soon.
    ///
    /// @throws StoreException if it can't be had
    public abstract Snapshot snapshot();

    /// What each worker has done, in order of its number.
    public List<WorkerFigures> figures() {
        return workers.stream().map(DatabaseWorker::figures).toList();
    }

    /// How much waits for each worker, in order of its number.
    public List<Integer> waiting() {
        return workers.stream().map(DatabaseWorker::waiting).toList();
    }

    /// How many bytes of changes wait for all workers.
    public long waitingBytes() {
        return workers.stream().mapToLong(DatabaseWorker::waitingBytes).sum();
    }

    /// Whether there are changes that wait for a worker.
    public boolean changesWait() {
        return workers.stream().anyMatch(worker -> worker.waiting() > 0);
    }

    /// How much waits to be read from each file, in order of its worker's number.
    public List<Integer> waitingToRead() {
        return readers.stream().map(DatabaseReader::waiting).toList();
    }

    /// The readers that have all lists between them, and each of them once.
    abstract List<DatabaseReader> parts();

    /// Ends what works beside the workers.
    abstract void closing() throws InterruptedException;

    /// Lets go of what is left when all have ended.
    abstract void closed();

    /// Writes what waits, and lets go of everything.
    @Override
    public final void close() {
        try {
            retention.close();
            closing();
            for (var reader : readers) {
                reader.close();
            }
            for (var worker : workers) {
                worker.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Trouble.BROKEN, "interrupted while closing the database", e);
        } finally {
            closed();
        }
    }

    /// The number of the worker that writes `list`.
    public int workerOf(String list) {
        return workerOf(list, workers.size());
    }

    /// Which of `workers` files the list is in.
    static int workerOf(String list, int workers) {
        return Math.floorMod(list.hashCode(), workers);
    }

    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException failure ? failure : e;
        }
    }

    private interface ListReading<T> {
        T from(RowReader rows, RowReader.ListRow list) throws SQLException;
    }

    private <T extends @Nullable Object> CompletableFuture<T> readList(String list, T none, ListReading<T> reading) {
        return readers.get(workerOf(list)).read(list, rows -> {
            var found = rows.list(list);
            return found == null ? none : reading.from(rows, found);
        });
    }

    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ -> parts.stream().map(CompletableFuture::join).toList());
    }
}
