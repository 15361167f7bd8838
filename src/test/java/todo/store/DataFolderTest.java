package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.store.StoreException.Trouble;
import todo.web.Log;

class DataFolderTest {
    @TempDir
    private Path folder;

    private void refused(int workers, String... message) {
        assertThatThrownBy(() -> Database.open(folder, workers).close())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.UNUSABLE))
                .hasMessageContainingAll(message);
    }

    private Path file(int worker) {
        return folder.resolve("todo-" + worker + ".db");
    }

    private int workers(int asked) {
        try (var opened = DataFolder.open(folder, asked, Schema.CURRENT)) {
            return opened.workers();
        }
    }

    @Test
    void filesAreForTheirOwnerAloneAlsoInAFolderThatIsNot(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var log = new Log();
                var database = Database.open(folder, 1)) {
            new Stored(database, "bob").add("milk");
            assertThat(log.texts())
                    .containsOnlyOnce("other users of this machine may look into " + folder
                            + "; the files in it are for their owner alone. To keep the others out: chmod 700 "
                            + folder);
            try (var files = Files.list(folder)) {
                assertThat(files)
                        .hasSizeGreaterThan(2)
                        .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
        }
    }

    @Test
    void aNewFolderHasThreeFilesUnlessAskedOtherwise(@TempDir Path other) {
        assertThat(workers(0)).isEqualTo(3);
        assertThat(file(2)).exists();
        assertThat(file(3)).doesNotExist();
        try (var opened = DataFolder.open(other, 5, Schema.CURRENT)) {
            assertThat(opened.workers()).isEqualTo(5);
        }
    }

    @Test
    void aFolderThatIsNotThereIsMadeForItsOwnerAlone() throws IOException {
        var made = folder.resolve("a/b");
        Database.open(made, 1).close();
        assertThat(Files.getPosixFilePermissions(made)).hasSize(3);
    }

    @Test
    void aFolderThatCanNotBeMadeIsRefusedByName() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Database.open(file.resolve("data"), 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Database.open(file, 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Nested
    class OnceMade {
        @BeforeEach
        void make() {
            try (var database = Database.open(folder, 3)) {
                for (int i = 0; i < 30; i++) {
                    new Stored(database, "list " + i).add("milk");
                }
            }
        }

        @Test
        void oneHasItAtATime() {
            try (var _ = Database.open(folder, 0)) {
                refused(
                        0,
                        "another server has it",
                        "pid " + ProcessHandle.current().pid());
            }
            Database.open(folder, 0).close();
        }

        @Test
        void anotherNumberOfWorkersIsRefused() {
            refused(2, "with 2 workers", "made with 3");
            refused(4, "with 4 workers", "made with 3");
            assertThat(workers(3)).isEqualTo(3);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2})
        void aMissingFileIsRefusedByName(int worker) throws IOException {
            Files.delete(file(worker));
            refused(0, file(worker) + " is missing");
            refused(3, file(worker) + " is missing");
            assertThat(file(worker)).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2})
        void anEmptyFileInThePlaceOfOneIsRefusedByName(int worker) throws IOException {
            Files.write(file(worker), new byte[0]);
            refused(0, file(worker).toString());
            refused(2, file(worker).toString());
            Files.delete(file(worker));
        }

        @Test
        void aFileInThePlaceOfAnotherIsRefusedByName() throws IOException {
            Files.move(file(1), file(2), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(file(2), file(1));
            refused(0, file(2).toString());
        }

        @Test
        void aFileThatIsNoDatabaseIsRefusedByName() throws IOException {
            Files.writeString(file(1), "this is not a database, however long one looks at it".repeat(100));
            refused(0, file(1).toString());
        }

        @Test
        void aFileOfANewerTodoIsRefusedByName() throws SQLException {
            Stored.execute(file(1), "PRAGMA user_version = 99");
            refused(0, file(1).toString(), "newer Todo", "schema 99");
        }
    }

    @Nested
    class WhenItWasNotFinished {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4})
        void filesMadeSoFarAreTakenUp(int first) throws SQLException {
            for (int worker = 4; worker >= first; worker--) {
                make(worker, true);
            }
            assertThat(workers(0)).isEqualTo(3);
            try (var database = Database.open(folder, 3)) {
                new Stored(database, "bob").add("milk").reload();
            }
            refused(5, "made with 3");
        }

        @Test
        void aFileThatIsNotNamedYetIsNamed() throws SQLException {
            make(2, true);
            make(1, true);
            make(0, false);
            assertThat(workers(3)).isEqualTo(3);
            refused(5, "made with 3");
        }

        @Test
        void anEmptyFirstFileIsTakenUp() throws IOException {
            Files.createFile(file(0));
            assertThat(workers(2)).isEqualTo(2);
            assertThat(workers(0)).isEqualTo(2);
        }

        private void make(int worker, boolean named) throws SQLException {
            try (var connection = Sqlite.maker(file(worker))) {
                Schema.CURRENT.prepare(connection, file(worker));
                if (named) {
                    Stored.execute(
                            connection,
                            "INSERT INTO folder(workers, worker, reached) VALUES (5, %d, 0)".formatted(worker));
                }
            }
        }
    }

    @Nested
    class OfAnOlderSchema {
        private static final int NOW = Schema.CURRENT.steps().size();

        private final Schema newer =
                with(Schema.Step.of("CREATE TABLE more(x INTEGER)", "INSERT INTO more SELECT count(*) FROM change"));

        private static Schema with(Schema.Step step) {
            var steps = new ArrayList<>(Schema.CURRENT.steps());
            steps.add(step);
            return new Schema(steps);
        }

        @BeforeEach
        void make() {
            try (var database = Database.open(folder, 2)) {
                new Stored(database, "bob").add("milk").add("bread");
            }
        }

        @Test
        void itIsCopiedAndSteppedUp() throws SQLException {
            DataFolder.open(folder, 0, newer).close();
            assertThat(Stored.number(file(0), "SELECT x FROM more") + Stored.number(file(1), "SELECT x FROM more"))
                    .isEqualTo(2);
            for (int worker = 0; worker < 2; worker++) {
                var copy = folder.resolve("todo-%d.db.schema-%d".formatted(worker, NOW));
                assertThat(Stored.number(copy, "PRAGMA user_version")).isEqualTo(NOW);
                assertThat(Stored.number(copy, "SELECT count(*) FROM sqlite_master WHERE name = 'more'"))
                        .isZero();
                assertThat(Stored.number(file(worker), "PRAGMA user_version")).isEqualTo(NOW + 1);
            }
            DataFolder.open(folder, 0, newer).close();
            refused(0, "newer Todo");
        }

        @Test
        void aStepThatFailsLeavesItAsItWas() throws SQLException {
            var broken = with(Schema.Step.of("CREATE TABLE more(x INTEGER)", "THIS IS NO SQL"));
            assertThatThrownBy(() -> DataFolder.open(folder, 0, broken))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("can't prepare");
            assertThat(Stored.number(file(1), "PRAGMA user_version")).isEqualTo(NOW);
            assertThat(Stored.number(file(1), "SELECT count(*) FROM sqlite_master WHERE name = 'more'"))
                    .isZero();
            try (var database = Database.open(folder, 0)) {
                assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread");
            }
        }
    }
}
