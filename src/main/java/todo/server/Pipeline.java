package todo.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import todo.list.Change;
import todo.list.TodoList;

/// What one list has applied that waits for the disk, in order.
final class Pipeline {
    private static final int MOST = 10_000;

    /// @param after the list as it is when this is stored
    /// @param written whether there is something to be stored; if not, it waits for what came before it
    /// @param answer called when it is stored, with `null`, or has failed
    private record Waiting(
            TodoList after, List<Change> changes, boolean written, Consumer<Outcome.@Nullable Failed> answer) {}

    /// What has come to be on disk.
    record Stored(TodoList list, List<Change> changes) {}

    private static final Deque<Waiting> NOTHING = new ArrayDeque<>(0);

    private Deque<Waiting> waiting = NOTHING;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    boolean isFull() {
        return waiting.size() >= MOST;
    }

    /// Takes in what is being stored; `answer` is called when it is, with `null`, or with what has gone wrong.
    void add(TodoList after, List<Change> changes, Consumer<Outcome.@Nullable Failed> answer) {
        add(new Waiting(after, changes, true, answer));
    }

    /// Takes in an answer that must not be given before all that is waiting is stored.
    void addBehind(TodoList after, Consumer<Outcome.@Nullable Failed> answer) {
        add(new Waiting(after, List.of(), false, answer));
    }

    @SuppressWarnings("ReferenceEquality") // the one that all idle lists share
    private void add(Waiting next) {
        if (waiting == NOTHING) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(next);
    }

    /// The list as it is when the first of what is being stored is on disk.
    TodoList first() {
        return waiting.element().after;
    }

    /// The first that was being stored is on disk: gives its answer, and those that waited behind it alone.
    Stored stored() {
        var first = waiting.remove();
        first.answer.accept(null);
        while (!waiting.isEmpty() && !waiting.element().written) {
            waiting.remove().answer.accept(null);
        }
        if (waiting.isEmpty()) {
            waiting = NOTHING;
        }
        return new Stored(first.after, first.changes);
    }

    /// Nothing of it comes to be on disk, as far as can be told.
    void fail(Outcome.Failed failed) {
        while (!waiting.isEmpty()) {
            waiting.remove().answer.accept(failed);
        }
    }
}
