package todo.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.TestClock;
import todo.store.StoreException.Trouble;

/// Two servers with one database that both take themselves for the owner of a list.
@Timeout(60)
class PeersTest {
    @TempDir
    private Path folder;

    private DatabaseAddress address;
    private Database one;
    private Database other;

    @BeforeEach
    void open() {
        address = Kind.fresh();
        one = open("one");
        other = open("other");
    }

    private Database open(String name) {
        var database = Database.open(address, folder.resolve(name), 1, Period.ZERO, new TestClock(), true);
        requireNonNull(database.peers()).begin(name, name + ":7171");
        requireNonNull(database.peers()).members(Set.of("one", "other"));
        return database;
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void ofTwoOwnersOnlyOneWritesAVersion() {
        new Stored(one, "bob").add("milk");
        var first = new Stored(one, "bob");
        var second = new Stored(other, "bob");
        first.add("bread");
        assertThat(Stored.failure(second.queue(adding("honey"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
        new Stored(other, "bob").add("honey");
        assertThat(Stored.failure(first.queue(adding("butter"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
        assertThat(Stored.titles(one, "bob")).containsExactly("milk", "bread", "honey");
    }

    @Test
    void whoseRightWasTakenAwayWritesNothing() {
        var bob = new Stored(one, "bob").add("milk");
        Kind.execute(address, "DELETE FROM fence WHERE node = 'one'");
        assertThat(Stored.failure(bob.queue(adding("late"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
        assertThat(Stored.titles(other, "bob")).containsExactly("milk");
        new Stored(other, "bob").add("bread");
    }

    @Test
    void whoseRightWasTakenAwayStoresNoDueReminders() {
        try (var ofOne = one.reminders(Instant.EPOCH);
                var ofOther = other.reminders(Instant.EPOCH)) {
            assertThat(ofOne.begin(Instant.ofEpochSecond(1), List.of(), 1)).isEmpty();
            Kind.execute(address, "DELETE FROM fence WHERE node = 'one'");
            assertThatThrownBy(() -> ofOne.begin(Instant.ofEpochSecond(9), List.of(), 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another server sends the reminders");
            assertThat(ofOther.begin(Instant.ofEpochSecond(2), List.of(), 1)).isEmpty();
            assertThat(ofOne.reached()).isEqualTo(Instant.ofEpochSecond(2));
        }
    }

    @Test
    void nobodyTakesWhatOneServerDoesWhileAnotherCanStillDoIt() {
        requireNonNull(one.peers()).cleared().join();
        assertThat(one.othersAreGone()).isTrue();
        requireNonNull(other.peers()).members(Set.of("other"));
        assertThat(other.othersAreGone()).isFalse();
        requireNonNull(one.peers()).end();
        requireNonNull(other.peers()).cleared().join();
        assertThat(other.othersAreGone()).isTrue();
        assertThat(one.othersAreGone()).isFalse();
    }

    @Test
    void whoWasLeftOutIsTold() {
        var told = new CompletableFuture<Void>();
        requireNonNull(one.peers()).whenFenced(() -> told.complete(null));
        Kind.execute(address, "DELETE FROM node WHERE id = 'one'");
        told.join();
        assertThat(requireNonNull(one.peers()).leased()).isFalse();
        assertThat(requireNonNull(other.peers()).leased()).isTrue();
    }

    @Test
    void whoRenewsItsLeaseIsToldOfAMemberThatDoesNot() throws SQLException {
        var told = new CompletableFuture<Set<String>>();
        var peers = requireNonNull(one.peers());
        peers.whenLapsed(told::complete);
        Kind.execute(
                address,
                "INSERT INTO node(id, address, until) VALUES ('third', 'third:7171', clock_timestamp() + interval '1 minute')");
        peers.members(Set.of("one", "other", "third"));
        awaitRenewal();
        awaitRenewal(); // so that it has seen the third's lease in force
        Kind.execute(address, "UPDATE node SET until = clock_timestamp() WHERE id = 'third'");
        assertThat(told.join()).containsExactly("third");
        assertThat(peers.leased()).isTrue();
    }

    /// As of a server whose connection hangs in the middle of it.
    @Test
    void aTransactionThatIsNeverGoneOnWithHoldsNobodyUp() throws SQLException {
        new Stored(one, "bob").add("milk");
        try (var stuck = Kind.connect(address)) {
            stuck.setAutoCommit(false);
            assertThat(Leases.hold(stuck, "one")).isTrue();
            Kind.execute(address, "DELETE FROM node WHERE id = 'one'");
            requireNonNull(other.peers()).members(Set.of("other"));
            assertThat(other.load("bob").join().list().version()).isEqualTo(1);
        }
    }

    private void awaitRenewal() throws SQLException {
        try (var connection = Kind.connect(address);
                var query = connection.prepareStatement("SELECT until::text FROM node WHERE id = 'one'")) {
            String before = text(query);
            while (text(query).equals(before)) {
                Thread.onSpinWait();
            }
        }
    }

    private static String text(PreparedStatement query) throws SQLException {
        try (var rows = query.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// Else there would be two clusters, each of which waits for the other to end.
    @Test
    void whoBeginsAsTheFirstTakesTheirRightFromThoseWhoseLeaseWasOver() {
        var told = new CompletableFuture<Void>();
        requireNonNull(one.peers()).whenFenced(() -> told.complete(null));
        var database = Database.open(address, folder.resolve("third"), 1, Period.ZERO, new TestClock(), true);
        try (database) {
            var third = requireNonNull(database.peers());
            do { // as they renew it by themselves, until it was over in the moment that counts
                Kind.execute(address, "UPDATE node SET until = clock_timestamp() - interval '1 second'");
            } while (!third.othersOrBegin("third", "third:7171").isEmpty());
            told.join();
            assertThat(requireNonNull(one.peers()).leased()).isFalse();
            third.members(Set.of("third"));
            assertThat(database.load("bob").join().list().version()).isZero();
        }
    }

    @Test
    void nothingIsLoadedWhileOneWhoIsNoMemberCanStillWrite() {
        var bob = new Stored(one, "bob").add("milk");
        requireNonNull(other.peers()).members(Set.of("other"));
        var loading = other.load("bob");
        bob.add("bread");
        assertThat(loading).isNotDone();
        requireNonNull(one.peers()).end();
        assertThat(loading.join().list().version()).isEqualTo(2);
        assertThat(Stored.failure(bob.queue(adding("late"))).trouble()).isIn(Trouble.AWAY, Trouble.OVERTAKEN);
    }
}
