package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.store.StoreException.Trouble;

@EnabledOnOs({OS.LINUX, OS.MAC}) // where an open file can be removed
class RemovedFileTest {
    @TempDir
    private Path folder;

    private static void addMilk(Database database) {
        new Stored(database, "bob").add("milk");
        assertThat(Stored.titles(database, "bob")).containsExactly("milk"); // so the reader has opened the file too
    }

    private void assertRefused(Database database, String title, String says) {
        assertThat(Stored.failure(new Stored(database, "bob").queue(adding(title))))
                .hasMessageContaining(says)
                .extracting(StoreException::trouble)
                .isEqualTo(Trouble.UNUSABLE);
    }

    private void assertHasMilk() {
        try (var database = Database.open(folder, 0)) {
            assertThat(Stored.titles(database, "bob")).startsWith("milk");
            new Stored(database, "bob")
                    .add("flour " + Stored.titles(database, "bob").size());
        }
    }

    private void remove(String... endings) throws IOException {
        for (String ending : endings) {
            Files.delete(folder.resolve("todo-0.db" + ending));
        }
    }

    @Test
    void whatARemovedFileHeldIsSavedAndTakenBackAtTheNextStart() throws IOException {
        try (var database = Database.open(folder, 1)) {
            addMilk(database);
            remove("");
            assertRefused(database, "eggs", "all it held is saved");
            assertRefused(database, "cake", "all it held is saved");
        }
        assertHasMilk();
        assertHasMilk();
    }

    @Test
    void itIsSavedAlsoIfNothingIsWrittenAnyMore() throws IOException {
        try (var database = Database.open(folder, 1)) {
            addMilk(database);
            remove("", "-wal", "-shm");
        }
        assertHasMilk();
    }

    @Test
    void whatARemovedLogHeldIsInTheFile() throws IOException {
        try (var database = Database.open(folder, 1)) {
            addMilk(database);
            remove("-wal");
            assertRefused(database, "eggs", "all it held is saved");
        }
        assertHasMilk();
    }

    @Test
    void aReplacedFileIsNeitherWrittenNorReplaced() throws IOException {
        try (var database = Database.open(folder, 1)) {
            addMilk(database);
            remove("");
            Files.writeString(folder.resolve("todo-0.db"), "another");
            assertRefused(database, "eggs", "replaced");
        }
        assertThat(folder.resolve("todo-0.db")).hasContent("another");
        assertThatThrownBy(() -> Database.open(folder, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("keep one of them");
        remove("");
        assertHasMilk();
    }
}
