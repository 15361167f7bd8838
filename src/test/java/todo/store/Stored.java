package todo.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import todo.list.Change;
import todo.list.Edit;
import todo.list.ListBeingMade;
import todo.list.Result;
import todo.list.TodoList;

/// One list as its only writer has it: each edit is applied and stored.
final class Stored {
    private final Database database;
    private final String name;
    private final List<Change> changes = new ArrayList<>();
    private OpenList open;
    private TodoList list;
    private Instant now = ListBeingMade.NOON;

    Stored(Database database, String name) {
        this.database = database;
        this.name = name;
        var loaded = database.load(name).join();
        open = loaded.open();
        list = loaded.list();
    }

    /// Ready to be written; whoever takes it must give it to the database before the next.
    record Step(Write write, CompletableFuture<@Nullable StoreException> done) {}

    Step step(Edit edit, @Nullable Request request, @Nullable Sending sending) {
        var before = list;
        var result = before.apply(edit, List.of(), "tester", now);
        assertThat(result).isInstanceOf(Result.Changed.class);
        var changed = (Result.Changed) result;
        list = changed.list();
        changes.addAll(changed.changes());
        var done = new CompletableFuture<@Nullable StoreException>();
        var sent = sending == null ? null : new Sending(sending.to(), changed.changes());
        var write = new Write(open, before, list, changed.changes(), request, sent, 0, done::complete);
        return new Step(write, done);
    }

    /// Queues the edit, which can be made.
    CompletableFuture<@Nullable StoreException> queue(Edit edit) {
        var step = step(edit, null, null);
        assertThat(database.store(step.write)).isTrue();
        return step.done;
    }

    /// Stores the edit, which must work.
    Stored store(Edit edit) {
        assertThat(queue(edit).join()).isNull();
        return this;
    }

    Stored add(String title) {
        return store(ListBeingMade.adding(title));
    }

    /// Stores what the request `key`, which changed nothing, was answered.
    Stored answer(String key, String outcome) {
        var done = new CompletableFuture<@Nullable StoreException>();
        assertThat(database.store(Write.ofAnswer(open, list, new Request(key, "digest"), outcome, done::complete)))
                .isTrue();
        assertThat(done.join()).isNull();
        return this;
    }

    static void assertAnswered(Database database, String name, String key, String outcome) {
        assertThat(database.answered(name, key).join()).isEqualTo(new Answered("digest", List.of(), outcome));
    }

    Stored reload() {
        var loaded = database.load(name).join();
        assertThat(loaded.list().all()).isEqualTo(list.all());
        open = loaded.open();
        list = loaded.list();
        return this;
    }

    void at(Instant moment) {
        now = moment;
    }

    TodoList list() {
        return list;
    }

    OpenList open() {
        return open;
    }

    List<Change> changes() {
        return changes;
    }

    static List<String> titles(Database database, String name) {
        return database.load(name).join().list().all().stream()
                .map(entry -> entry.title())
                .toList();
    }

    static StoreException failure(CompletableFuture<@Nullable StoreException> done) {
        return requireNonNull(done.join(), "it was stored");
    }

    /// Runs `sql` on a connection of its own.
    static void execute(Path file, String... sql) throws SQLException {
        try (var connection = Sqlite.maker(file)) {
            execute(connection, sql);
        }
    }

    static void execute(Connection connection, String... sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    static long number(Path file, String sql) throws SQLException {
        try (var connection = Sqlite.maker(file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
        }
    }
}
