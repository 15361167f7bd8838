package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Period;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.TestClock;
import todo.store.StoreException.Trouble;

@Timeout(120)
class PostgresTest {
    @TempDir
    private Path folder;

    private DatabaseAddress address;

    @BeforeEach
    void make() {
        address = Kind.fresh();
    }

    private int servers;

    private Database open() {
        return open(false);
    }

    /// @param shared whether it is one of the servers "1" and "2"
    private Database open(boolean shared) {
        var database = Database.open(address, folder, 2, Period.ZERO, new TestClock(), shared);
        var peers = database.peers();
        if (peers != null) {
            String name = Integer.toString(++servers);
            peers.begin(name, name + ":7171");
            peers.members(Set.of("1", "2"));
        }
        return database;
    }

    /// Ends the other end of all connections for which `which` is true in `pg_stat_activity`.
    private void cut(String which) {
        Kind.execute(
                address,
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND "
                        + which);
    }

    private void await(String condition) throws SQLException {
        try (var connection = Kind.connect(address);
                var query = connection.prepareStatement("SELECT " + condition)) {
            boolean met = false;
            while (!met) {
                try (var rows = query.executeQuery()) {
                    rows.next();
                    met = rows.getBoolean(1);
                }
            }
        }
    }

    private Connection blocked() throws SQLException {
        var connection = Kind.connect(address);
        Stored.execute(connection, "BEGIN; LOCK TABLE change IN EXCLUSIVE MODE");
        return connection;
    }

    @Test
    void whoComesSecondIsToldWhoHasIt() {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another Todo has it (pid "
                            + ProcessHandle.current().pid() + " on ")
                    .hasMessageContaining("--db another database");
            assertThatThrownBy(() -> open(true)).hasMessageContaining("another Todo has it");
        }
        open().close();
    }

    @Test
    void severalMayShareItIfAllWantTo() {
        try (var first = open(true);
                var second = open(true)) {
            new Stored(first, "bob").add("milk");
            assertThat(Stored.titles(second, "bob")).containsExactly("milk");
            assertThatThrownBy(this::open)
                    .hasMessageContaining("servers of a cluster have it (1:7171, 2:7171); give --cluster");
        }
    }

    @Test
    void ofTwoOwnersOfAListInTwoServersOneIsRefused() {
        try (var first = open(true);
                var second = open(true)) {
            var one = new Stored(first, "bob").add("milk");
            var other = new Stored(second, "bob");
            var ann = new Stored(second, "ann");
            one.add("bread");
            var refused = other.queue(adding("eggs"));
            var stored = ann.queue(adding("tea"));
            assertThat(Stored.failure(refused).trouble()).isEqualTo(Trouble.OVERTAKEN);
            assertThat(stored.join()).isNull();
            assertThat(Stored.failure(other.queue(adding("flour"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
            new Stored(second, "bob").add("honey");
            assertThat(Stored.titles(first, "bob")).containsExactly("milk", "bread", "honey");
        }
    }

    @Test
    void twoWhoBeginAListAtOnceDoNotBothHaveIt() {
        try (var first = open(true);
                var second = open(true)) {
            var one = new Stored(first, "bob");
            var other = new Stored(second, "bob");
            one.add("milk");
            assertThat(Stored.failure(other.queue(adding("eggs"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
            assertThat(Stored.titles(second, "bob")).containsExactly("milk");
            assertThat(first.lists("").join().lists()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsCutWhileItWritesFailsWhatItHeldAndNoMore() throws SQLException {
        try (var database = open()) {
            var bob = new Stored(database, "bob").add("milk");
            try (var blocking = blocked()) {
                var cut = bob.queue(adding("bread"));
                await(
                        "EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())");
                cut("wait_event_type = 'Lock'");
                assertThat(Stored.failure(cut).trouble()).isEqualTo(Trouble.AWAY);
                Stored.execute(blocking, "COMMIT");
            }
            assertThat(Stored.failure(bob.queue(adding("eggs"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
            new Stored(database, "bob").add("honey");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "honey");
        }
    }

    @Test
    void connectionsThatWereCutWhileNobodyUsedThemAreMadeAnew() throws SQLException {
        try (var database = open()) {
            new Stored(database, "bob").add("milk");
            cut("query NOT LIKE '%advisory%' AND query NOT LIKE '%owner%'");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk");
            assertThat(database.lists("").join().lists()).hasSize(1);
        }
    }

    @Test
    void whoLostTheRightToItWritesNothingUntilItIsHadAgain() throws Exception {
        try (var database = open()) {
            var overtaken = new AtomicBoolean();
            database.whenOvertaken(() -> overtaken.set(true));
            var bob = new Stored(database, "bob").add("milk");
            var coming = CompletableFuture.supplyAsync(this::open);
            await("EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
            Kind.execute(
                    address,
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            try (var other = coming.get()) {
                new Stored(other, "bob").add("bread");
                StoreException refused = Stored.failure(bob.queue(adding("eggs")));
                assertThat(refused.trouble()).isIn(Trouble.AWAY, Trouble.OVERTAKEN);
            }
            while (!overtaken.get()) {
                Thread.onSpinWait();
            }
            new Stored(database, "bob").add("honey");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread", "honey");
        }
    }

    @Test
    void aDatabaseThatCanOnlyBeReadIsReadAndRefusesChanges() throws SQLException {
        try (var database = open()) {
            var bob = new Stored(database, "bob").add("milk");
            Kind.execute(address, "ALTER DATABASE " + name() + " SET default_transaction_read_only = on");
            cut("true");
            assertThat(Stored.failure(bob.queue(adding("bread"))).trouble()).isEqualTo(Trouble.AWAY);
            assertThat(Stored.titles(database, "bob")).containsExactly("milk");
            Kind.execute(Kind.address("postgres"), "ALTER DATABASE " + name() + " RESET default_transaction_read_only");
            cut("true");
            var failure = new StoreException(Trouble.AWAY, "");
            while (failure != null) {
                failure = new Stored(database, "bob").queue(adding("honey")).join();
            }
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "honey");
        }
    }

    private String name() {
        return address.url().replaceAll(".*/([^?]*).*", "$1");
    }

    @Test
    void commitsAreOnDiskWhateverIsSetForOthers() throws SQLException {
        Kind.execute(address, "ALTER DATABASE " + name() + " SET synchronous_commit = off");
        try (var connection = new Postgres(address).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW synchronous_commit")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void whatIsNotAsItWasWrittenIsFound() throws SQLException {
        try (var database = open()) {
            new Stored(database, "bob").add("milk");
            new Stored(database, "ann").add("tea");
            assertThat(database.check((_, _, _) -> {}).sound()).isTrue();
            Kind.execute(address, "UPDATE entry SET data = replace(data, 'milk', 'silk')");
            assertThatThrownBy(() -> database.load("bob").join())
                    .cause()
                    .hasMessageContaining("the list \"bob\" in PostgreSQL, which is damaged");
            assertThat(Stored.titles(database, "ann")).containsExactly("tea");
            assertThat(database.check((_, _, _) -> {}).files().getFirst().defects())
                    .containsExactly("the list \"bob\" has an entry 1 that is not as it was written");
        }
        assertThat(Check.database(address, (_, _, _) -> {}).sound()).isFalse();
    }

    @Test
    void aNewerSchemaIsLeftAlone() {
        open().close();
        Kind.execute(address, "INSERT INTO step(number) VALUES (99)");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by a newer Todo (schema 99");
    }

    @Test
    void tablesOfOthersAreLeftAlone() {
        Kind.execute(address, "CREATE TABLE list(x INTEGER)");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("\"list\" already exists")
                .hasMessageContaining("currentSchema=NAME");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatToDo() {
        var nobody = new DatabaseAddress(address.url().replace(name(), "nobody"), null);
        assertThatThrownBy(() -> Database.open(nobody, folder, 1, Period.ZERO, new TestClock(), false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("createdb");
        var nowhere = new DatabaseAddress("jdbc:postgresql://localhost:1/todo", "geheim");
        assertThatThrownBy(() -> Database.open(nowhere, folder, 1, Period.ZERO, new TestClock(), false))
                .hasMessageStartingWith("can't open the database \"todo\" at localhost:1: ")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void anotherEncodingIsRefused() {
        Kind.execute(
                address, "CREATE DATABASE %s_latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0".formatted(name()));
        address = new DatabaseAddress(address.url().replace(name(), name() + "_latin"), null);
        assertThatThrownBy(this::open).hasMessageContaining("must be UTF8");
    }

    @Test
    void othersMayHaveASchemaOfTheirOwnInTheSameDatabase() {
        Kind.execute(address, "CREATE SCHEMA other");
        var other = new DatabaseAddress(address.url() + "&currentSchema=other", null);
        try (var database = open();
                var second = Database.open(other, folder, 1, Period.ZERO, new TestClock(), false)) {
            new Stored(database, "bob").add("milk");
            new Stored(second, "bob").add("bread");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk");
        }
    }
}
