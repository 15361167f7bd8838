package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Field;
import todo.list.ListBeingMade;
import todo.list.Result;
import todo.list.SomeEdits;

@Tag("postgres")
class TrimmingTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private void assertSound() {
        assertThat(Kind.check(folder).files())
                .allSatisfy(file -> assertThat(file.defects()).isEmpty());
    }

    @Test
    void whatIsOlderGoesAndTheListStaysAsItIs() {
        try (var database = Kind.open(folder, 2)) {
            for (int seed = 0; seed < 8; seed++) {
                var list = new Stored(database, "list " + seed);
                var some = new SomeEdits(seed);
                for (int day = 0; day < 60; day++) {
                    list.at(NOON.plus(DAY.multipliedBy(day)));
                    var edit = some.next(list.list(), list.changes());
                    if (list.list().apply(edit, List.of(), "t", NOON.plus(DAY.multipliedBy(day)))
                                    instanceof Result.Changed changed
                            && !changed.changes().isEmpty()) {
                        list.store(edit);
                    }
                }
                list.reload();
                var moment = NOON.plus(DAY.multipliedBy(seed * 8L));
                var _ = database.trim(moment).join();
                list.reload();
                var floor = database.floor("list " + seed).join();
                var kept = database.changes("list " + seed, 1, Long.MAX_VALUE).join();
                assertThat(kept)
                        .isEqualTo(list.changes()
                                .subList((int) floor.version(), list.changes().size()));
                assertThat(list.changes().subList(0, (int) floor.version()))
                        .allSatisfy(change -> assertThat(change.at()).isBefore(moment));
                assertThat(kept.size() == 1 || !kept.getFirst().at().isBefore(moment))
                        .isTrue();
                assertThat(database.check((_, _, _) -> {}).sound()).isTrue();
            }
        }
        assertSound();
    }

    @Test
    void aLongHistoryGoesStepByStepWhileTheListIsWritten() {
        try (var database = Kind.open(folder, 1)) {
            var bob = new Stored(database, "bob").add("milk");
            for (int i = 0; i < 4; i++) {
                int count = i;
                bob.store(new Edit.All(IntStream.range(0, 400)
                        .<Edit>mapToObj(n -> new Edit.Amend(1, List.of(new Field.Notes(count + " " + n))))
                        .toList()));
            }
            bob.reload();
            var trimmed = database.trim(NOON.plus(DAY));
            for (int i = 0; i < 50; i++) {
                bob.add("t" + i);
            }
            assertThat(trimmed.join()).isBetween(1_600L, 1_650L);
            bob.reload();
            assertThat(bob.list().size()).isEqualTo(51);
        }
        assertSound();
        if (!Kind.POSTGRES) {
            assertThat(Reshard.run(folder, 3, (_, _, _) -> {}).sound()).isTrue();
        }
        try (var database = Kind.open(folder, 0)) {
            assertThat(database.floor("bob").join().version()).isGreaterThanOrEqualTo(1_600L);
            new Stored(database, "bob").add("again").reload();
        }
    }

    @Test
    void whatWasAnsweredIsKeptAsLongAsTheChangesOfItsTime() {
        try (var database = Kind.open(folder, 1)) {
            var list =
                    new Stored(database, "bob").answer("before", "0").add("a").answer("old", "1");
            list.at(NOON.plus(DAY.multipliedBy(9)));
            list.add("b").answer("new", "2").add("c");
            assertThat(database.trim(NOON.plus(DAY)).join()).isEqualTo(1);
            assertThat(database.answered("bob", "before").join()).isNull();
            assertThat(database.answered("bob", "old").join()).isNull();
            Stored.assertAnswered(database, "bob", "new", "2");
        }
        assertSound();
    }

    @Test
    void theLastChangeAndWhatIsOnItsWayStay() {
        try (var database = Kind.open(folder, 1)) {
            var ann = new Stored(database, "ann").add("a").add("b").add("c");
            var step = ann.step(new Edit.Send(2, "bob"), null, new Sending("bob", List.of()));
            assertThat(database.store(step.write())).isTrue();
            assertThat(step.done().join()).isNull();
            ann.at(NOON.plus(DAY));
            ann.add("d");
            var cid = new Stored(database, "cid").add("x");
            cid.at(NOON.plus(DAY));
            cid.add("y");
            ann.reload();
            assertThat(database.trim(NOON.plus(DAY.multipliedBy(9))).join()).isZero();
            assertThat(database.load("ann").join().sendings()).hasSize(1);
            var settled = new Write(ann.open(), ann.list(), ann.list(), List.<Change>of(), null, null, 4, _ -> {});
            assertThat(database.store(settled)).isTrue();
            cid.reload();
            assertThat(database.trim(NOON.plus(DAY.multipliedBy(9))).join()).isEqualTo(5);
            assertThat(database.changes("cid", 1, 9).join()).hasSize(1);
        }
        assertSound();
    }

    @Test
    void aFloorThatIsNotAsItWasWrittenIsFound() throws SQLException {
        try (var database = Kind.open(folder, 1)) {
            var bob = new Stored(database, "bob");
            for (int day = 0; day < 5; day++) {
                bob.at(NOON.plus(DAY.multipliedBy(day)));
                bob.store(ListBeingMade.adding("t" + day));
            }
            bob.reload();
            assertThat(database.trim(NOON.plus(DAY.multipliedBy(4))).join()).isEqualTo(4);
        }
        Kind.execute(folder, "UPDATE floor SET sum = sum + 1");
        assertThat(Kind.check(folder).files().getFirst().defects())
                .anyMatch(found -> found.contains("has a change 5 that is not as it was written"));
        try (var database = Kind.open(folder, 0)) {
            assertThatThrownBy(() -> database.load("bob").join()).hasMessageContaining("\"bob\" in " + Kind.threads());
        }
    }
}
