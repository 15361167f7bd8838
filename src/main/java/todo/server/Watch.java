package todo.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import todo.list.Change;

/// The changes of one list as they come, each once and in order, whatever becomes of the list's process.
///
/// What came before the watching, or while the process was away, is read from the database. Used by
/// one thread, which waits: a virtual one; any thread may close it.
public final class Watch implements AutoCloseable {
    private static final int QUEUE = 1_000;

    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Deque<Change> ready = new ArrayDeque<>();
    private final Todos todos;
    private final String list;
    private final ActorRef<Event> watcher;
    private @Nullable Long seen;
    private long until;
    private boolean watched;

    /// @param since the version after which changes are wanted, or `null` for those from now on
    Watch(Todos todos, String list, @Nullable Long since) {
        this.todos = todos;
        this.list = list;
        this.seen = since;
        this.watcher = todos.startWatcher(list, queue);
    }

    /// There is nothing more to come: it was closed, or so many changes were not taken that the rest was
    /// given up. One can watch again from the last change one has.
    public static final class Ended extends Exception {
        private static final long serialVersionUID = 1;

        Ended(String list) {
            super("the list \"" + list + "\" is not watched any more");
        }

        Ended() {
            super("the lists are not watched any more");
        }
    }

    /// The changes that come next, at least one, or none if none came for `timeout`.
    ///
    /// @throws Ended when so many were not taken that the rest had to be given up
    /// @throws IllegalArgumentException if the list has not come to the version after which changes are wanted
    public List<Change> next(Duration timeout) throws InterruptedException, Ended {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (ready.isEmpty()) {
            if (watched && seen != null && seen > until) {
                throw new IllegalArgumentException(
                        "the list \"" + list + "\" has not come to version " + seen + "; it is at " + until);
            }
            if (seen != null && seen < until) {
                readOn(seen);
                continue;
            }
            var event = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return List.of();
            }
            take(event);
        }
        var next = List.copyOf(ready);
        ready.clear();
        return next;
    }

    /// Waits until the list is watched, and gives the version it had then.
    ///
    /// @throws TimeoutException if it was not for `timeout`
    public long version(Duration timeout) throws InterruptedException, Ended, TimeoutException {
        while (!watched) {
            var event = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new TimeoutException("the list \"" + list + "\" did not answer in time");
            }
            take(event);
        }
        return until;
    }

    /// Keeps the list from being let go as unused, and makes sure that it is watched.
    public void keepAwake() {
        todos.tell(list, new Command.Watch(watcher));
    }

    private void take(Event event) throws Ended {
        switch (event) {
            case Event.Watching(var version, var _) -> {
                watched = true;
                until = Math.max(until, version);
                if (seen == null) {
                    seen = version;
                }
            }
            case Event.Happened(var changes) -> changes.forEach(this::happened);
            case Event.Behind(var version) -> until = Math.max(until, version);
            case Event.Interrupted _, Event.Closed _ -> throw new Ended(list);
        }
    }

    /// A change that is next is passed on; for one further on, those between are read first.
    private void happened(Change change) {
        if (seen == null || change.version() == seen + 1) {
            ready.add(change);
            seen = change.version();
        }
        until = Math.max(until, change.version());
    }

    private void readOn(long last) throws Ended {
        var page = todos.changes(list, last + 1, until);
        if (!page.isEmpty() && page.getFirst().version() != last + 1) {
            throw new Ended(list); // it was away so long that what comes next is no longer kept
        }
        for (var change : page) {
            ready.add(change);
            seen = change.version();
        }
        if (page.isEmpty()) {
            throw new IllegalStateException(
                    "the history of the list \"" + list + "\" has no change " + (last + 1) + " of " + until);
        }
    }

    /// Ends the watching, also for a thread that waits in [#next].
    @Override
    public void close() {
        watcher.tell(new Event.Closed());
        while (!queue.offer(new Event.Closed())) {
            queue.poll();
        }
    }
}
