package todo.server;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import todo.account.Access;
import todo.account.Access.Right;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.store.Database;
import todo.store.Floor;
import todo.store.StoreException;

/// What lists were, read from their histories in the database, as far as they are kept. Whoever asks waits.
final class Past {
    private final Database database;

    Past(Database database) {
        this.database = database;
    }

    /// The changes of a list from version `from` to version `to`, both included, in that direction, as far
    /// as a page goes; downwards, as far as they are kept.
    Answer<List<Change>> history(Caller caller, String list, long from, long to) {
        return ifKept(caller, list, from <= to ? from - 1 : from, () -> {
            if (from <= to) {
                return changes(list, from, to);
            }
            long first = Math.max(to, join(database.floor(list)).version() + 1);
            return from < first ? List.of() : join(database.changesDown(list, from, first));
        });
    }

    /// All changes of the edit that made the change `version`, as far as they are kept; none if there is no such
    /// change.
    Answer<List<Change>> edit(Caller caller, String list, long version) {
        return ifKept(caller, list, version - 1, () -> join(database.edit(list, version)));
    }

    /// The last change of a list that is no longer kept, or 0 if all are.
    Answer<Long> floor(Caller caller, String list) {
        return read(caller, list, () -> join(database.floor(list)).version());
    }

    /// What `reading` gives, if the list as it was at `version` can still be had.
    <T> Answer<T> ifKept(Caller caller, String list, long version, Supplier<T> reading) {
        return switch (floor(caller, list)) {
            case Answer.Given<Long>(var floor)
            when floor > 0 && version < floor -> new Answer.Refused<>(new Refusal.NoLongerKept(floor));
            case Answer.Given<Long> _ -> read(caller, list, reading);
            case Answer.Refused<Long>(var refusal) -> new Answer.Refused<>(refusal);
            case Answer.Failed<Long>(var failure, var message) -> new Answer.Failed<>(failure, message);
        };
    }

    /// The list, which is `now` as it is, as it was at `version`.
    Answer<TodoList> at(Caller caller, String list, TodoList now, long version) {
        return version < 0 || version > now.version()
                ? new Answer.Refused<>(new Refusal.NoSuchChange(version))
                : ifKept(caller, list, version, () -> travel(list, now, version));
    }

    /// Goes back from `now` or on from the beginning, whichever is nearer.
    private TodoList travel(String name, TodoList now, long version) {
        boolean fromFirst =
                version < now.version() / 2 && join(database.floor(name)).version() == 0;
        var list = fromFirst ? TodoList.EMPTY : now;
        while (list.version() != version) {
            boolean on = list.version() < version;
            var page = on
                    ? changes(name, list.version() + 1, version)
                    : join(database.changesDown(name, list.version(), version + 1));
            if (page.isEmpty()) {
                throw new IllegalStateException(
                        "the history of the list \"" + name + "\" has a gap at " + list.version());
            }
            for (var change : page) {
                list = on ? list.with(change) : list.without(change);
            }
        }
        var last = version == now.version() ? List.<Change>of() : changes(name, version, version);
        return last.isEmpty() ? list : list.leftBy(last.getFirst());
    }

    /// The version that a list had at `moment`.
    Answer<Long> versionAt(Caller caller, String list, Instant moment) {
        return switch (read(caller, list, () -> join(database.floor(list)))) {
            case Answer.Given<Floor>(var floor)
            when moment.isBefore(floor.at()) -> new Answer.Refused<>(new Refusal.NoLongerKept(floor.version()));
            case Answer.Given<Floor> _ -> read(caller, list, () -> join(database.versionAt(list, moment)));
            case Answer.Refused<Floor>(var refusal) -> new Answer.Refused<>(refusal);
            case Answer.Failed<Floor>(var failure, var message) -> new Answer.Failed<>(failure, message);
        };
    }

    private <T> Answer<T> read(Caller caller, String list, Supplier<T> reading) {
        var refusal = Access.check(caller, list, Right.READ);
        if (refusal != null) {
            return new Answer.Refused<>(refusal);
        }
        try {
            return new Answer.Given<>(reading.get());
        } catch (StoreException e) {
            var failed = Failures.of(e);
            return new Answer.Failed<>(failed.failure(), failed.message());
        }
    }

    /// As [#history], for what is allowed already.
    List<Change> changes(String list, long first, long last) {
        return join(database.changes(list, first, last));
    }

    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException failure ? failure : e;
        }
    }
}
