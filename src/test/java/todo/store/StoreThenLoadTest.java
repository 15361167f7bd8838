package todo.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.NOON;
import static todo.list.ListBeingMade.adding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Change;
import todo.list.Edit;
import todo.list.ListProperties;
import todo.list.Query;
import todo.list.Result;
import todo.list.SomeEdits;
import todo.list.TodoList;

@Tag("postgres")
class StoreThenLoadTest {
    @TempDir
    private Path folder;

    @Test
    void aListThatNobodyHasWrittenIsEmpty() {
        try (var database = Kind.open(folder, 2)) {
            var loaded = database.load("bob").join();
            assertThat(loaded.list()).isSameAs(TodoList.EMPTY);
            assertThat(loaded.sendings()).isEmpty();
            assertThat(database.changes("bob", 1, 9).join()).isEmpty();
            assertThat(database.answered("bob", "key").join()).isNull();
            assertThat(database.versionAt("bob", NOON).join()).isZero();
        }
    }

    @Test
    void whatWasStoredIsThereWhenTheDatabaseIsOpenedAgain() {
        try (var database = Kind.open(folder, 2)) {
            new Stored(database, "bob").add("milk").add("bread");
        }
        try (var database = Kind.open(folder, 0)) {
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread");
            assertThat(Stored.titles(database, "ann")).isEmpty();
        }
    }

    @Test
    void aLongListIsLoadedWhole() {
        try (var database = Kind.open(folder, 1)) {
            var edits = java.util.stream.IntStream.range(0, 2_500)
                    .<Edit>mapToObj(i -> adding("t" + i))
                    .toList();
            var bob = new Stored(database, "bob").store(new Edit.All(edits)).reload();
            assertThat(bob.list().size()).isEqualTo(2_500);
            assertThat(bob.list().lastId()).isEqualTo(2_500);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE entry; --",
                "\"quoted\"",
                "100%",
                "..\\..\\x",
                "~",
                "NUL",
                "😀👩‍👩‍👧",
                "قائمة",
                "a%2Fb",
                "?mode=memory",
                "todo-0.db"
            })
    void anyNameIsJustAName(String name) throws IOException {
        check(name);
        check(name.repeat(200).substring(0, 200 - 200 % name.length()));
    }

    private void check(String name) throws IOException {
        try (var database = Kind.open(folder, 2)) {
            new Stored(database, name).add("milk").reload();
            assertThat(database.lists("").join().lists())
                    .extracting(ListSummary::name)
                    .contains(name);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(file -> file.matches("lock|todo-[01]\\.db(-wal|-shm)?"));
        }
    }

    @Test
    void aFolderMayHaveAnyNameToo() {
        var odd = folder.resolve("a b%41?#[ü'\"😀");
        try (var database = Database.open(odd, 1)) {
            new Stored(database, "bob").add("milk");
        }
        assertThat(odd.resolve("todo-0.db")).exists();
        try (var database = Database.open(odd, 0)) {
            assertThat(Stored.titles(database, "bob")).containsExactly("milk");
        }
    }

    @Test
    void aDroppedListIsNotListedAndItsHistoryStays() {
        try (var database = Kind.open(folder, 1)) {
            var bob = new Stored(database, "bob").add("milk");
            bob.store(new Edit.Describe(new ListProperties("Bob", "#00ff00", 1)))
                    .store(new Edit.Drop())
                    .reload();
            assertThat(bob.list().alive()).isFalse();
            assertThat(database.lists("").join().lists()).isEmpty();
            assertThat(database.changes("bob", 1, 99).join()).isEqualTo(bob.changes());
            bob.add("bread");
            assertThat(bob.list().lastId()).isEqualTo(2);
            assertThat(database.lists("").join().lists()).hasSize(1);
        }
    }

    @Test
    void bothTablesAgree() throws SQLException {
        try (var database = Kind.open(folder, 1)) {
            new Stored(database, "bob").add("milk").add("bread").store(new Edit.Remove(1));
        }
        assertThat(Kind.number(folder, "SELECT count(*) FROM entry")).isEqualTo(1);
        assertThat(Kind.number(folder, "SELECT version FROM entry WHERE id = 2"))
                .isEqualTo(2);
        assertThat(Kind.number(folder, "SELECT count(*) FROM change")).isEqualTo(3);
        assertThat(Kind.number(folder, "SELECT open FROM change WHERE version = 3"))
                .isEqualTo(1);
    }

    /// The properties below have a folder of their own, for all tries.
    @net.jqwik.api.Tag("postgres")
    static class AnySequenceOfEdits {
        private @org.jspecify.annotations.Nullable Path folder;
        private @org.jspecify.annotations.Nullable Database database;
        private int lists;

        @BeforeProperty
        void open() throws IOException {
            folder = Files.createTempDirectory("todo-test");
            database = Kind.open(folder, 2);
        }

        @AfterProperty
        void close() throws IOException {
            requireNonNull(database).close();
            try (Stream<Path> files = Files.walk(requireNonNull(folder))) {
                for (var file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        @Property(tries = 60)
        void isThereAgainHoweverOftenItIsLoaded(@ForAll long seed) {
            var random = new Random(seed);
            var some = new SomeEdits(seed);
            var open = requireNonNull(database);
            String name = "list " + lists++;
            var stored = new Stored(open, name);
            for (int i = 0; i < 80; i++) {
                var edit = some.next(stored.list(), stored.changes());
                if (stored.list().apply(edit, List.of(), "tester", NOON) instanceof Result.Changed changed
                        && !changed.changes().isEmpty()) {
                    var _ = stored.queue(edit);
                }
                if (random.nextInt(20) == 0) {
                    stored.reload();
                }
            }
            var before = stored.list();
            var loaded = open.load(name).join().list();
            assertThat(loaded.all()).isEqualTo(before.all());
            assertThat(loaded.version()).isEqualTo(before.version());
            assertThat(loaded.lastId()).isEqualTo(before.lastId());
            assertThat(loaded.alive()).isEqualTo(before.alive());
            assertThat(loaded.properties()).isEqualTo(before.properties());
            assertThat(loaded.changedAt()).isEqualTo(before.changedAt());
            assertThat(requireNonNull(loaded.select(Query.ALL)))
                    .containsExactlyElementsOf(requireNonNull(before.select(Query.ALL)));
            assertThat(open.changes(name, 1, Long.MAX_VALUE).join()).isEqualTo(stored.changes());
            var again = TodoList.EMPTY;
            for (Change change : open.changes(name, 1, Long.MAX_VALUE).join()) {
                again = again.with(change);
            }
            assertThat(again.all()).isEqualTo(before.all());
        }
    }
}
