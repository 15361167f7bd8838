package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import todo.list.Edit;
import todo.list.Field;
import todo.list.Result;
import todo.list.SomeEdits;
import todo.store.StoreException.Trouble;

class CheckTest {
    @TempDir
    private Path folder;

    private CheckReport check() {
        return Check.folder(folder, (_, _, _) -> {});
    }

    private Path file(int worker) {
        return folder.resolve("todo-" + worker + ".db");
    }

    /// "tom" in todo-0.db, and "bob" in todo-1.db.
    private void make() {
        try (var database = Database.open(folder, 2)) {
            new Stored(database, "tom")
                    .add("milk")
                    .add("bread")
                    .store(new Edit.Amend(1, List.of(new Field.Title("oat milk"))))
                    .add("gone")
                    .store(new Edit.Remove(3))
                    .add("last");
            new Stored(database, "bob").add("tea");
        }
        assertThat(Database.workerOf("tom", 2)).isZero();
        assertThat(Database.workerOf("bob", 2)).isEqualTo(1);
    }

    private Map<String, ByteBuffer> contents() throws IOException {
        var contents = new TreeMap<String, ByteBuffer>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                contents.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void anySequenceOfEditsIsSound() {
        try (var database = Database.open(folder, 3)) {
            for (int seed = 0; seed < 20; seed++) {
                var list = new Stored(database, "list " + seed);
                var some = new SomeEdits(seed);
                for (int i = 0; i < 60; i++) {
                    var edit = some.next(list.list(), list.changes());
                    if (list.list().apply(edit, List.of(), "t", list.list().changedAt())
                                    instanceof Result.Changed changed
                            && !changed.changes().isEmpty()) {
                        var _ = list.queue(edit);
                    }
                }
            }
            assertThat(database.check((_, _, _) -> {}).sound()).isTrue();
            assertThat(Check.live(folder, (_, _, _) -> {}).files()).hasSize(3);
        }
        var report = check();
        assertThat(report.files()).allSatisfy(file -> assertThat(file.defects()).isEmpty());
        assertThat(report.files().stream().mapToLong(CheckReport.OfFile::lists).sum())
                .isEqualTo(20);
        assertThat(report.files().stream()
                        .mapToLong(CheckReport.OfFile::changes)
                        .sum())
                .isGreaterThan(500);
        assertThat(CheckReport.read(report.json())).isEqualTo(report);
    }

    @Test
    void aPageThatCanNotBeReadHidesNothingElse() throws IOException, SQLException {
        try (var database = Database.open(folder, 1)) {
            for (String name : List.of("amy", "bob", "tom")) {
                var list = new Stored(database, name);
                for (int i = 0; i < 20; i++) {
                    list.store(adding("t" + i, new Field.Notes("x".repeat(500))));
                }
            }
        }
        try (var connection = Sqlite.writer(file(0));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE list SET sum = sum + 1 WHERE name = 'tom'"))
                    .isOne();
        }
        DiskPages.spoil(file(0), "entry", 0);
        var checked = check().files().getFirst();
        assertThat(checked.lists()).as("%s", checked.defects()).isEqualTo(3);
        assertThat(checked.defects())
                .anySatisfy(defect -> assertThat(defect).contains("\"tom\"", "not as it was written"))
                .anySatisfy(defect -> assertThat(defect).contains("\"amy\" can't be read"))
                .noneSatisfy(defect -> assertThat(defect).contains("transaction"));
    }

    @Test
    void aFolderWithoutAnythingCanNotBeChecked() {
        assertThatThrownBy(this::check)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.UNUSABLE))
                .hasMessageContaining("there are no database files");
        assertThatThrownBy(() -> Check.folder(folder.resolve("none"), (_, _, _) -> {}))
                .hasMessageContaining("there is no such folder");
    }

    @Test
    void aFolderThatAServerHasIsRefusedByPidAndTheOtherWayRound() throws IOException {
        make();
        try (var _ = Database.open(folder, 0)) {
            assertThatThrownBy(this::check)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        try (var _ = FolderLock.look(folder)) {
            assertThatThrownBy(() -> Database.open(folder, 0)).isInstanceOf(StoreException.class);
        }
        Database.open(folder, 0).close();
    }

    @Test
    void nothingIsChangedByIt() throws IOException {
        make();
        var before = contents();
        assertThat(check().sound()).isTrue();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aLogThatAKilledServerLeftIsReadAndLeft(@TempDir Path left) throws IOException, SQLException {
        make();
        Stored.execute(file(0), "UPDATE folder SET reached = 0", "DELETE FROM entry");
        try (var connection = Sqlite.writer(file(0))) {
            Stored.execute(connection, "DELETE FROM change WHERE version = 2");
            for (String name : List.of("todo-0.db", "todo-0.db-wal", "todo-1.db")) {
                Files.copy(folder.resolve(name), left.resolve(name));
            }
        }
        var files = List.of("todo-0.db", "todo-0.db-wal", "todo-1.db");
        assertThat(Check.folder(left, (_, _, _) -> {}).files().getFirst().defects())
                .contains("the list \"tom\" lacks its change 2");
        try (Stream<Path> there = Files.list(left)) {
            assertThat(there.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(files);
        }
        assertThat(left.resolve("todo-0.db-wal")).hasSameBinaryContentAs(left.resolve("todo-0.db-wal"));
    }

    @Nested
    class WhenSomethingIsWrong {
        @BeforeEach
        void before() {
            make();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "DELETE FROM change WHERE version = 3 | lacks its change 3",
                    "DELETE FROM change WHERE version IN (2, 3) | lacks its changes 2 to 3",
                    "UPDATE change SET data = replace(data, 'milk', 'malk') WHERE version = 1 | has a change 1 that is not as it was written",
                    "UPDATE change SET at = at + 1 WHERE version = 4 | has a change 4 that is not as it was written",
                    "UPDATE change SET \"by\" = 'x' WHERE version = 4 | has a change 4 that is not as it was written",
                    "UPDATE change SET sum = sum + 1 WHERE version = 6 | has a change 6 that is not as it was written",
                    "UPDATE change SET data = '{' WHERE version = 2 | has a change 2 that can't be read",
                    "UPDATE change SET seq = 100 WHERE version = 2 | in the wrong place",
                    "UPDATE change SET open = 7 WHERE version = 6 | its last change says 7",
                    "UPDATE change SET request = 'k' WHERE version = 6 | the Idempotency-Key \"k\"",
                    "DELETE FROM change | has no history",
                    "DELETE FROM entry WHERE id = 2 | lacks its entry 2",
                    "UPDATE entry SET data = replace(data, 'bread', 'braed') | has an entry 2 that is not as it was written",
                    "UPDATE entry SET due = '2026-01-01' WHERE id = 4 | has an entry 4 that is not as it was written",
                    "UPDATE entry SET version = 1 WHERE id = 1 | has an entry 1 that is not as it was written",
                    "UPDATE entry SET list = 9 WHERE id = 1 | the table \"entry\" has rows of a list that is not there (key 9)",
                    "UPDATE list SET properties = '{\"title\":\"x\"}' | has a row that is not as it was written",
                    "UPDATE list SET name = 'tim' | has a row that is not as it was written",
                    "UPDATE list SET name = 'bob' | the list \"bob\" belongs in todo-1.db",
                    "DELETE FROM list | the table \"change\" has rows of a list that is not there (key 1)",
                    "INSERT INTO sending VALUES (1, 2, 3, 'bob') | is to send the list \"bob\" its changes 2 to 3",
                    "INSERT INTO sending VALUES (1, 9, 9, 'bob') | is to send the list \"bob\" its changes 9 to 9",
                })
        void itIsFoundAndSaid(String sql, String defect) throws SQLException {
            Stored.execute(file(0), sql);
            var files = check().files();
            assertThat(files.getFirst().defects()).anyMatch(found -> found.contains(defect));
            assertThat(files.get(1).defects()).isEmpty();
            try (var database = Database.open(folder, 0)) {
                assertThat(database.check((_, _, _) -> {}).files().getFirst().defects())
                        .anyMatch(found -> found.contains(defect));
            }
        }

        @Test
        void twoChangesThatHaveChangedPlacesAreFound() throws SQLException {
            Stored.execute(
                    file(0),
                    "UPDATE change SET version = 99 WHERE version = 1",
                    "UPDATE change SET version = 1 WHERE version = 2",
                    "UPDATE change SET version = 2 WHERE version = 99");
            assertThat(check().files().getFirst().defects())
                    .anyMatch(found -> found.contains("has a change 1 that is not as it was written"));
        }

        @Test
        void anEntryThatIsAsItOnceWasIsFoundWhenItsListIsLoaded() throws SQLException {
            Stored.execute(file(0), "CREATE TABLE old AS SELECT * FROM entry WHERE id = 1");
            try (var database = Database.open(folder, 0)) {
                new Stored(database, "tom").store(new Edit.Amend(1, List.of(new Field.Title("soy milk"))));
            }
            Stored.execute(file(0), "INSERT OR REPLACE INTO entry SELECT * FROM old");
            assertThat(check().files().getFirst().defects())
                    .containsExactly("the list \"tom\" has an entry 1 that is not what its history makes of it");
            try (var database = Database.open(folder, 0)) {
                assertThatThrownBy(() -> database.load("tom").join()).hasMessageContaining("\"tom\" in todo-0.db");
                assertThat(Stored.titles(database, "bob")).containsExactly("tea");
            }
        }

        @Test
        void aMissingFileIsFound() throws IOException {
            Files.delete(file(1));
            assertThat(check().files().get(1).defects()).containsExactly("it is missing; put it back from a backup");
            Database.open(folder.resolve("other"), 2).close();
        }

        @Test
        void aFileOfAnotherFolderIsFound(@TempDir Path other) throws IOException {
            try (var database = Database.open(other, 2)) {
                new Stored(database, "bob").add("coffee");
            }
            Files.copy(other.resolve("todo-1.db"), file(1), StandardCopyOption.REPLACE_EXISTING);
            assertThat(check().files().get(1).defects()).containsExactly("it is of another folder than todo-0.db");
            assertThatThrownBy(() -> Database.open(folder, 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("todo-1.db: it is of another folder than");
        }

        @Test
        void aFileInThePlaceOfAnotherIsFound() throws IOException {
            Files.copy(file(0), file(1), StandardCopyOption.REPLACE_EXISTING);
            assertThat(check().files().get(1).defects()).containsExactly("it is not file 1 of 2, but file 0 of 2");
        }

        @Test
        void aFolderWhoseFilesAreAllGoneIsNotTakenForANewOne() throws IOException {
            Files.delete(file(0));
            Files.delete(file(1));
            assertThatThrownBy(() -> Database.open(folder, 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("todo-0.db is missing or empty");
            assertThat(file(0)).doesNotExist();
        }

        @Test
        void anOlderSchemaIsLeftToTheServer() throws SQLException {
            Stored.execute(file(0), "PRAGMA user_version = 1");
            assertThatThrownBy(CheckTest.this::check).hasMessageContaining("start the server with it once");
        }
    }
}
