package todo.server;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
final class Committed {
    private final ConcurrentMap<String, Life> lives = new ConcurrentHashMap<>();
    private final Happenings happenings = new Happenings();
    private final LongAccumulator newest = new LongAccumulator(Math::max, 0);

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
        var life = new Life(process);
        lives.put(name, life);
        return life;
    }

    void loading(String name, Life life) {
        life.hide(false);
        happenings.tell(name, Inside.What.LOADING);
    }

    /// Takes `list` for what is committed.
    void put(String name, Life life, TodoList list) {
        boolean asleep = life.list() == null;
        life.show(list);
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
        happenings.tell(name, Inside.What.CRASHED);
    }

    void end(String name, Life life) {
        life.hide(false);
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
