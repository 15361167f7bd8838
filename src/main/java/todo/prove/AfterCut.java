package todo.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.account.Token;
import todo.disk.Step;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.TodoList;
import todo.prove.RecordedRun.Acknowledged;
import todo.prove.RecordedRun.Shown;
import todo.server.Outcome;
import todo.server.TodoSystem;
import todo.store.StoreException;

/// What must be there after a cut, and whether it is.
///
/// A list must have what it had in the run, in the same order, as far as some edit's end, and at least as far as was
/// acknowledged. Behind that, where edits failed, it may have some that were not answered. What is added when it starts
/// again is made at [#LATER], so that it can be told apart.
final class AfterCut {
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final RecordedRun run;
    private final Map<String, Long> atLeast = new HashMap<>();
    private @Nullable String token;

    AfterCut(RecordedRun run) {
        this.run = run;
    }

    /// Takes what was said before the cut.
    void take(Step step) {
        if (step instanceof Step.Said(Acknowledged(var list, var changes))) {
            atLeast.merge(list, changes.getLast().version(), Math::max);
        } else if (step instanceof Step.Said(Shown(var shown))) {
            token = shown;
        }
    }

    /// Starts the server on `data` and compares what it has; then has it take one change more of each list.
    ///
    /// @throws Lost saying what is not as it must be
    void check(Path data) throws IOException {
        if (token != null && !(Files.exists(data.resolve("token")) && token.equals(Token.read(data)))) {
            throw new Lost("the token that was shown is gone");
        }
        var settings = new TodoSystem.Settings(data, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), () -> LATER);
        try (var system = start(settings)) {
            Map<String, List<Change>> found = new HashMap<>();
            Set<String> uids = new HashSet<>();
            for (String list : run.histories().keySet()) {
                var history = RecordedRun.history(system, list);
                found.put(list, history);
                check(list, history);
                checkEntries(list, history, RecordedRun.list(system, list), uids);
            }
            checkMoves(found);
            goOn(system, found);
        }
    }

    private static TodoSystem start(TodoSystem.Settings settings) {
        try {
            return TodoSystem.start(settings);
        } catch (StoreException e) {
            throw new Lost("the server does not start: " + e.getMessage());
        }
    }

    private void check(String list, List<Change> found) {
        var expected = run.histories().getOrDefault(list, List.of());
        int same = 0;
        while (same < Math.min(found.size(), expected.size()) && found.get(same).equals(expected.get(same))) {
            same++;
        }
        for (var change : found.subList(same, found.size())) {
            if (run.exact() && !change.at().equals(LATER)) {
                throw new Lost(
                        "%s has %s where the run had %s".formatted(list, change, at(expected, change.version())));
            }
        }
        long least = atLeast.getOrDefault(list, 0L);
        if (same < least) {
            throw new Lost("%s has its changes up to %d, but %d was acknowledged".formatted(list, same, least));
        }
        if (run.exact() && run.isInside(list, same)) {
            throw new Lost("%s has a part of the edit that made its change %d".formatted(list, same));
        }
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).version() != i + 1) {
                throw new Lost("%s has no change %d".formatted(list, i + 1));
            }
        }
        atLeast.put(list, (long) same); // what could be read once must stay
    }

    private static Object at(List<Change> changes, long version) {
        return version <= changes.size() ? changes.get((int) version - 1) : "none";
    }

    private static void checkEntries(String name, List<Change> history, TodoList found, Set<String> uids) {
        var list = TodoList.EMPTY;
        for (var change : history) {
            list = list.with(change);
        }
        if (list.version() != found.version() || !list.all().equals(found.all())) {
            throw new Lost("%s has other entries than its history says".formatted(name));
        }
        for (Entry entry : found.all()) {
            if (!uids.add(entry.uid())) {
                throw new Lost("an entry of %s is in another list too: %s".formatted(name, entry));
            }
        }
    }

    /// What left a list must have come to the other.
    private static void checkMoves(Map<String, List<Change>> found) {
        record Arrival(String from, long version) {}
        List<Arrival> arrived = new ArrayList<>();
        found.values()
                .forEach(history -> history.forEach(change -> {
                    if (change.what() instanceof Change.MovedIn(var _, var from, var version)) {
                        arrived.add(new Arrival(from, version));
                    }
                }));
        Set<Arrival> once = new HashSet<>(arrived);
        if (once.size() < arrived.size()) {
            throw new Lost("an entry was moved once and came twice");
        }
        found.forEach((list, history) -> history.forEach(change -> {
            if (change.what() instanceof Change.MovedOut(var entry, var to)
                    && !once.contains(new Arrival(list, change.version()))) {
                throw new Lost("%s left %s for %s and did not come".formatted(entry, list, to));
            }
        }));
    }

    private static void goOn(TodoSystem system, Map<String, List<Change>> found) {
        found.forEach((list, history) -> {
            String uid = UUID.randomUUID().toString();
            var edit = new Edit.Add(uid, 0, null, List.of(new Field.Title("after the cut")));
            var outcome = system.todos().edit(Caller.OWNER, list, edit);
            if (!(outcome instanceof Outcome.Done done) || done.version() != history.size() + 1) {
                throw new Lost("%s takes no change any more: %s".formatted(list, outcome));
            }
        });
    }
}
