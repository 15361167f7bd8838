package todo.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import todo.store.Database;
import todo.store.MemoryShares;
import todo.store.WorkerFigures;

/// The house at work: what runs in it, for those who look.
///
/// No process is asked, and none does anything for it but keep [Life] up. Who looks first when it is time makes the
/// next [Look], which all others are given too, so many cost what one does; and making it takes a tenth of the time
/// at most, however many lists are awake.
public final class Inside {
    /// How many lists a look names: the busiest.
    public static final int MOST_LISTS = 24;

    private static final int MOST_WATCHING = 100;
    private static final int MOST_HAPPENED = 100;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SHARE = 10;
    private static final Comparator<Seen> LEAST_BUSY =
            Comparator.comparingDouble(Seen::rank).thenComparing(Seen::name, Comparator.reverseOrder());

    /// How a list's process is.
    public enum State {
        AWAKE,
        LOADING,
        CRASHED
    }

    /// What can befall it.
    public enum What {
        LOADING,
        AWAKE,
        CRASHED,
        LET_GO
    }

    /// One list's process.
    ///
    /// @param entries and `version` of what is committed; 0 while it is not awake
    /// @param mailbox how many messages it has yet to take
    /// @param waiting how many of its edits wait for the disk
    /// @param handled how many messages it has handled, modulo 2³²
    public record OneList(
            String name, State state, int worker, int entries, long version, int mailbox, int waiting, long handled) {}

    /// One worker of the database, and the reader beside it.
    public record Worker(int waiting, int reading, WorkerFigures figures) {}

    /// @param number counts up from one to the next
    /// @param millis when, since the server began
    public record Happened(long number, String list, What what, double millis) {}

    /// @param millis when it was made, since the server began
    /// @param awake how many lists have a process
    /// @param registry how many messages the registry has yet to take
    /// @param inFlight how many edits and questions are under way
    /// @param servers those that have the lists between them; none where this one has them all
    /// @param happened what befell lists lately, as far as somebody looked, oldest first
    public record Look(
            long number,
            double millis,
            int awake,
            int registry,
            int inFlight,
            List<OneList> lists,
            List<Worker> workers,
            List<Server> servers,
            List<Happened> happened) {}

    private record Seen(String name, Life life, float rank) {}

    private final Database database;
    private final Committed committed;
    private final Todos todos;
    private final Lists lists;
    private final MemoryShares shares;
    private final long began = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Happened> happened = new ArrayDeque<>();
    private long happenings;
    private int watching;
    private @Nullable Look last;
    private long made;
    private long pause;

    Inside(Database database, Committed committed, Todos todos, Lists lists, MemoryShares shares) {
        this.database = database;
        this.committed = committed;
        this.todos = todos;
        this.lists = lists;
        this.shares = shares;
    }

    /// How it is now, or was just now.
    public Look look() {
        lock.lock();
        try {
            var known = last;
            return known == null || pauseLeft() <= 0 ? renewed() : known;
        } finally {
            lock.unlock();
        }
    }

    /// The process of `list` as it is now; `null` if it has none here.
    public @Nullable OneList process(String list) {
        var life = committed.life(list);
        return life == null ? null : oneList(list, life);
    }

    /// The number of the worker that writes `list`.
    public int workerOf(String list) {
        return database.workerOf(list);
    }

    /// Begins to watch; `null` if too many do already.
    public @Nullable Watching watch() {
        lock.lock();
        try {
            if (watching >= MOST_WATCHING) {
                return null;
            }
            watching++;
            committed.happenings().wanted(true);
            return new Watching();
        } finally {
            lock.unlock();
        }
    }

    /// Makes the process of `list` fail, as a defect would; `false` if it has none. Where there are other servers it
    /// may be on one of them, and is told wherever it is.
    public boolean crash(String list) {
        if (!committed.has(list) && lists.members().isEmpty()) {
            return false;
        }
        todos.crash(list);
        return true;
    }

    /// How much memory each kind of content may take here.
    public MemoryShares shares() {
        return shares;
    }

    /// How many bytes of changes wait for the database.
    public long writeBytes() {
        return database.waitingBytes();
    }

    /// About how many bytes the lists that are awake take.
    public long listBytes() {
        return committed.bytes();
    }

    private long pauseLeft() {
        return made + pause - System.nanoTime();
    }

    private Look renewed() {
        long start = System.nanoTime();
        for (var told : committed.happenings().take()) {
            happened.add(new Happened(++happenings, told.list(), told.what(), millis(told.nanos())));
        }
        while (happened.size() > MOST_HAPPENED) {
            happened.remove();
        }
        var look = new Look(
                last == null ? 1 : last.number() + 1,
                millis(start),
                committed.count(),
                lists.waiting(),
                todos.inFlight(),
                busiest(),
                workers(),
                lists.members(),
                List.copyOf(happened));
        last = look;
        made = System.nanoTime();
        pause = Math.max(PAUSE, (made - start) * SHARE);
        changed.signalAll();
        return look;
    }

    private double millis(long nanos) {
        return (nanos - began) / 1e6;
    }

    /// Those that are in trouble before those that have much to do.
    private List<OneList> busiest() {
        var most = new PriorityQueue<Seen>(MOST_LISTS + 1, LEAST_BUSY);
        committed.forEach((name, life) -> {
            float rank = life.busy() + life.waiting() + (life.state() == State.AWAKE ? 0 : Float.MAX_VALUE / 2);
            most.add(new Seen(name, life, rank));
            if (most.size() > MOST_LISTS) {
                most.remove();
            }
        });
        List<OneList> named = new ArrayList<>();
        for (var seen : most) {
            named.add(oneList(seen.name, seen.life));
        }
        named.sort(Comparator.comparing(OneList::name));
        return named;
    }

    private OneList oneList(String name, Life life) {
        var list = life.list();
        return new OneList(
                name,
                life.state(),
                database.workerOf(name),
                list == null ? 0 : list.size(),
                list == null ? 0 : list.version(),
                life.mailbox(),
                life.waiting(),
                Integer.toUnsignedLong(life.handled()));
    }

    private List<Worker> workers() {
        var figures = database.figures();
        var waiting = database.waiting();
        var reading = database.waitingToRead();
        List<Worker> workers = new ArrayList<>();
        for (int worker = 0; worker < figures.size(); worker++) {
            workers.add(new Worker(waiting.get(worker), reading.get(worker), figures.get(worker)));
        }
        return workers;
    }

    /// Somebody who watches. Used by one thread, which waits; any thread may close it.
    public final class Watching implements AutoCloseable {
        private long seen;
        private boolean closed;

        private Watching() {}

        /// Waits for the look after the one that was given last; `null` when this was closed.
        public @Nullable Look next() throws InterruptedException {
            lock.lock();
            try {
                while (!closed) {
                    var known = last;
                    if (known != null && known.number() > seen && pauseLeft() > 0) {
                        seen = known.number();
                        return known;
                    }
                    if (known == null || pauseLeft() <= 0) {
                        renewed();
                    } else {
                        var _ = changed.awaitNanos(pauseLeft());
                    }
                }
                return null;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    watching--;
                    committed.happenings().wanted(watching > 0);
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
