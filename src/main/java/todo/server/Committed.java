package todo.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import todo.list.TodoList;

/// What is on disk of each list that is awake here, for whoever reads.
///
/// A list's process puts its list here when it hears that a change is stored, before it answers or tells
/// anyone. As a list is a value, a reader need not go through the mailbox to see exactly what the process
/// would answer with: what is committed, and never less than what was acknowledged to anyone. A process
/// that goes down or is loaded again takes its list away first; then readers ask, and wait for it.
///
/// It knows how much memory all lists take, and says which are to be let go when that is more than they may.
final class Committed {
    private static final long OF_LIST = 1_000; // bytes of a process, with no entry
    private static final long OF_ENTRY = 400; // bytes of one without its texts
    private static final int ENOUGH = 10;

    private final ConcurrentMap<String, Life> lives = new ConcurrentHashMap<>();
    private final AtomicInteger era = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean relieving = new AtomicBoolean();
    private final long most;
    private volatile Runnable relieve = () -> {};
    private final Happenings happenings = new Happenings();
    private final LongAccumulator newest = new LongAccumulator(Math::max, 0);

    /// @param most how many bytes all lists are meant to take
    Committed(long most) {
        this.most = most;
    }

    /// `relieve` is called by lists' processes when they take too much memory together, and should let go of those that
    /// [#toLetGo] names.
    void whenTooMuch(Runnable relieve) {
        this.relieve = relieve;
    }

    /// About how much memory all lists take.
    long bytes() {
        return bytes.get();
    }

    /// The lists to be let go so that the others take no more than they may, and a little less: those first that were
    /// not used for longest, and those that are watched last. The one that was used last stays, whatever it takes.
    List<String> toLetGo() {
        relieving.set(false);
        long excess = bytes.get() - most + most / ENOUGH;
        List<Map.Entry<String, Life>> all = new ArrayList<>(lives.entrySet());
        int now = era.get();
        all.sort(Comparator.<Map.Entry<String, Life>>comparingInt(
                        each -> each.getValue().watched() ? 1 : 0)
                .thenComparingInt(each -> each.getValue().used() - now)); // as it may have begun again at 0
        List<String> unused = new ArrayList<>();
        for (var each : all.subList(0, Math.max(0, all.size() - 1))) {
            if (excess <= 0) {
                break;
            }
            excess -= each.getValue().bytes();
            unused.add(each.getKey());
        }
        return unused;
    }

    private void takes(Life life, long more) {
        if (bytes.addAndGet(life.takes(more)) > most && relieving.compareAndSet(false, true)) {
            relieve.run();
        }
    }

    /// What is committed of `name`, or `null` if its process must be asked.
    @Nullable
    TodoList read(String name) {
        var life = lives.get(name);
        if (life == null) {
            return null;
        }
        life.read();
        return life.list();
    }

    /// A process of `name` begins, after the one before it has ended.
    Life begin(String name, ActorRef<Command> process) {
        var life = new Life(process, era);
        lives.put(name, life);
        return life;
    }

    void loading(String name, Life life) {
        life.hide(false);
        takes(life, OF_LIST);
        happenings.tell(name, Inside.What.LOADING);
    }

    /// Takes `list` for what is committed.
    void put(String name, Life life, TodoList list) {
        boolean asleep = life.list() == null;
        life.show(list);
        if (asleep) {
            era.incrementAndGet();
        }
        takes(life, OF_LIST + OF_ENTRY * list.size() + list.bytes());
        newest.accumulate(list.changedAt().toEpochMilli());
        if (asleep) {
            happenings.tell(name, Inside.What.AWAKE);
        }
    }

    /// When the newest change of those that were put here was made.
    Instant newest() {
        return Instant.ofEpochMilli(newest.get());
    }

    void crashed(String name, Life life) {
        life.hide(true);
        takes(life, OF_LIST);
        happenings.tell(name, Inside.What.CRASHED);
    }

    void end(String name, Life life) {
        life.hide(false);
        takes(life, 0);
        if (lives.remove(name, life)) {
            happenings.tell(name, Inside.What.LET_GO);
        }
    }

    /// Whether `name` was read since this was last asked.
    boolean wasRead(String name) {
        var life = lives.get(name);
        return life != null && life.wasRead();
    }

    /// How the process of `name` fares, or `null` if there is none here.
    @Nullable
    Life life(String name) {
        return lives.get(name);
    }

    /// Whether `name` has a process here.
    boolean has(String name) {
        return lives.containsKey(name);
    }

    int count() {
        return lives.size();
    }

    void forEach(BiConsumer<String, Life> look) {
        for (Map.Entry<String, Life> each : lives.entrySet()) {
            look.accept(each.getKey(), each.getValue());
        }
    }

    Happenings happenings() {
        return happenings;
    }
}
