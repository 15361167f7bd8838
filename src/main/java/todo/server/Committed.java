package todo.server;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import todo.list.TodoList;

/// What is on disk of each list that is awake here, for whoever reads.
///
/// A list's process puts its list here when it hears that a change is stored, before it answers or tells
/// anyone. As a list is a value, a reader need not go through the mailbox to see exactly what the process
/// would answer with: what is committed, and never less than what was acknowledged to anyone. A process
/// that goes down or is loaded again takes its list away first; then readers ask, and wait for it.
final class Committed {
    private static final class Held {
        private volatile TodoList list;
        private volatile boolean read;

        Held(TodoList list) {
            this.list = list;
        }
    }

    private final ConcurrentMap<String, Held> lists = new ConcurrentHashMap<>();

    /// What is committed of `name`, or `null` if its process must be asked.
    @Nullable
    TodoList read(String name) {
        var held = lists.get(name);
        if (held == null) {
            return null;
        }
        if (!held.read) {
            held.read = true;
        }
        return held.list;
    }

    /// Takes `list` for what is committed, unless more of it is known already.
    void put(String name, TodoList list) {
        lists.compute(name, (_, held) -> {
            if (held == null) {
                return new Held(list);
            }
            if (held.list.version() < list.version()) {
                held.list = list;
            }
            return held;
        });
    }

    void remove(String name) {
        lists.remove(name);
    }

    /// Whether `name` was read since this was last asked.
    boolean wasRead(String name) {
        var held = lists.get(name);
        if (held == null || !held.read) {
            return false;
        }
        held.read = false;
        return true;
    }
}
