package todo.server;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.list.Change;
import todo.list.GoingBack;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.store.Request;

/// Taking a list back to a moment of its own history, by one edit.
final class Restore {
    /// Ends a restore with what is to be said.
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Outcome outcome;

        Ended(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    private final Todos todos;
    private final Caller caller;
    private final String list;
    private final Set<String> movedOut = new HashSet<>();
    private final Set<String> movedIn = new HashSet<>();

    Restore(Todos todos, Caller caller, String list) {
        this.todos = todos;
        this.caller = caller;
        this.list = list;
    }

    Outcome to(Instant moment, List<Long> ifMatch, @Nullable Request request) {
        try {
            return make(given(todos.versionAt(caller, list, moment)), ifMatch, request);
        } catch (Ended ended) {
            return ended.outcome;
        }
    }

    Outcome to(long version, List<Long> ifMatch, @Nullable Request request) {
        try {
            return make(version, ifMatch, request);
        } catch (Ended ended) {
            return ended.outcome;
        }
    }

    private Outcome make(long version, List<Long> ifMatch, @Nullable Request request) {
        var now = given(todos.ask(caller, list, new Question.Whole()).join());
        if (now.version() == 0) {
            throw refused(new Refusal.NoSuchList(list));
        }
        if (version > now.version()) {
            throw refused(new Refusal.NoSuchChange(version));
        }
        TodoList then = given(todos.at(caller, list, version));
        if (version == 0 || !then.alive()) {
            throw refused(new Refusal.Invalid("at", "must be when there was such a list"));
        }
        findMoves(version + 1, now.version());
        return todos.call(caller, list, GoingBack.plan(now, then, movedOut, movedIn), ifMatch, request)
                .join();
    }

    /// What moved with the changes from `first` to `last`, as far as it went last.
    private void findMoves(long first, long last) {
        for (long next = first; next <= last; ) {
            var page = given(todos.history(caller, list, next, last));
            if (page.isEmpty()) {
                throw new IllegalStateException("the history of the list \"" + list + "\" has a gap at " + next);
            }
            page.forEach(this::note);
            next = page.getLast().version() + 1;
        }
    }

    private void note(Change change) {
        switch (change.what()) {
            case Change.MovedOut(var entry, var _) -> movedOut.add(entry.uid());
            case Change.Removed(var entry) -> movedOut.remove(entry.uid());
            case Change.MovedIn(var entry, var _, var _) -> movedIn.add(entry.uid());
            case Change.Added _, Change.Edited _, Change.Described _, Change.Dropped _ -> {}
        }
    }

    private static <T> T given(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> throw refused(refusal);
            case Answer.Failed<T>(var failure, var message) -> throw new Ended(new Outcome.Failed(failure, message));
        };
    }

    private static Ended refused(Refusal refusal) {
        return new Ended(new Outcome.Refused(refusal));
    }
}
