package todo.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.apache.pekko.actor.ActorRefWithCell;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.jspecify.annotations.Nullable;
import todo.list.TodoList;

/// What others can see of a list's process without asking it: what is committed, and how it fares.
///
/// Its process alone writes it, for next to nothing, so nobody who looks holds it up.
final class Life {
    private static final AtomicIntegerFieldUpdater<Life> HANDLED =
            AtomicIntegerFieldUpdater.newUpdater(Life.class, "handled");
    private static final AtomicIntegerFieldUpdater<Life> WAITING =
            AtomicIntegerFieldUpdater.newUpdater(Life.class, "waiting");
    private static final float KEPT = 0.8f;

    private final ActorRef<Command> process;
    private volatile @Nullable TodoList list;
    private volatile boolean crashed;
    private final AtomicInteger era;
    private volatile boolean read;
    private volatile int used;
    private volatile boolean watched;
    private volatile long bytes;
    private volatile int handled;
    private volatile int waiting;
    private int seen;
    private float busy;

    /// @param era counts how many lists were loaded
    Life(ActorRef<Command> process, AtomicInteger era) {
        this.process = process;
        this.era = era;
        this.used = era.get();
    }

    ActorRef<Command> process() {
        return process;
    }

    /// What is committed, or `null` if the process must be asked.
    @Nullable
    TodoList list() {
        return list;
    }

    void show(TodoList list) {
        this.list = list;
    }

    void hide(boolean crashed) {
        this.crashed = crashed;
        list = null;
    }

    Inside.State state() {
        if (list != null) {
            return Inside.State.AWAKE;
        }
        return crashed ? Inside.State.CRASHED : Inside.State.LOADING;
    }

    void read() {
        if (!read) {
            read = true;
        }
        use();
    }

    private void use() {
        int now = era.get();
        if (used != now) {
            used = now;
        }
    }

    /// Says whether somebody watches it, and would have it loaded again at once.
    void watched(boolean watched) {
        this.watched = watched;
    }

    boolean watched() {
        return watched;
    }

    /// In which era it was used last.
    int used() {
        return used;
    }

    /// About how much memory it takes.
    long bytes() {
        return bytes;
    }

    /// Says that, and gives how much more that is than before. For its process.
    long takes(long bytes) {
        long more = bytes - this.bytes;
        this.bytes = bytes;
        return more;
    }

    /// Whether it was read since this was last asked.
    boolean wasRead() {
        if (!read) {
            return false;
        }
        read = false;
        return true;
    }

    /// One more message was handled, and now so many edits wait for the disk.
    void handled(int waiting) {
        if (this.waiting != waiting) {
            WAITING.lazySet(this, waiting);
        }
        HANDLED.lazySet(this, handled + 1);
        use();
    }

    /// How many messages were handled, modulo 2³².
    int handled() {
        return handled;
    }

    int waiting() {
        return waiting;
    }

    /// How many messages are in the mailbox, counted one by one.
    int mailbox() {
        return messages(Adapter.toClassic(process));
    }

    static int messages(org.apache.pekko.actor.ActorRef process) {
        return process instanceof ActorRefWithCell held ? held.underlying().numberOfMessages() : 0;
    }

    /// How busy it was of late, more for what was lately. For the one who looks at all lists.
    float busy() {
        int now = handled;
        busy = busy * KEPT + (now - seen);
        seen = now;
        return busy;
    }
}
