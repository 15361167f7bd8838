package todo.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import todo.account.Caller;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Field;
import todo.list.Query;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.TodoSystem;
import todo.server.Todos;

/// The lists of a running system, as a Java program uses them. What is not done as asked is a [CheckFailed].
final class Lists {
    /// A day that one in a hundred entries is due on.
    static final LocalDate A_DAY = LocalDate.of(2026, 1, 5);

    private static final int DAYS = 100;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final int ADDS_AT_ONCE = 1_000;
    private static final long RUN = System.nanoTime();
    private static final AtomicLong UIDS = new AtomicLong();

    private final Todos todos;

    Lists(TodoSystem system) {
        this.todos = system.todos();
    }

    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /// The `number`th entry, due on one of a hundred days.
    static Edit.Add entry(long number) {
        return new Edit.Add(
                new UUID(RUN, UIDS.incrementAndGet()).toString(),
                0,
                null,
                List.of(
                        new Field.Title("Buy milk and bread, item number " + number),
                        new Field.DueAt(new Due.Day(FIRST_DAY.plusDays(number % DAYS)))));
    }

    /// Begins to add an entry; done when it is on disk.
    CompletableFuture<Outcome.Done> begin(String list, Edit edit) {
        return todos.call(Caller.OWNER, list, edit, List.of(), null).thenApply(outcome -> done(list, outcome));
    }

    /// Adds an entry and waits until it is on disk.
    Outcome.Done add(String list, long number) {
        return edit(list, entry(number));
    }

    Outcome.Done edit(String list, Edit edit) {
        return done(list, todos.edit(Caller.OWNER, list, edit));
    }

    private static Outcome.Done done(String list, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done;
        }
        throw new CheckFailed("an edit of the list \"" + list + "\" came to " + outcome);
    }

    /// Adds an entry without waiting.
    void cast(String list, long number) {
        if (!todos.cast(Caller.OWNER, list, entry(number))) {
            throw new CheckFailed("an edit of the list \"" + list + "\" was not taken: too many were under way");
        }
    }

    <T> T ask(String list, Question<T> question) {
        return switch (todos.ask(Caller.OWNER, list, question).join()) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T> refused -> throw new CheckFailed("the list \"" + list + "\" says " + refused);
            case Answer.Failed<T> failed -> throw new CheckFailed("the list \"" + list + "\" says " + failed);
        };
    }

    /// How many entries a list has, open and completed; starts its process if need be.
    int size(String list) {
        var known = ask(list, new Question.About());
        return known.open() + known.completed();
    }

    /// Goes through all that a list has for a day, and counts it.
    int read(String list, LocalDate day) {
        var selection = ask(list, new Question.Entries(Query.dueOn(day))).selection();
        if (selection == null) {
            throw new CheckFailed("the list \"" + list + "\" has nothing to select from");
        }
        int found = 0;
        for (var entry : selection) {
            found += entry.title().isEmpty() ? 0 : 1;
        }
        return found;
    }

    /// Gives each list so many entries, all on disk.
    void fill(List<String> lists, int entries) throws Exception {
        Clients.times(lists.size(), Math.min(lists.size(), 200), (_, turn) -> fill(lists.get(turn), entries));
    }

    void fill(String list, int entries) {
        for (int from = 0; from < entries; from += ADDS_AT_ONCE) {
            List<Edit> adds = new ArrayList<>();
            for (int number = from; number < Math.min(entries, from + ADDS_AT_ONCE); number++) {
                adds.add(entry(number));
            }
            edit(list, new Edit.All(adds));
        }
    }

    /// How many entries all lists have, as it stands on disk.
    long onDisk() {
        long entries = 0;
        var page = todos.lists(Caller.OWNER, "").lists();
        while (!page.isEmpty()) {
            entries += page.stream()
                    .mapToLong(list -> list.open() + list.completed())
                    .sum();
            page = todos.lists(Caller.OWNER, page.getLast().name()).lists();
        }
        return entries;
    }

    static void check(String what, long expected, long found) {
        if (expected != found) {
            throw new CheckFailed("%s: should be %,d, and is %,d".formatted(what, expected, found));
        }
    }
}
