package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Period;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.TestClock;
import todo.list.Edit;
import todo.list.Field;

/// What waits to be written takes a bounded share of the memory.
class WriteMemoryTest {
    private static final long MOST = 500_000;
    private static final Field NOTES = new Field.Notes("x".repeat(60_000));

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(
                DataFolder.open(folder, 1, Schema.CURRENT), Period.ZERO, new TestClock(), new MemoryShares(0, MOST, 0));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aQueueThatHasEnoughBytesTakesNoMoreAndLosesNothing() throws SQLException {
        var bob = new Stored(database, "bob").add("first");
        var taken = new ArrayList<CompletableFuture<@Nullable StoreException>>();
        try (var other = Sqlite.maker(folder.resolve("todo-0.db"))) {
            Stored.execute(other, "BEGIN IMMEDIATE");
            boolean room = true;
            while (room) {
                var step = bob.step(adding("t" + taken.size(), NOTES), null, null);
                room = database.store(step.write());
                if (room) {
                    taken.add(step.done());
                }
                assertThat(taken).hasSizeLessThan(10);
            }
            assertThat(database.waitingBytes()).isBetween(MOST / 2, MOST);
            Stored.execute(other, "COMMIT");
        }
        assertThat(taken)
                .hasSizeGreaterThan(2)
                .allSatisfy(each -> assertThat(each.join()).isNull());
        assertThat(Stored.titles(database, "bob")).hasSize(taken.size() + 1);
        database.ping().join();
        assertThat(database.waitingBytes()).isZero();
    }

    @Test
    void aWriteThatIsLargerThanAllIsTakenWhileNothingElseWaits() {
        var all = new ArrayList<Edit>();
        for (int i = 0; i < 20; i++) {
            all.add(adding("t" + i, NOTES));
        }
        new Stored(database, "bob").store(new Edit.All(all));
        assertThat(Stored.titles(database, "bob")).hasSize(20);
    }

    @Test
    void rowsThatAreHeldBackAreWrittenWhenTheyAreManyBytes() {
        var bob = new Stored(database, "bob");
        for (int i = 0; i < 60; i++) {
            bob.store(adding("t" + i, NOTES));
        }
        long held = database.heldBack().join().getFirst().stream()
                .mapToLong(Backlog.Held::bytes)
                .sum();
        assertThat(held).isLessThan(MOST + 100_000);
        assertThat(Stored.titles(database, "bob")).hasSize(60);
    }
}
