package todo.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.store.Request;

/// What one edit changed in a list being taken back, whole or not at all. Whoever asked waits.
///
/// What an entry's list does not know is looked up in the history: whether an entry that was removed here has gone on
/// to another list since.
///
/// @param ifMatch as in [Todos#call]
record Undoing(
        Todos todos,
        Past past,
        Caller caller,
        String list,
        List<Long> ifMatch,
        @Nullable Request request) {
    private static final List<Long> NEVER = List.of(-1L);
    private static final int TRIES = 100;

    Outcome undo(long version) {
        return switch (past.edit(caller, list, version)) {
            case Answer.Given<List<Change>>(var found)
            when found.isEmpty() -> new Outcome.Refused(new Refusal.NoSuchChange(version));
            case Answer.Given<List<Change>>(var found) -> undo(version, found);
            case Answer.Refused<List<Change>>(var refusal) -> new Outcome.Refused(refusal);
            case Answer.Failed<List<Change>>(var failure, var message) -> new Outcome.Failed(failure, message);
        };
    }

    /// @param edit the changes of the edit that made the change `version`; of a move, the entry before its subtasks
    private Outcome undo(long version, List<Change> edit) {
        var first = edit.getFirst();
        return switch (first.what()) {
            case Change.MovedOut(var entry, var to) -> moveBack(first, to, entry.uid(), list);
            case Change.MovedIn(var entry, var from, var _) -> moveBack(first, list, entry.uid(), from);
            case Change.Added _, Change.Edited _, Change.Removed _, Change.Described _, Change.Dropped _ ->
                edit.stream().anyMatch(change -> change.what() instanceof Change.Removed)
                        ? putBack(version, edit)
                        : call(edit, ifMatch);
        };
    }

    private Outcome call(List<Change> edit, List<Long> meantFor) {
        return todos.call(caller, list, Edit.Undo.of(edit), meantFor, request).join();
    }

    /// Puts entries back that were removed, but for those that went on to another list since: meant for the very
    /// version that was looked at, so that none can go meanwhile.
    private Outcome putBack(long version, List<Change> edit) {
        for (int tries = 0; tries < TRIES; tries++) {
            var outcome = switch (todos.ask(caller, list, new Question.About()).join()) {
                case Answer.Given<Question.About.Known>(var now) -> putBack(version, edit, now.version());
                case Answer.Refused<Question.About.Known>(var refusal) -> new Outcome.Refused(refusal);
                case Answer.Failed<Question.About.Known>(var failure, var message) ->
                    new Outcome.Failed(failure, message);
            };
            if (!ifMatch.isEmpty() || !(outcome instanceof Outcome.Refused(Refusal.Stale _))) {
                return outcome;
            }
        }
        return Failures.busy("the list is being changed all the time");
    }

    private Outcome putBack(long version, List<Change> edit, long now) {
        Map<String, Change> unseen = new HashMap<>();
        for (var change : edit) {
            if (change.what() instanceof Change.Removed(var entry)) {
                unseen.put(entry.uid(), change);
            }
        }
        List<Change> staying = new ArrayList<>(edit);
        for (long last = now; last > edit.getLast().version() && !unseen.isEmpty(); ) {
            switch (todos.history(caller, list, last, edit.getLast().version() + 1)) {
                case Answer.Given<List<Change>>(var page) -> {
                    for (var change : page) {
                        var entry = change.entry();
                        var removed = entry == null ? null : unseen.remove(entry.uid());
                        if (removed != null && change.what() instanceof Change.MovedOut(var _, var to)) {
                            if (removed.version() == version) {
                                return refuse(removed, "the entry went to the list \"" + to + "\" since");
                            }
                            staying.remove(removed);
                        }
                    }
                    last = page.isEmpty() ? 0 : page.getLast().version() - 1;
                }
                case Answer.Refused<List<Change>>(var refusal) -> {
                    return new Outcome.Refused(refusal);
                }
                case Answer.Failed<List<Change>>(var failure, var message) -> {
                    return new Outcome.Failed(failure, message);
                }
            }
        }
        return call(staying, ifMatch.isEmpty() ? List.of(now) : ifMatch);
    }

    /// Refuses; but if this very request was made before, it gets the same answer again.
    private Outcome refuse(Change change, String reason) {
        var refused = new Outcome.Refused(new Refusal.NotUndoable(change.version(), reason));
        return request != null && call(List.of(change), NEVER) instanceof Outcome.Done done ? done : refused;
    }

    private Outcome moveBack(Change change, String from, String uid, String to) {
        return switch (todos.ask(caller, list, new Question.About()).join()) {
            case Answer.Given<Question.About.Known>(var now)
            when !isMeantFor(now) -> send(from, 0, to, new Refusal.Stale(now.version(), null));
            case Answer.Given<Question.About.Known> _ -> moveBackNow(change, from, uid, to);
            case Answer.Refused<Question.About.Known>(var refusal) -> new Outcome.Refused(refusal);
            case Answer.Failed<Question.About.Known>(var failure, var message) -> new Outcome.Failed(failure, message);
        };
    }

    /// The move is an edit of the other list, so this list can change between this and the move.
    private boolean isMeantFor(Question.About.Known now) {
        return ifMatch.isEmpty() || ifMatch.contains(now.version()) || now.alive() && ifMatch.contains(TodoList.THERE);
    }

    private Outcome moveBackNow(Change change, String from, String uid, String to) {
        var gone = new Refusal.NotUndoable(change.version(), "the entry is not in the list \"" + from + "\" any more");
        return switch (todos.ask(caller, from, new Question.ByUid(uid)).join()) {
            case Answer.Given<Question.FoundEntry>(Question.FoundEntry(var entry)) ->
                send(from, entry == null ? 0 : entry.id(), to, gone);
            case Answer.Refused<Question.FoundEntry>(var refusal) -> new Outcome.Refused(refusal);
            case Answer.Failed<Question.FoundEntry>(var failure, var message) -> new Outcome.Failed(failure, message);
        };
    }

    /// Moves the entry; for 0 it is refused, but if this very request moved it before, it gets the same answer again.
    private Outcome send(String from, long id, String to, Refusal refusal) {
        var outcome = todos.call(caller, from, new Edit.Send(id, to), List.of(), request)
                .join();
        return outcome instanceof Outcome.Refused(Refusal.NoSuchEntry _) ? new Outcome.Refused(refusal) : outcome;
    }
}
