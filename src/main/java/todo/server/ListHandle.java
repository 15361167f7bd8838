package todo.server;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;
import todo.list.Refusal;
import todo.list.Uid;
import todo.list.Undoable;

/// One list, which need not exist yet, for a Java program: a short form for each common edit and question.
///
/// All methods but [#cast] wait, an edit until it is on disk, and are for virtual threads. They throw [Refused] if a
/// rule says no, and [Failed] if something broke; [#call] gives those as values instead.
public final class ListHandle {
    private final Todos todos;
    private final Caller caller;
    private final String name;

    /// A rule says no, and nothing was changed. The message is a sentence for people.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Refusal refusal;

        private Refused(Refusal refusal, String sentence) {
            super(sentence);
            this.refusal = refusal;
        }

        /// The rule, with its facts.
        public Refusal refusal() {
            return refusal;
        }
    }

    /// Something broke. The message is a sentence for people.
    public static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Outcome.Failure failure;

        private Failed(Outcome.Failure failure, String sentence) {
            super(sentence);
            this.failure = failure;
        }

        /// What kind of thing broke, and so whether it passes.
        public Outcome.Failure failure() {
            return failure;
        }
    }

    /// The list `name`, as `caller` may use it.
    public ListHandle(Todos todos, Caller caller, String name) {
        this.todos = todos;
        this.caller = caller;
        this.name = name;
    }

    /// The list's name.
    public String name() {
        return name;
    }

    /// Makes any edit and gives what becomes of it.
    public Outcome call(Edit edit) {
        return todos.edit(caller, name, edit);
    }

    /// Makes any edit and gives what it did.
    public Outcome.Done make(Edit edit) {
        return done(call(edit));
    }

    /// Makes any edit without waiting; `false` if so much is under way that it was not taken.
    public boolean cast(Edit edit) {
        return todos.cast(caller, name, edit);
    }

    /// The answer to any question, from what is committed.
    public <T> T ask(Question<T> question) {
        return given(todos.ask(caller, name, question).join());
    }

    /// Adds an entry, and gives it.
    public Entry add(String title) {
        return add(new Field.Title(title));
    }

    /// Adds an entry that is due, and gives it.
    public Entry add(String title, Due due) {
        return add(new Field.Title(title), new Field.DueAt(due));
    }

    /// Adds an entry with these fields, and gives it.
    public Entry add(Field... fields) {
        return make(new Edit.Add(Uid.fresh(), 0, null, List.of(fields)))
                .entries()
                .getFirst();
    }

    /// Completes an entry, and gives it as it is then.
    public Entry complete(long id) {
        return edit(id, new Field.Completed(true));
    }

    /// Opens an entry again, and gives it as it is then.
    public Entry reopen(long id) {
        return edit(id, new Field.Completed(false));
    }

    /// Gives an entry another title.
    public Entry rename(long id, String title) {
        return edit(id, new Field.Title(title));
    }

    /// Makes an entry due at another time, or with `null` at none.
    public Entry due(long id, @Nullable Due due) {
        return edit(id, new Field.DueAt(due));
    }

    /// Sets these fields of an entry, and gives it as it is then.
    public Entry edit(long id, Field... fields) {
        var _ = make(new Edit.Amend(id, List.of(fields), todos.zone()));
        return found(ask(new Question.One(id)), id);
    }

    /// Removes an entry and its subtasks.
    public void remove(long id) {
        var _ = make(new Edit.Remove(id));
    }

    /// Moves an entry and its subtasks to the list `to`, and gives it as it is there.
    public Entry move(long id, String to) {
        String uid = entry(id).uid();
        var _ = make(new Edit.Send(id, to));
        return found(new ListHandle(todos, caller, to).ask(new Question.ByUid(uid)), id);
    }

    /// Takes the newest change back that is not taken back already, and gives it.
    public Change undo() {
        var newest = history()
                .filter(new Undoable())
                .findFirst()
                .orElseThrow(() -> new Refused(
                        new Refusal.NoSuchChange(0), "there is nothing to undo in the list \"" + name + "\""));
        undo(newest.version());
        return newest;
    }

    /// Takes the change `version` back.
    public void undo(long version) {
        var _ = done(todos.undo(caller, name, version, List.of(), null));
    }

    /// The entry `id`.
    public Entry entry(long id) {
        return found(ask(new Question.One(id)), id);
    }

    /// All entries, in order; none if there is no such list.
    public List<Entry> entries() {
        return entries(Query.ALL);
    }

    /// The entries due on a day, in order.
    public List<Entry> entries(LocalDate day) {
        return entries(Query.dueOn(day));
    }

    /// The entries that a query wants, in order.
    public List<Entry> entries(Query query) {
        var selection = ask(new Question.Entries(query)).selection();
        return selection == null
                ? List.of()
                : StreamSupport.stream(selection.spliterator(), false).toList();
    }

    /// The changes, newest first, read page by page as they are needed.
    public Stream<Change> history() {
        return Stream.iterate(
                        page(ask(new Question.About()).version()),
                        page -> !page.isEmpty(),
                        page -> page(page.getLast().version() - 1))
                .flatMap(List::stream);
    }

    private List<Change> page(long last) {
        return last < 1 ? List.of() : given(todos.history(caller, name, last, 1));
    }

    private Entry found(Question.FoundEntry found, long id) {
        var entry = found.entry();
        if (entry == null) {
            throw refused(new Refusal.NoSuchEntry(id));
        }
        return entry;
    }

    private <T> T given(Answer<T> answer) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> value;
            case Answer.Refused<T>(var refusal) -> throw refused(refusal);
            case Answer.Failed<T>(var failure, var message) -> throw new Failed(failure, message);
        };
    }

    private Outcome.Done done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.Refused(var refusal) -> throw refused(refusal);
            case Outcome.Failed(var failure, var message) -> throw new Failed(failure, message);
        };
    }

    private Refused refused(Refusal refusal) {
        String where = refusal instanceof Refusal.NoSuchEntry ? " in the list \"" + name + "\"" : "";
        return new Refused(refusal, refusal.sentence() + where);
    }
}
