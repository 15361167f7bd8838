package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import todo.list.Change;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListBeingMade;

/// What is on disk is overwritten, and made whole from what is left.
class RepairTest {
    private static final int LISTS = 40;
    private static final int ENTRIES = 12;
    private static final String ONE = "(SELECT key FROM list WHERE name = 'list 4')";

    @TempDir
    private Path folder;

    private final Map<String, Had> had = new TreeMap<>();

    private record Had(List<Entry> entries, List<Change> changes) {}

    /// Thrown where the program is to end at once.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void make() {
        try (var database = Database.open(folder, 2)) {
            for (int i = 0; i < LISTS; i++) {
                var due = new Field.DueAt(Due.parse("2026-01-" + (10 + i % 20)));
                List<Edit> edits = new ArrayList<>();
                for (int entry = 0; entry < ENTRIES; entry++) {
                    edits.add(ListBeingMade.adding("t" + entry, due, new Field.Notes("notes ".repeat(20))));
                }
                var list = new Stored(database, "list " + i).store(new Edit.All(edits));
                list.store(new Edit.Remove(1));
                list.store(new Edit.Amend(2, List.of(new Field.Title("changed"))));
                had.put("list " + i, of(database, "list " + i));
            }
        }
        assertThat(Database.workerOf("list 4", 2)).isZero();
    }

    private static Had of(Database database, String name) {
        return new Had(
                List.copyOf(database.load(name).join().list().all()),
                database.changes(name, 1, Long.MAX_VALUE).join());
    }

    private Path file() {
        return folder.resolve("todo-0.db");
    }

    private static Repair.Done repair(Path folder) {
        return Repair.run(folder, (_, _, _) -> {});
    }

    private void assertAllThere(Path folder) {
        assertThat(Check.folder(folder, (_, _, _) -> {}).files())
                .allSatisfy(file -> assertThat(file.defects()).isEmpty());
        try (var database = Database.open(folder, 2)) {
            had.forEach((name, before) -> assertThat(of(database, name)).isEqualTo(before));
            new Stored(database, "list 4").add("after");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "entry, 0",
        "entry, 5",
        "entry_due, 0",
        "change_request, 0",
        "sqlite_autoindex_list_1, 0",
        "sqlite_autoindex_change_1, 0",
        "sqlite_autoindex_change_1, -1"
    })
    void anOverwrittenPageOfEntriesOrOfAnIndexIsMadeAnew(String tree, int leaf) throws Exception {
        DiskPages.spoil(file(), tree, leaf);
        byte[] damaged = Files.readAllBytes(file());
        assertThat(Check.folder(folder, (_, _, _) -> {}).sound()).isFalse();
        var done = repair(folder);
        assertThat(done.now().sound()).isTrue();
        assertThat(done.told()).last().asString().contains("is kept in " + folder.resolve("damaged-1"));
        assertThat(folder.resolve("damaged-1/todo-0.db")).hasBinaryContent(damaged);
        assertThat(names(folder)).containsExactly("damaged-1", "lock", "todo-0.db", "todo-1.db");
        assertAllThere(folder);
    }

    @Test
    void whatIsDoneIsSaidForEachList() throws Exception {
        Stored.execute(file(), "DELETE FROM entry WHERE list = " + ONE + " AND id > 3");
        assertThat(repair(folder).told())
                .containsExactly(
                        "todo-0.db: the list \"list 4\" is whole again: its entries (11) were made anew from its history (14 changes)",
                        "todo-0.db: its pages and indexes were made anew",
                        "what was there before is kept in " + folder.resolve("damaged-1")
                                + "; remove it when nobody needs it any more");
        assertAllThere(folder);
    }

    @Test
    void aPageOfEntriesThatLooksEmptyIsMadeAnew() throws Exception {
        DiskPages.overwrite(file(), DiskPages.leaves(file(), "entry").get(2), 0, DiskPages.EMPTY_OF_INDEX);
        assertThat(repair(folder).now().sound()).isTrue();
        assertAllThere(folder);
    }

    @Test
    void whatAKilledServerHadNotWrittenBehindItsChangesComesToo() throws Exception {
        Stored.execute(file(), "UPDATE folder SET reached = 100", "DELETE FROM entry WHERE id > 5");
        DiskPages.spoil(file(), "entry", 0);
        assertThat(repair(folder).now().sound()).isTrue();
        assertAllThere(folder);
    }

    @Test
    void aSoundFolderIsLeftAsItIs() throws IOException {
        assertThat(repair(folder)).isEqualTo(new Repair.Done(List.of(), Check.folder(folder, (_, _, _) -> {})));
        assertThat(names(folder)).containsExactly("lock", "todo-0.db", "todo-1.db");
    }

    @ParameterizedTest
    @CsvSource({"change, 3", "change, -1", "list, 0"})
    void aFileWhoseHistoryCanNotBeReadIsLeftAsItIs(String tree, int leaf) throws Exception {
        DiskPages.spoil(file(), tree, leaf);
        assertLeft("todo-0.db can't be repaired: its history can't be read to its end; put it back from a backup");
    }

    @Test
    void whereTheLastChangesLookAsIfTheyHadNeverBeenNothingIsMadeShorter() throws Exception {
        DiskPages.overwrite(file(), DiskPages.leaves(file(), "change").getLast(), 3, DiskPages.ONE_ROW);
        assertLeft("lacks its last changes");
    }

    @Test
    void thatIsSeenWithoutTheIndexToo() throws Exception {
        DiskPages.overwrite(file(), DiskPages.leaves(file(), "change").getLast(), 3, DiskPages.ONE_ROW);
        for (long leaf : DiskPages.leaves(file(), "sqlite_autoindex_change_1")) {
            DiskPages.overwrite(file(), leaf, 0, DiskPages.garbage());
        }
        assertLeft("without it changes may be missing");
    }

    private void assertLeft(String why) throws IOException {
        byte[] damaged = Files.readAllBytes(file());
        var done = repair(folder);
        assertThat(done.told()).singleElement().asString().contains(why);
        assertThat(done.now().sound()).isFalse();
        assertThat(file()).hasBinaryContent(damaged);
        assertThat(names(folder)).containsExactly("lock", "todo-0.db", "todo-1.db");
    }

    @Test
    void aListWhoseHistoryIsDamagedStaysAnErrorAndOthersAreMadeWhole() throws Exception {
        Stored.execute(
                file(), "DELETE FROM change WHERE version = 3 AND list = " + ONE, "DELETE FROM entry WHERE id > 3");
        var done = repair(folder);
        assertThat(done.told())
                .contains(
                        "todo-0.db: the list \"list 4\" can't be made whole: it lacks its change 3; a backup may have it whole (./todo restore --help)");
        assertThat(done.now().files().getFirst().defects())
                .isNotEmpty()
                .allSatisfy(defect -> assertThat(defect).startsWith("the list \"list 4\" "))
                .contains("the list \"list 4\" lacks its change 3");
        try (var database = Database.open(folder, 0)) {
            assertThatThrownBy(() -> database.load("list 4").join()).hasMessageContaining("\"list 4\" in todo-0.db");
            had.remove("list 4");
            had.forEach((name, before) -> assertThat(of(database, name)).isEqualTo(before));
        }
    }

    @Test
    void entriesOlderThanTheKeptHistoryAreTakenFromTheirRowsOrNotAtAll() throws Exception {
        try (var database = Database.open(folder, 0)) {
            var list = new Stored(database, "list 4");
            for (int day = 1; day < 9; day++) {
                list.at(NOON.plus(Duration.ofDays(day)));
                list.add("later " + day);
            }
            list.reload();
            assertThat(database.trim(NOON.plus(Duration.ofDays(1))).join()).isPositive();
            had.replaceAll((name, _) -> of(database, name));
        }
        Stored.execute(file(), "DELETE FROM entry WHERE list = " + ONE + " AND id > 15");
        assertThat(repair(folder).now().sound()).isTrue();
        assertThat(Check.folder(folder, (_, _, _) -> {}).sound()).isTrue();
        try (var database = Database.open(folder, 0)) {
            had.forEach((name, before) -> assertThat(of(database, name)).isEqualTo(before));
        }
        Stored.execute(
                file(), "UPDATE folder SET reached = 0", "DELETE FROM entry WHERE list = " + ONE + " AND id = 5");
        var done = repair(folder);
        assertThat(done.told().getFirst())
                .contains("the list \"list 4\" can't be made whole: it has other entries than its last change says");
        assertThat(done.now().sound()).isFalse();
    }

    @Test
    void brokenOffAtAnyStepItIsDamagedAsItWasOrWhole() throws Exception {
        DiskPages.spoil(file(), "entry", 2);
        List<String> steps = new ArrayList<>();
        copy("whole");
        new Repair(folder.resolve("whole"), (_, _, _) -> {}, steps::add).run();
        assertThat(steps)
                .contains("made todo-0.db", "ready", "old ones away", "new ones in")
                .hasSizeGreaterThan(5);
        for (int end = 0; end < steps.size(); end++) {
            var broken = copy("broken " + end);
            breakOff(broken, end);
            assertThat(repair(broken).now().sound()).isTrue();
            assertAllThere(broken);
            assertThat(names(broken)).contains("damaged-1").noneMatch(name -> name.startsWith("repair"));
            if (end >= steps.indexOf("ready")) {
                var served = copy("served " + end);
                breakOff(served, end);
                Database.open(served, 2).close();
                assertAllThere(served);
            }
        }
    }

    private Path copy(String name) throws IOException {
        var to = Files.createDirectory(folder.resolve(name));
        for (String each : List.of("todo-0.db", "todo-1.db")) {
            Files.copy(folder.resolve(each), to.resolve(each));
        }
        return to;
    }

    private static void breakOff(Path folder, int end) {
        int[] done = {0};
        assertThatThrownBy(() -> new Repair(folder, (_, _, _) -> {}, _ -> {
                            if (done[0]++ == end) {
                                throw new Killed();
                            }
                        })
                        .run())
                .isInstanceOf(Killed.class);
    }

    @Test
    void aFolderThatAServerHasIsRefused() throws SQLException {
        Stored.execute(file(), "DELETE FROM entry WHERE id = 4");
        try (var _ = Database.open(folder, 0)) {
            assertThatThrownBy(() -> repair(folder)).hasMessageContaining("a server has it");
        }
        assertThatThrownBy(() -> repair(folder.resolve("none"))).hasMessageContaining("there is no such folder");
    }
}
