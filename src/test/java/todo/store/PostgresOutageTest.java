package todo.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.TestClock;
import todo.store.StoreException.Trouble;

/// On a PostgreSQL of its own, which is stopped and started, and told to wait.
class PostgresOutageTest {
    @TempDir
    private Path folder;

    private EmbeddedPostgres postgres;
    private Database database;

    @BeforeEach
    void start() throws IOException {
        postgres = start(0);
        database = Database.open(address(), folder, 1, Period.ZERO, new TestClock(), false);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private DatabaseAddress address() {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(postgres.getPort()), null);
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
        postgres.close();
    }

    /// Adds to the list, as often as the database is away.
    private void insist(String list, String title) {
        boolean added = false;
        while (!added) {
            try {
                var failure = new Stored(database, list).queue(adding(title)).join();
                added = failure == null;
                assertThat(failure == null || failure.trouble() == Trouble.AWAY)
                        .as("%s", failure)
                        .isTrue();
            } catch (java.util.concurrent.CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                away -> assertThat(away.trouble()).isEqualTo(Trouble.AWAY));
            }
        }
    }

    @Test
    void whileItIsStoppedAllIsRefusedAndAfterwardsAllIsThere() throws IOException {
        var bob = new Stored(database, "bob").add("milk");
        int port = postgres.getPort();
        postgres.close();
        assertThat(Stored.failure(bob.queue(adding("bread"))).trouble()).isEqualTo(Trouble.AWAY);
        assertThat(database.load("bob").handle((_, failure) -> failure).join())
                .isInstanceOfSatisfying(
                        StoreException.class, away -> assertThat(away.trouble()).isEqualTo(Trouble.AWAY));
        assertThat(database.ping().handle((_, failure) -> failure).join()).isNotNull();
        postgres = start(port);
        insist("bob", "honey");
        assertThat(Stored.titles(database, "bob")).containsExactly("milk", "honey");
        database.ping().join();
    }

    /// The commit is on disk here and waits for another machine when its connection is cut: what becomes of it is not
    /// known to who asked, and it is not done again.
    @Test
    void aCommitWhoseAnswerIsLostIsThereOnce() throws SQLException {
        var bob = new Stored(database, "bob").add("milk");
        Kind.execute(address(), "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        Kind.execute(address(), "SELECT pg_reload_conf()");
        var titles = new ArrayList<>(List.of("milk"));
        try (var connection = Kind.connect(address());
                var query = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")) {
            Stored.Step step;
            boolean cut = false;
            do { // until PostgreSQL has come to know that it is to wait
                titles.add("bread " + titles.size());
                step = bob.step(adding(titles.getLast()), new Request(titles.getLast(), "digest"), null);
                assertThat(database.store(step.write())).isTrue();
                while (!cut && !step.done().isDone()) {
                    try (var rows = query.executeQuery()) {
                        cut = rows.next();
                    }
                }
            } while (!cut);
            assertThat(Stored.failure(step.done()).trouble()).isEqualTo(Trouble.AWAY);
            Stored.execute(connection, "ALTER SYSTEM RESET synchronous_standby_names");
            Stored.execute(connection, "SELECT pg_reload_conf()");
        }
        assertThat(Stored.titles(database, "bob")).isEqualTo(titles);
        assertThat(requireNonNull(database.answered("bob", titles.getLast()).join())
                        .changes())
                .hasSize(1);
        insist("bob", "honey");
        titles.add("honey");
        assertThat(Stored.titles(database, "bob")).isEqualTo(titles);
    }
}
