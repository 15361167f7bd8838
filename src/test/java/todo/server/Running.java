package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.ListBeingMade;
import todo.list.Query;
import todo.list.TodoList;
import todo.store.Kind;
import todo.store.Place;
import todo.store.Request;

/// A running system on one folder, as the owner uses it, with a clock that the test sets.
final class Running implements AutoCloseable {
    static final Caller OWNER = Caller.OWNER;
    static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(ListBeingMade.NOON);
    private final Path folder;
    private final Duration idle;
    private TodoSystem system;

    Running(Path folder, Duration idle) {
        this.folder = folder;
        this.idle = idle;
        this.system = start();
    }

    Running(Path folder) {
        this(folder, Duration.ofHours(1));
    }

    private TodoSystem start() {
        InstantSource clock = now::get;
        return TodoSystem.start(new TodoSystem.Settings(folder, 1, idle, LONG, clock, Period.ZERO, Kind.of(folder)));
    }

    void restart() {
        system.close();
        system = start();
    }

    TodoSystem system() {
        return system;
    }

    Todos todos() {
        return system.todos();
    }

    void at(Instant instant) {
        now.set(instant);
    }

    CompletableFuture<Outcome> call(String list, Edit edit) {
        return todos().call(OWNER, list, edit, List.of(), null);
    }

    CompletableFuture<Outcome> call(String list, Edit edit, @Nullable Request request) {
        return todos().call(OWNER, list, edit, List.of(), request);
    }

    /// Makes an edit, which must work.
    Outcome.Done make(String list, Edit edit) {
        return done(call(list, edit).join());
    }

    static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    /// Makes an edit as often as something is broken meanwhile.
    Outcome.Done insist(String list, Edit edit, Request request) {
        var outcome = call(list, edit, request).join();
        while (outcome instanceof Outcome.Failed) {
            outcome = call(list, edit, request).join();
        }
        return done(outcome);
    }

    Entry add(String list, String title) {
        return make(list, ListBeingMade.adding(title)).entries().getFirst();
    }

    <T> T ask(String list, Question<T> question) {
        return given(todos().ask(OWNER, list, question).join());
    }

    static <T> T given(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return ((Answer.Given<T>) answer).value();
    }

    /// The list, from its process or, if that breaks, from the next one.
    TodoList list(String list) {
        var answer = todos().ask(OWNER, list, new Question.Whole()).join();
        while (answer instanceof Answer.Failed<TodoList>) {
            answer = todos().ask(OWNER, list, new Question.Whole()).join();
        }
        return given(answer);
    }

    List<String> titles(String list) {
        return list(list).all().stream().map(Entry::title).toList();
    }

    List<Change> history(String list) {
        var all = new ArrayList<Change>();
        var page = given(todos().history(OWNER, list, 1, Long.MAX_VALUE));
        while (!page.isEmpty()) {
            all.addAll(page);
            page = given(todos().history(OWNER, list, all.size() + 1L, Long.MAX_VALUE));
        }
        return all;
    }

    /// The lists that an entry with the title is in, as the database has it.
    List<String> whereIs(String title) {
        try (var found = todos().find(OWNER, Query.ALL, Place.START)) {
            return found.filter(placed -> placed.entry().title().equals(title))
                    .map(placed -> placed.list())
                    .toList();
        }
    }

    /// While this is open, nothing can be committed.
    Connection blockedDisk() throws SQLException {
        return Kind.blocked(folder);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        system.close();
    }
}
