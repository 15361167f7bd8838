package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Change;
import todo.list.ListProperties;
import todo.list.TodoList;
import todo.store.StoreException.Trouble;
import todo.web.Log;

@Tag("postgres")
class DatabaseWorkerTest {
    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Kind.open(folder, 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private long commits() {
        return database.figures().getFirst().commits();
    }

    /// A second writer: while it is in a transaction, the worker waits in its next one.
    private Connection writing() throws SQLException {
        return Kind.blocked(folder);
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoAsksWhileItClosesIsAnswered() {
        for (int round = 0; round < 10; round++) {
            var closing = Kind.open(folder.resolve("closing"), 1);
            var asked = new ConcurrentLinkedQueue<CompletableFuture<?>>();
            try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int asker = 0; asker < 4; asker++) {
                    var _ = askers.submit(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            asked.add(closing.load("bob"));
                        }
                    });
                }
                closing.close();
            }
            assertThat(CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                            .exceptionally(_ -> null))
                    .succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void whatWaitsIsWrittenInOneTransaction() throws SQLException {
        var bob = new Stored(database, "bob").add("first");
        var ann = new Stored(database, "ann").add("first");
        long before = commits();
        var done = new ArrayList<CompletableFuture<@Nullable StoreException>>();
        try (var other = writing()) {
            for (int i = 0; i < 500; i++) {
                done.add(bob.queue(adding("b" + i)));
                done.add(ann.queue(adding("a" + i)));
            }
            assertThat(done).noneMatch(CompletableFuture::isDone);
            Stored.execute(other, "COMMIT");
        }
        assertThat(done).allSatisfy(each -> assertThat(each.join()).isNull());
        assertThat(commits() - before).isBetween(1L, 2L);
        assertThat(database.figures().getFirst().writes()).isEqualTo(1_002);
        assertThat(database.figures().getFirst().failures()).isZero();
    }

    @Nested
    class WithTwoOwnersOfOneList {
        private Stored first;
        private Stored second;

        @BeforeEach
        void open() {
            first = new Stored(database, "bob").add("milk");
            second = new Stored(database, "bob");
        }

        @Test
        void whoComesSecondIsRefusedFromThenOn() {
            first.add("bread");
            assertThat(Stored.failure(second.queue(adding("eggs"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
            assertThat(Stored.failure(second.queue(adding("flour"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
            first.add("honey");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread", "honey");
            assertThat(database.figures().getFirst().failures()).isEqualTo(2);
        }

        @Test
        void otherListsInTheSameTransactionAreStored() throws SQLException {
            first.add("bread");
            var ann = new Stored(database, "ann");
            CompletableFuture<@Nullable StoreException> before;
            CompletableFuture<@Nullable StoreException> refused;
            CompletableFuture<@Nullable StoreException> later;
            CompletableFuture<@Nullable StoreException> behind;
            try (var other = writing()) {
                var _ = new Stored(database, "blocker").queue(adding("x"));
                before = ann.queue(adding("before"));
                refused = second.queue(adding("eggs"));
                later = second.queue(adding("flour"));
                behind = ann.queue(adding("behind"));
                Stored.execute(other, "COMMIT");
            }
            assertThat(before.join()).isNull();
            assertThat(behind.join()).isNull();
            assertThat(Stored.failure(refused).trouble()).isEqualTo(Trouble.OVERTAKEN);
            assertThat(Stored.failure(later).trouble()).isEqualTo(Trouble.OVERTAKEN);
            assertThat(Stored.titles(database, "ann")).containsExactly("before", "behind");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread");
        }
    }

    @Test
    void aGapIsRefused() {
        var bob = new Stored(database, "bob").add("milk");
        var _ = bob.step(adding("never queued"), null, null);
        assertThat(Stored.failure(bob.queue(adding("bread"))).trouble()).isEqualTo(Trouble.OVERTAKEN);
        assertThat(Stored.titles(database, "bob")).containsExactly("milk");
    }

    @Nested
    class WhenATableIsAway {
        private Stored bob;
        private Stored ann;

        @BeforeEach
        void takeAway() throws SQLException {
            bob = new Stored(database, "bob").add("milk");
            ann = new Stored(database, "ann").add("tea");
            Kind.execute(folder, "ALTER TABLE change RENAME TO away");
        }

        @Test
        void whatWasHeldFailsAndWhatComesLaterIsStored() throws SQLException {
            assertThat(Stored.failure(bob.queue(adding("bread"))).trouble()).isEqualTo(Trouble.BROKEN);
            assertThat(Stored.failure(ann.queue(adding("cake"))).trouble()).isEqualTo(Trouble.BROKEN);
            Kind.execute(folder, "ALTER TABLE away RENAME TO change");
            assertThat(Stored.failure(bob.queue(adding("eggs")))).hasMessageContaining("earlier change");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk");
            new Stored(database, "bob").add("bread");
            new Stored(database, "ann").add("cake");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread");
            assertThat(Stored.titles(database, "ann")).containsExactly("tea", "cake");
        }

        @Test
        void readingFailsAndWorksAgain() throws SQLException {
            assertThat(database.load("bob"))
                    .failsWithin(java.time.Duration.ofMinutes(1))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withCauseInstanceOf(StoreException.class);
            Kind.execute(folder, "ALTER TABLE away RENAME TO change");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk");
        }
    }

    @Test
    void interruptedThreadsGoOnAndLogItOnceEach() {
        var bob = new Stored(database, "bob");
        try (var log = new Log()) {
            for (int i = 0; i < 50; i++) {
                thread(Kind.threads() + " writer").interrupt();
                thread(Kind.threads() + " reader").interrupt();
                bob.add("t" + i);
                bob.reload();
            }
            assertThat(bob.list().size()).isEqualTo(50);
            assertThat(log.texts())
                    .filteredOn(line -> line.contains("was interrupted and continues"))
                    .hasSize(2);
            database.close();
            assertThat(log.texts())
                    .filteredOn(line -> line.matches(".* was interrupted \\d+ times"))
                    .hasSize(2);
        }
    }

    @Test
    void aFullQueueTakesNoMoreAndLosesNothing() throws SQLException {
        var bob = new Stored(database, "bob");
        var taken = new ArrayList<CompletableFuture<@Nullable StoreException>>();
        boolean room = true;
        try (var other = writing()) {
            while (room) {
                var step = bob.step(adding("t" + taken.size()), null, null);
                room = database.store(step.write());
                if (room) {
                    taken.add(step.done());
                }
                assertThat(taken).hasSizeLessThan(30_000);
            }
            assertThat(database.load("bob"))
                    .failsWithin(java.time.Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withMessageContaining("too many wait");
            Stored.execute(other, "COMMIT");
        }
        assertThat(taken).hasSizeGreaterThan(19_999);
        assertThat(taken).allSatisfy(each -> assertThat(each.join()).isNull());
        assertThat(database.load("bob").join().list().version()).isEqualTo(taken.size());
    }

    @Test
    void aClosedDatabaseTakesNothing() {
        var bob = new Stored(database, "bob").add("milk");
        database.close();
        assertThat(database.store(bob.step(adding("bread"), null, null).write()))
                .isFalse();
        assertThat(database.load("bob")).isCompletedExceptionally();
        assertThat(database.load("never there")).isCompletedExceptionally();
        assertThat(database.lists("")).isCompletedExceptionally();
        database = Kind.open(folder, 0);
        assertThat(Stored.titles(database, "bob")).containsExactly("milk");
    }

    @Test
    void whatWaitsIsWrittenBeforeItCloses() throws SQLException {
        var bob = new Stored(database, "bob");
        var done = IntStream.range(0, 200)
                .mapToObj(i -> bob.queue(adding("t" + i)))
                .toList();
        database.close();
        assertThat(done)
                .allSatisfy(each -> assertThat(each.getNow(new StoreException(Trouble.BUSY, "not yet")))
                        .isNull());
        assertThat(Kind.number(folder, "SELECT count(*) FROM change")).isEqualTo(200);
        database = Kind.open(folder, 0);
    }

    @Test
    void aWriteThatCanNotBeWrittenFailsWithItsTransactionAlone() {
        var bob = new Stored(database, "bob").add("milk");
        var strange = new CompletableFuture<@Nullable StoreException>();
        var list = TodoList.of(
                1,
                bob.list().changedAt(),
                1,
                true,
                ListProperties.NONE,
                bob.list().all());
        var unwritable = new Write(
                bob.open(), list, list, List.<Change>of(), null, new Sending("ann", List.of()), 0, strange::complete);
        assertThat(database.store(unwritable)).isTrue();
        assertThat(Stored.failure(strange).trouble()).isEqualTo(Trouble.BROKEN);
        new Stored(database, "bob").add("bread");
        assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread");
    }
}
