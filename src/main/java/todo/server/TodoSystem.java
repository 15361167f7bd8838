package todo.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Await;
import todo.backup.Backups;
import todo.store.Database;
import todo.store.DatabaseAddress;
import todo.store.StoreException;
import todo.store.WorkerFigures;

/// All of it, running: the database, the processes, and the door to them.
public final class TodoSystem implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TodoSystem.class);
    private static final Duration WAKE_SENDERS = Duration.ofMinutes(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(8);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /// What can be chosen.
    ///
    /// @param data the folder in which everything is kept
    /// @param workers how many files and writers the folder has; 0 for as many as it was made with, 3 in a new one
    /// @param idle how long nobody must have used a list for it to be let go from memory
    /// @param askTimeout how long an answer may take before the caller is told that it did not come
    /// @param keepHistory how long changes are kept; [Period#ZERO] for ever
    /// @param db the PostgreSQL database in which the lists are; `null` if they are in the folder
    public record Settings(
            Path data,
            int workers,
            Duration idle,
            Duration askTimeout,
            InstantSource clock,
            Period keepHistory,
            @Nullable DatabaseAddress db) {
        /// Where all history is kept, in the folder.
        public Settings(Path data, int workers, Duration idle, Duration askTimeout, InstantSource clock) {
            this(data, workers, idle, askTimeout, clock, Period.ZERO, null);
        }

        /// As most want it, in the folder `data`.
        public static Settings of(Path data) {
            return new Settings(data, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), InstantSource.system());
        }
    }

    private final Database database;
    private final ActorSystem<ShardingEnvelope<TodoServer.Command>> lists;
    private final Todos todos;
    private final Backups backups;
    private final Inside inside;

    private TodoSystem(Settings settings) {
        database = open(settings);
        backups = new Backups(settings.data(), database::snapshot, settings.clock());
        var committed = new Committed();
        var feed = new Feed();
        lists = ActorSystem.create(
                TodoCache.create(database, settings.clock(), committed, feed, settings.idle()), "todo", config());
        todos = new Todos(database, committed, feed, lists, settings.clock(), settings.askTimeout());
        inside = new Inside(database, committed, todos, lists);
        database.whenOvertaken(() -> committed.forEach((list, _) -> reload(list)));
    }

    private static Database open(Settings settings) {
        var db = settings.db();
        return db == null
                ? Database.open(settings.data(), settings.workers(), settings.keepHistory(), settings.clock())
                : Database.open(
                        db, settings.data(), settings.workers(), settings.keepHistory(), settings.clock(), false);
    }

    private void reload(String list) {
        lists.tell(new ShardingEnvelope<>(list, new TodoServer.Reload()));
    }

    /// Starts it all; what was on its way between lists when it last ended arrives now.
    ///
    /// @throws StoreException saying what is in the way
    public static TodoSystem start(Settings settings) {
        var system = new TodoSystem(settings);
        try {
            system.wakeSenders().join();
            system.wakeSendersNowAndThen();
        } catch (CompletionException e) {
            system.close();
            throw e.getCause() instanceof StoreException failure ? failure : e;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
        return system;
    }

    /// The same, on the folder `data` and with defaults for the rest.
    public static TodoSystem start(Path data) {
        return start(Settings.of(data));
    }

    private static Config config() {
        return ConfigFactory.parseResources(TodoSystem.class.getClassLoader(), "pekko.conf")
                .withFallback(ConfigFactory.load());
    }

    /// Wakes the lists that have let entries go which have not arrived, so that they go on with it.
    private CompletableFuture<Void> wakeSenders() {
        return database.senders().thenCompose(senders -> {
            var sent = senders.stream().map(todos::awaitSent).toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(sent);
        });
    }

    private void wakeSendersNowAndThen() {
        lists.scheduler()
                .scheduleWithFixedDelay(WAKE_SENDERS, WAKE_SENDERS, this::tryToWakeSenders, lists.executionContext());
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

    /// The backups of all lists.
    public Backups backups() {
        return backups;
    }

    /// The processes and workers as they run, for those who look.
    public Inside inside() {
        return inside;
    }

    /// Whether each worker of the database does its work within `atMost`. The caller waits.
    public boolean ready(Duration atMost) {
        try {
            database.ping().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
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
        long start = System.nanoTime();
        try {
            backups.close();
            todos.close(LONGEST_CLOSE);
            lists.terminate();
            long left = start + LONGEST_END.toNanos() - System.nanoTime();
            Await.ready(lists.whenTerminated(), scala.concurrent.duration.Duration.apply(left, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("the lists did not end in time");
        } finally {
            database.close();
        }
    }
}
