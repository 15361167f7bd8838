package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Field;
import todo.list.ListBeingMade;
import todo.list.Query;
import todo.store.StoreException.Trouble;

/// What is on disk is overwritten, as a failing disk may do it. Each list is then had whole or not at all, and the
/// check finds it.
class DamageTest {
    private static final int LISTS = 40;
    private static final int ENTRIES = 12;

    @TempDir
    private Path folder;

    private final Map<String, String> titles = new TreeMap<>();

    @BeforeEach
    void make() {
        try (var database = Database.open(folder, 2)) {
            for (int i = 0; i < LISTS; i++) {
                String name = "list " + i;
                var due = new Field.DueAt(Due.parse("2026-01-" + (10 + i % 20)));
                List<Edit> edits = new ArrayList<>();
                for (int entry = 0; entry < ENTRIES; entry++) {
                    edits.add(ListBeingMade.adding("t" + entry, due, new Field.Notes("notes ".repeat(20))));
                }
                var list = new Stored(database, name).store(new Edit.All(edits));
                var step = list.step(new Edit.Remove(1), new Request("key", "digest"), null);
                assertThat(database.store(step.write())).isTrue();
                assertThat(step.done().join()).isNull();
                list.store(new Edit.Amend(2, List.of(new Field.Title("changed"))));
                titles.put(name, Stored.titles(database, name).toString());
            }
        }
    }

    private Path file() {
        return folder.resolve("todo-0.db");
    }

    private List<Long> leaves(String tree) throws SQLException {
        return DiskPages.leaves(file(), tree);
    }

    private void overwrite(long page, int from, byte[] bytes) throws IOException {
        DiskPages.overwrite(file(), page, from, bytes);
    }

    private CheckReport check() {
        return Check.folder(folder, (_, _, _) -> {});
    }

    private void assertFound() {
        var files = check().files();
        assertThat(files.getFirst().defects()).isNotEmpty();
        assertThat(files.get(1).defects()).isEmpty();
    }

    /// How many lists can't be had; the others must be whole.
    private int lost() {
        int lost = 0;
        try (var database = Database.open(folder, 0)) {
            for (var list : titles.entrySet()) {
                try {
                    assertThat(Stored.titles(database, list.getKey())).hasToString(list.getValue());
                    var history =
                            database.changes(list.getKey(), 1, Long.MAX_VALUE).join();
                    assertThat(history).hasSize(ENTRIES + 2);
                } catch (CompletionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    StoreException.class,
                                    reason -> assertThat(reason.trouble()).isEqualTo(Trouble.DAMAGED))
                            .hasMessageContaining("\"" + list.getKey() + "\" in todo-0.db");
                    lost++;
                }
            }
        }
        return lost;
    }

    @ParameterizedTest
    @CsvSource({
        "list, 0",
        "sqlite_autoindex_list_1, 0",
        "change, 3",
        "change, -1",
        "sqlite_autoindex_change_1, 0",
        "sqlite_autoindex_change_1, -1",
        "entry, 0",
        "entry, 5"
    })
    void anOverwrittenPageLosesOnlyTheListsThatWereOnIt(String tree, int leaf) throws Exception {
        var leaves = leaves(tree);
        overwrite(leaves.get(leaf < 0 ? leaves.size() + leaf : leaf), 0, DiskPages.garbage());
        assertFound();
        assertThat(lost()).isPositive().isLessThan(LISTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry_due", "change_request"})
    void anOverwrittenPageOfAnIndexIsFoundAndLosesNoList(String index) throws Exception {
        overwrite(leaves(index).getFirst(), 0, DiskPages.garbage());
        assertFound();
        assertThat(lost()).isZero();
    }

    @Test
    void anEmptiedPageLosesNothingQuietly() throws Exception {
        overwrite(leaves("entry").get(2), 0, DiskPages.EMPTY_OF_INDEX);
        assertFound();
        assertThat(lost()).isPositive();
    }

    @Test
    void whatGoesAcrossListsIsNotShorterEither() throws Exception {
        overwrite(leaves("entry_due").getFirst(), 0, DiskPages.garbage());
        var open = new Query(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), false, "", 0);
        try (var database = Database.open(folder, 0)) {
            assertThatThrownBy(() -> database.walk(open, Place.START).forEachRemaining(_ -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("todo-0.db");
            assertThat(database.lists("").join().lists()).hasSize(LISTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "change", "sqlite_autoindex_change_1"})
    void damagedListsAreNamedAndTheOthersListed(String tree) throws Exception {
        overwrite(leaves(tree).getLast(), 0, DiskPages.garbage());
        try (var database = Database.open(folder, 0)) {
            var page = database.lists("").join();
            assertThat(page.unreadable()).isEmpty();
            assertThat(page.lists())
                    .extracting(ListSummary::name)
                    .containsExactlyElementsOf(titles.keySet())
                    .isSorted();
            var damaged =
                    page.lists().stream().filter(list -> list.damage() != null).toList();
            assertThat(damaged).hasSizeBetween(1, LISTS - 1).allMatch(list -> database.workerOf(list.name()) == 0);
            assertThat(page.lists())
                    .filteredOn(list -> list.damage() == null)
                    .isNotEmpty()
                    .allMatch(list -> list.open() == ENTRIES - 1);
        }
    }

    @Test
    void whereNotEvenTheNamesCanBeReadTheFileIsNamed() throws Exception {
        overwrite(leaves("list").getFirst(), 0, DiskPages.garbage());
        overwrite(leaves("sqlite_autoindex_list_1").getFirst(), 0, DiskPages.garbage());
        try (var database = Database.open(folder, 0)) {
            var page = database.lists("").join();
            assertThat(page.unreadable()).singleElement().asString().contains("todo-0.db");
            assertThat(page.lists())
                    .extracting(ListSummary::name)
                    .containsExactlyElementsOf(titles.keySet().stream()
                            .filter(name -> database.workerOf(name) == 1)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"todo", "SQLite format 3\0\0\0\0\0"})
    void anOverwrittenHeaderIsSaidAtTheStart(String header) throws Exception {
        overwrite(1, 0, header.repeat(20).substring(0, 60).getBytes(StandardCharsets.ISO_8859_1));
        assertFound();
        assertThatThrownBy(() -> Database.open(folder, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file().toString());
    }
}
