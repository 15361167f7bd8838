package todo.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.TodoList;
import todo.prove.Operation.Held;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.Todos;
import todo.server.Watch;

/// The way through the Java API. One who is not patient does not look at what comes of it.
record ByJava(Todos todos) implements Way {
    private static final Caller OWNER = Caller.OWNER;

    private Outcome.Done call(String list, todo.list.Edit edit, List<Long> ifMatch, boolean patient)
            throws Unanswered, StaleEntry {
        var outcome = todos.call(OWNER, list, edit, ifMatch, null);
        if (!patient) {
            throw new Unanswered("not waited for");
        }
        return switch (outcome.join()) {
            case Outcome.Done done -> done;
            case Outcome.Refused(Refusal.Stale(var _, var current))
            when current != null -> throw new StaleEntry(current);
            case Outcome.Refused(var refusal) -> throw new Lost("refused: " + refusal);
            case Outcome.Failed(var _, var message) -> throw new Unanswered(message);
        };
    }

    private static final class StaleEntry extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Entry current;

        StaleEntry(Entry current) {
            this.current = current;
        }
    }

    private static Held held(Entry entry) {
        return new Held(entry.title(), entry.version());
    }

    @Override
    public Operation add(String list, String title, boolean patient) throws Unanswered {
        try {
            var add = new todo.list.Edit.Add("uid of " + title, 0, null, List.of(new Field.Title(title)));
            var entry = call(list, add, List.of(), patient).entries().getFirst();
            return new Operation.Add(entry.title(), entry.id(), entry.version());
        } catch (StaleEntry e) {
            throw new Lost("an add was refused, for it was meant for " + e.current);
        }
    }

    @Override
    public Operation edit(String list, long id, String title, long ifMatch, boolean patient) throws Unanswered {
        try {
            var amend = new todo.list.Edit.Amend(id, List.of(new Field.Title(title)));
            var entry = call(list, amend, ifMatch == 0 ? List.of() : List.of(ifMatch), patient)
                    .entries()
                    .getFirst();
            return new Operation.Edit(id, entry.title(), ifMatch, entry.version());
        } catch (StaleEntry e) {
            return new Operation.Stale(id, ifMatch, held(e.current));
        }
    }

    private <T> T ask(String list, Question<T> question) throws Unanswered {
        return switch (todos.ask(OWNER, list, question).join()) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> throw new Lost("refused: " + refusal);
            case Answer.Failed<T>(var _, var message) -> throw new Unanswered(message);
        };
    }

    @Override
    public Operation read(String list, long id) throws Unanswered {
        var entry = ask(list, new Question.One(id)).entry();
        if (entry == null) {
            throw new Lost("there is no entry " + id + " in " + list);
        }
        return new Operation.Read(id, held(entry));
    }

    @Override
    public Operation readAll(String list) throws Unanswered {
        var selected = ask(list, new Question.Entries(Query.ALL));
        Map<Long, Held> entries = new HashMap<>();
        var selection = selected.selection();
        if (selection != null) {
            selection.forEach(entry -> entries.put(entry.id(), held(entry)));
        }
        return new Operation.ReadAll(new Operation.State(selected.version(), Map.copyOf(entries)));
    }

    @Override
    public Seen seen(String list) throws IOException {
        try {
            var whole = ask(list, new Question.Whole());
            List<Change> history = new ArrayList<>();
            while (history.size() < whole.version()) {
                history.addAll(given(todos.history(OWNER, list, history.size() + 1, whole.version())));
            }
            return new Seen(history, entries(whole));
        } catch (Unanswered e) {
            throw new IOException(e);
        }
    }

    private static @org.jspecify.annotations.Nullable List<Entry> entries(TodoList list) {
        var selection = list.select(Query.ALL);
        List<Entry> entries = new ArrayList<>();
        if (selection != null) {
            selection.forEach(entries::add);
        }
        return list.alive() ? entries : null;
    }

    private static <T> T given(Answer<T> answer) {
        if (answer instanceof Answer.Given<T>(var value)) {
            return value;
        }
        throw new IllegalStateException("not answered: " + answer);
    }

    @Override
    public Events watch(String list, long since) {
        var watch = given(todos.watch(OWNER, list, since));
        return new Events() {
            @Override
            public List<Change> next() throws InterruptedException {
                try {
                    return watch.next(Duration.ofSeconds(60));
                } catch (Watch.Ended e) {
                    return List.of();
                }
            }

            @Override
            public void close() {
                watch.close();
            }
        };
    }

    @Override
    public void disturb(String list) {
        todos.crash(list);
    }
}
