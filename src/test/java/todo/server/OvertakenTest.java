package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.TestClock;
import todo.account.Caller;
import todo.list.Entry;
import todo.list.ListBeingMade;
import todo.store.DatabaseAddress;
import todo.store.Kind;

/// Of two servers that want the same PostgreSQL database.
class OvertakenTest {
    @TempDir
    private Path folder;

    private TodoSystem start(DatabaseAddress db) {
        return TodoSystem.start(new TodoSystem.Settings(
                folder, 1, Duration.ofHours(1), Duration.ofMinutes(1), new TestClock(), Period.ZERO, db));
    }

    private static void add(TodoSystem system, String title) {
        assertThat(system.todos().edit(Caller.OWNER, "bob", ListBeingMade.adding(title)))
                .isInstanceOf(Outcome.Done.class);
    }

    private static List<String> titles(TodoSystem system) {
        var answer =
                system.todos().ask(Caller.OWNER, "bob", new Question.Whole()).join();
        return answer instanceof Answer.Given<todo.list.TodoList>(var list)
                ? list.all().stream().map(Entry::title).toList()
                : List.of();
    }

    @Test
    void aServerThatHadLostTheDatabaseShowsWhatTheOtherHasDone() throws SQLException {
        var db = Kind.fresh();
        try (var first = start(db)) {
            add(first, "milk");
            var coming = CompletableFuture.supplyAsync(() -> start(db));
            endItsRight(db);
            try (var second = coming.join()) {
                assertThat(titles(second)).containsExactly("milk");
                add(second, "bread");
            }
            while (titles(first).size() < 2) {
                Thread.onSpinWait();
            }
            assertThat(titles(first)).containsExactly("milk", "bread");
            add(first, "honey");
        }
    }

    /// Cuts the connection that has the right, once another waits for it.
    private static void endItsRight(DatabaseAddress db) throws SQLException {
        try (var connection = Kind.connect(db);
                var query = connection.prepareStatement("""
                        SELECT pg_terminate_backend(has.pid, 5000) FROM pg_locks AS has JOIN pg_locks AS wants
                        USING (locktype, database, classid, objid)
                        WHERE locktype = 'advisory' AND has.granted AND NOT wants.granted
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""")) {
            boolean ended = false;
            while (!ended) {
                try (var rows = query.executeQuery()) {
                    ended = rows.next();
                }
            }
        }
    }
}
