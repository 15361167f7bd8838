package todo.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Change;
import todo.list.Edit;

@Tag("postgres")
class HistoryTest {
    @TempDir
    private Path folder;

    private Database database;
    private Stored bob;

    @BeforeEach
    void open() {
        database = Kind.open(folder, 1);
        new Stored(database, "ann").add("another list, with versions of its own");
        bob = new Stored(database, "bob");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void addMany(int count) {
        var edits = new ArrayList<Edit>();
        for (int i = 0; i < count; i++) {
            edits.add(adding("t" + i));
        }
        bob.store(new Edit.All(edits));
    }

    private static List<Long> versions(List<Change> changes) {
        return changes.stream().map(Change::version).toList();
    }

    @Test
    void changesComeInPagesUpAndDown() {
        addMany(2_345);
        assertThat(versions(database.changes("bob", 1, 9_999).join()))
                .isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(versions(database.changes("bob", 2_001, 9_999).join()))
                .isEqualTo(LongStream.rangeClosed(2_001, 2_345).boxed().toList());
        assertThat(versions(database.changes("bob", 7, 9).join())).containsExactly(7L, 8L, 9L);
        assertThat(versions(database.changesDown("bob", 2_345, 1).join()))
                .hasSize(1_000)
                .startsWith(2_345L, 2_344L)
                .endsWith(1_346L);
        assertThat(versions(database.changesDown("bob", 9, 7).join())).containsExactly(9L, 8L, 7L);
        assertThat(database.changes("bob", 9, 7).join()).isEmpty();
        assertThat(database.changes("bob", 5_000, 9_000).join()).isEmpty();
    }

    @Test
    void eachMomentHasItsVersion() {
        for (int hour = 1; hour <= 9; hour++) {
            bob.at(NOON.plusSeconds(3_600L * hour));
            bob.add("t" + hour);
            bob.add("u" + hour);
        }
        assertThat(database.versionAt("bob", NOON).join()).isZero();
        for (int hour = 1; hour <= 9; hour++) {
            var moment = NOON.plusSeconds(3_600L * hour);
            assertThat(database.versionAt("bob", moment.minusMillis(1)).join()).isEqualTo(2L * hour - 2);
            assertThat(database.versionAt("bob", moment).join()).isEqualTo(2L * hour);
        }
        assertThat(database.versionAt("bob", NOON.plusSeconds(99_999_999)).join())
                .isEqualTo(18);
    }

    @Test
    void aRequestIsRememberedWithItsChangesInItsList() {
        bob.add("milk");
        var step = bob.step(
                new Edit.All(List.of(adding("bread"), adding("eggs"))), new Request("key '1'", "digest"), null);
        assertThat(database.store(step.write())).isTrue();
        assertThat(step.done().join()).isNull();
        bob.add("honey");
        var answered = requireNonNull(database.answered("bob", "key '1'").join());
        assertThat(answered.digest()).isEqualTo("digest");
        assertThat(answered.changes()).isEqualTo(bob.changes().subList(1, 3));
        assertThat(database.answered("bob", "key").join()).isNull();
        assertThat(database.answered("ann", "key '1'").join()).isNull();
        assertThat(database.answered("nobody", "key '1'").join()).isNull();
    }

    @Test
    void whatIsOnItsWayIsThereUntilItIsSettled() {
        addMany(1_500);
        bob.add("milk");
        bob.store(new Edit.Amend(1_501, List.of(new todo.list.Field.Parent(1))));
        var step = bob.step(new Edit.Send(1, "cleo"), null, new Sending("cleo", List.of()));
        assertThat(database.store(step.write())).isTrue();
        assertThat(step.done().join()).isNull();
        assertThat(database.senders().join()).containsExactly("bob");
        var sending = database.load("bob").join().sendings().getFirst();
        assertThat(sending.to()).isEqualTo("cleo");
        assertThat(sending.changes())
                .isEqualTo(bob.changes().subList(1_502, 1_504))
                .allSatisfy(change -> assertThat(change.what()).isInstanceOf(Change.MovedOut.class));
        var settled = new java.util.concurrent.CompletableFuture<@org.jspecify.annotations.Nullable StoreException>();
        assertThat(database.store(new Write(
                        bob.open(), bob.list(), bob.list(), List.of(), null, null, sending.first(), settled::complete)))
                .isTrue();
        assertThat(settled.join()).isNull();
        assertThat(database.senders().join()).isEmpty();
        assertThat(database.load("bob").join().sendings()).isEmpty();
    }
}
