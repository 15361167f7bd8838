package todo.shell;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.json.AnswerJson.Listed;
import todo.json.AnswerJson.Summary;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.Uid;
import todo.server.Answer;
import todo.server.Outcome;
import todo.server.Question;
import todo.server.TodoSystem;
import todo.server.Todos;
import todo.store.Place;

/// The lists of a data folder, with their processes in this one.
final class LocalDoor implements Door {
    private final TodoSystem system;
    private final Todos todos;

    LocalDoor(TodoSystem system) {
        this.system = system;
        this.todos = system.todos();
    }

    @Override
    public List<Summary> lists() {
        List<Summary> all = new ArrayList<>();
        var page = todos.lists(Caller.OWNER, "");
        page.unreadable().forEach(damage -> all.add(Summary.damaged("", damage)));
        while (!page.lists().isEmpty()) {
            page.lists()
                    .forEach(list -> all.add(new Summary(
                            list.name(),
                            list.properties(),
                            list.version(),
                            list.changedAt(),
                            list.open(),
                            list.completed(),
                            list.damage())));
            page = todos.lists(Caller.OWNER, page.lists().getLast().name());
        }
        return all;
    }

    @Override
    public List<Entry> entries(String list, @Nullable LocalDate due) {
        var selected = ask(list, new Question.Entries(due == null ? Query.ALL : Query.dueOn(due)));
        List<Entry> entries = new ArrayList<>();
        if (selected.selection() != null) {
            selected.selection().forEach(entries::add);
        }
        return entries;
    }

    @Override
    public List<Listed> search(String text) {
        var query = new Query(null, null, null, text, 0);
        return todos.find(Caller.OWNER, query, Place.START)
                .map(found -> new Listed(found.list(), found.entry()))
                .toList();
    }

    @Override
    public Entry add(String list, List<Field> fields) {
        return edit(list, new Edit.Add(Uid.fresh(), 0, null, fields)).entries().getFirst();
    }

    @Override
    public Entry edit(String list, long id, List<Field> fields) {
        var _ = edit(list, new Edit.Amend(id, fields, todos.zone()));
        return one(list, ask(list, new Question.One(id)), id);
    }

    @Override
    public void remove(String list, long id) {
        var _ = edit(list, new Edit.Remove(id));
    }

    @Override
    public Entry move(String list, long id, String to) {
        String uid = one(list, ask(list, new Question.One(id)), id).uid();
        var _ = edit(list, new Edit.Send(id, to));
        return one(to, ask(to, new Question.ByUid(uid)), id);
    }

    private static Entry one(String list, Question.FoundEntry found, long id) {
        if (found.entry() == null) {
            throw new Refused("there is no entry " + id + " in the list \"" + list + "\"");
        }
        return found.entry();
    }

    @Override
    public Stream<Change> history(String list) {
        long last = ask(list, new Question.About()).version();
        return Stream.iterate(
                        page(list, last),
                        page -> !page.isEmpty(),
                        page -> page(list, page.getLast().version() - 1))
                .flatMap(List::stream);
    }

    private List<Change> page(String list, long last) {
        return last < 1 ? List.of() : given(list, todos.history(Caller.OWNER, list, last, 1));
    }

    @Override
    public void undo(String list, long version) {
        var _ = done(list, todos.undo(Caller.OWNER, list, version, List.of(), null));
    }

    private Outcome.Done edit(String list, Edit edit) {
        return done(list, todos.edit(Caller.OWNER, list, edit));
    }

    private <T> T ask(String list, Question<T> question) {
        return given(list, todos.ask(Caller.OWNER, list, question).join());
    }

    private static <T> T given(String list, Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> throw refused(list, refusal);
            case Answer.Failed<T>(var _, var message) -> throw new IllegalStateException(message);
        };
    }

    private static Outcome.Done done(String list, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.Refused(var refusal) -> throw refused(list, refusal);
            case Outcome.Failed(var _, var message) -> throw new IllegalStateException(message);
        };
    }

    private static Refused refused(String list, Refusal refusal) {
        String where = refusal instanceof Refusal.NoSuchEntry ? " in the list \"" + list + "\"" : "";
        return new Refused(Refusals.sentence(refusal) + where);
    }

    @Override
    public void close() {
        system.close();
    }
}
