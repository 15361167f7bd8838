package todo.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.Caller;
import todo.backup.Backups;
import todo.store.Database;
import todo.store.DatabaseAddress;
import todo.store.MemoryShares;
import todo.store.OutOfMemory;
import todo.store.ReminderStorage;
import todo.store.RepeatedTask;
import todo.store.SharedTexts;
import todo.store.StoreException;
import todo.store.StoreException.Trouble;
import todo.store.WorkerFigures;

/// All of it, running: the database, the processes, and the door to them.
public final class TodoSystem implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TodoSystem.class);
    private static final Duration WAKE_SENDERS = Duration.ofMinutes(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(8);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final Duration TOO_FAR_AHEAD = Duration.ofDays(1);

    /// What can be chosen.
    ///
    /// @param data the folder in which everything is kept
    /// @param workers how many files and writers the folder has; 0 for as many as it was made with, 3 in a new one
    /// @param idle how long nobody must have used a list for it to be let go from memory
    /// @param askTimeout how long an answer may take before the caller is told that it did not come
    /// @param clock the time, and the zone the server is in
    /// @param keepHistory how long changes are kept; [Period#ZERO] for ever
    /// @param db the PostgreSQL database in which the lists are; `null` if they are in the folder
    /// @param cluster how this server is one of several that share `db`; `null` if it is alone
    public record Settings(
            Path data,
            int workers,
            Duration idle,
            Duration askTimeout,
            Clock clock,
            Period keepHistory,
            @Nullable DatabaseAddress db,
            @Nullable ClusterSettings cluster) {
        public Settings {
            if (cluster != null && db == null) {
                throw new IllegalArgumentException("a cluster needs a database that its servers share");
            }
        }

        /// As the only server that has its lists.
        public Settings(
                Path data,
                int workers,
                Duration idle,
                Duration askTimeout,
                InstantSource clock,
                Period keepHistory,
                @Nullable DatabaseAddress db) {
            this(data, workers, idle, askTimeout, inZone(clock), keepHistory, db, null);
        }

        /// Where all history is kept, in the folder.
        public Settings(Path data, int workers, Duration idle, Duration askTimeout, InstantSource clock) {
            this(data, workers, idle, askTimeout, clock, Period.ZERO, null);
        }

        /// In the zone of the machine, unless `clock` has one.
        private static Clock inZone(InstantSource clock) {
            return clock instanceof Clock inZone ? inZone : clock.withZone(ZoneId.systemDefault());
        }

        /// As most want it, in the folder `data`.
        public static Settings of(Path data) {
            return new Settings(data, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), InstantSource.system());
        }
    }

    private final Database database;
    private final Lists lists;
    private final ScheduledExecutorService now = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("now and then").factory());
    private final Todos todos;
    private final Backups backups;
    private final Inside inside;
    private final MemoryShares shares = MemoryShares.ofHeap();
    private final Committed committed = new Committed(shares.lists());
    private final CompletableFuture<Instant> newest;
    private final Runnable forget;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TodoSystem(Settings settings, Database database) {
        this.database = database;
        backups = new Backups(settings.data(), database::snapshot, settings.clock(), database::changesWait);
        var feed = new Feed();
        var place = settings.cluster();
        lists = place == null
                ? new LocalLists(database, settings.clock(), committed, feed, settings.idle())
                : new ClusterLists(place, database, settings.clock(), committed, feed, settings.idle());
        todos = new Todos(database, committed, feed, lists, settings.clock(), settings.askTimeout());
        inside = new Inside(database, committed, todos, lists, shares);
        newest = database.newest();
        forget = OutOfMemory.whenFound(() -> Thread.ofPlatform().name("end").start(this::endForWantOfMemory));
        database.whenOvertaken(() -> committed.forEach((list, _) -> reload(list)));
    }

    private static Database open(Settings settings) {
        var db = settings.db();
        return db == null
                ? Database.open(settings.data(), settings.workers(), settings.keepHistory(), settings.clock())
                : Database.open(
                        db,
                        settings.data(),
                        settings.workers(),
                        settings.keepHistory(),
                        settings.clock(),
                        settings.cluster() != null);
    }

    private void reload(String list) {
        lists.tell(list, new Command.Reload());
    }

    /// Starts it all; what was on its way between lists when it last ended arrives now.
    ///
    /// @throws StoreException saying what is in the way
    public static TodoSystem start(Settings settings) {
        var system = on(open(settings), settings);
        try {
            system.wakeSenders().join();
            system.wakeSendersNowAndThen();
            var _ = system.newest.whenComplete((_, failure) -> system.logClock(failure));
        } catch (CompletionException e) {
            system.close();
            throw e.getCause() instanceof StoreException failure ? failure : e;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
        return system;
    }

    private static TodoSystem on(Database database, Settings settings) {
        try {
            return new TodoSystem(settings, database);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /// The same, on the folder `data` and with defaults for the rest.
    public static TodoSystem start(Path data) {
        return start(Settings.of(data));
    }

    /// Wakes the lists that have let entries go which have not arrived, so that they go on with it.
    private CompletableFuture<Void> wakeSenders() {
        if (!lists.isFirst()) {
            return CompletableFuture.completedFuture(null);
        }
        return database.senders().thenCompose(senders -> {
            var sent = senders.stream().map(todos::awaitSent).toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(sent);
        });
    }

    private void wakeSendersNowAndThen() {
        long pause = WAKE_SENDERS.toMillis();
        var _ = now.scheduleWithFixedDelay(
                new RepeatedTask("wake the lists that send to others", this::tryToWakeSenders),
                pause,
                pause,
                TimeUnit.MILLISECONDS);
    }

    private void tryToWakeSenders() {
        var _ = wakeSenders().exceptionally(failure -> {
            LOG.warn("can't find out what is on its way between lists: {}", failure.getMessage());
            return null;
        });
    }

    public Todos todos() {
        return todos;
    }

    /// The list `name`, which need not exist yet, as its owner has it.
    public ListHandle list(String name) {
        return new ListHandle(todos, Caller.OWNER, name);
    }

    /// The backups of all lists.
    public Backups backups() {
        return backups;
    }

    /// The processes and workers as they run, for those who look.
    public Inside inside() {
        return inside;
    }

    /// What the servers of a cluster have together; `null` where this one is alone.
    public @Nullable SharedTexts sharedTexts() {
        return database.sharedTexts();
    }

    /// Opens what is stored of reminders, for one who closes it before this is closed.
    ///
    /// @param now from when on reminders are sent, if nothing is stored yet
    public ReminderStorage reminders(Instant now) {
        return database.reminders(now);
    }

    /// The servers that have the lists between them; none where this one has them all.
    public List<Server> servers() {
        return lists.members();
    }

    /// Whether this server may answer for the lists it has: always, where it is alone.
    public boolean ours() {
        return lists.areOurs();
    }

    /// What is on disk is whole, and what follows would not be: so it ends, and takes nothing more.
    private void endForWantOfMemory() {
        LOG.error("the memory is used up: the lists are closed; open them again, with more memory (-Xmx)");
        close();
    }

    private void logClock(@Nullable Throwable failure) {
        var ahead = aheadOfClock();
        if (failure != null) {
            LOG.warn("can't read when the newest change was made: {}", failure.getMessage());
        } else if (!ahead.isZero()) {
            LOG.warn(
                    "the newest change is {} days ahead of this machine's clock; set the clock. Changes of such a list get"
                            + " the time of its last change until then",
                    ahead.toDays());
        }
    }

    /// Waits until the newest change that is stored is known.
    void awaitNewest() {
        var _ = newest.handle((_, _) -> true).join();
    }

    /// How far the newest change known is ahead of the clock; zero if that is less than a day.
    public Duration aheadOfClock() {
        var known = newest.isCompletedExceptionally() ? Instant.EPOCH : newest.getNow(Instant.EPOCH);
        var here = committed.newest();
        var ahead = Duration.between(todos.now(), known.isAfter(here) ? known : here);
        return ahead.compareTo(TOO_FAR_AHEAD) < 0 ? Duration.ZERO : ahead;
    }

    /// Whether requests should be sent here; see [#trouble]. The caller waits.
    public boolean ready(Duration atMost) {
        return trouble(atMost) == null;
    }

    /// Why this server can't do its work, or `null` if each worker of the database does so within `atMost`. The caller
    /// waits.
    public @Nullable StoreException trouble(Duration atMost) {
        String defect = defect(atMost);
        if (defect != null) {
            return new StoreException(Trouble.BROKEN, defect);
        }
        if (!lists.areOurs()) {
            return new StoreException(Trouble.AWAY, "this server has no lease in its cluster's database now");
        }
        try {
            database.ping().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof StoreException store && store.trouble() == Trouble.DISK_FULL
                    ? store
                    : new StoreException(Trouble.BROKEN, "the database failed", e);
        } catch (TimeoutException e) {
            return new StoreException(Trouble.BROKEN, "the database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StoreException(Trouble.BROKEN, "interrupted while waiting for the database", e);
        }
    }

    /// What does not run here any more that only starting again would mend, or `null`. A database that can't be
    /// reached is none. The caller waits.
    public @Nullable String defect(Duration atMost) {
        try {
            return !database.isAlive()
                    ? "a thread of the database has ended"
                    : lists.areAlive(atMost) ? null : "the processes of the lists do not run";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "interrupted while asking the processes of the lists";
        }
    }

    /// Removes the history of all lists from before `moment`, and gives how many changes that were.
    public CompletableFuture<Long> trimHistory(Instant moment) {
        return database.trim(moment);
    }

    /// What each worker of the database has done.
    public List<WorkerFigures> figures() {
        return database.figures();
    }

    /// How much waits for each worker of the database.
    public List<Integer> waiting() {
        return database.waiting();
    }

    /// Takes nothing more, answers what is under way, and lets go of everything, within about 10 seconds.
    @Override
    public void close() {
        forget.run();
        if (closed.getAndSet(true)) {
            return;
        }
        long start = System.nanoTime();
        try {
            now.shutdownNow();
            backups.close();
            todos.close(LONGEST_CLOSE);
            lists.close(LONGEST_END.minusNanos(System.nanoTime() - start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            database.close();
        }
    }
}
