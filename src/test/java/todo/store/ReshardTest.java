package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.store.StoreException.Trouble;

class ReshardTest {
    private static final Path FIXTURE = Path.of("src/test/resources/folders/schema-3");

    @TempDir
    private Path folder;

    /// Thrown where the program is to end at once.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("todo-0.db", "todo-1.db")) {
            Files.copy(FIXTURE.resolve(name), folder.resolve(name));
        }
    }

    private static void assertWhole(Path folder, int workers) throws IOException {
        try (var database = Database.open(folder, workers)) {
            assertThat(FolderOfThisSchema.text(database)).isEqualTo(Files.readString(FIXTURE.resolve("expected.txt")));
        }
        assertThat(Check.folder(folder, (_, _, _) -> {}).sound()).isTrue();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void everythingIsThereInAnotherNumberOfFiles(int workers) throws IOException {
        make(folder);
        var report = Reshard.run(folder, workers, (_, _, _) -> {});
        assertThat(report.files()).hasSize(workers);
        assertThat(names(folder)).hasSize(workers + 1).contains("lock").noneMatch(name -> name.startsWith("reshard"));
        assertWhole(folder, workers);
        Reshard.run(folder, 2, (_, _, _) -> {});
        assertWhole(folder, 2);
    }

    @Test
    void whatWasAnsweredComesTooAlsoOfAListThatNeverCameToBe() throws IOException {
        try (var database = Database.open(folder, 2)) {
            new Stored(database, "bob").add("milk").answer("k", "of bob");
            new Stored(database, "never").answer("k", "of no list");
        }
        assertThat(Reshard.run(folder, 3, (_, _, _) -> {}).sound()).isTrue();
        try (var database = Database.open(folder, 3)) {
            Stored.assertAnswered(database, "bob", "k", "of bob");
            Stored.assertAnswered(database, "never", "k", "of no list");
            assertThat(database.answered("bob", "other").join()).isNull();
            new Stored(database, "never").add("now it does").reload();
            assertThat(database.lists("").join().lists())
                    .extracting(ListSummary::name)
                    .containsExactly("bob", "never");
        }
        assertThat(Check.folder(folder, (_, _, _) -> {}).sound()).isTrue();
    }

    @Test
    void whatAKilledServerLeftComesToo() throws IOException, SQLException {
        make(folder);
        Stored.execute(folder.resolve("todo-0.db"), "UPDATE folder SET reached = 0", "DELETE FROM entry");
        Reshard.run(folder, 3, (_, _, _) -> {});
        assertWhole(folder, 3);
    }

    @Test
    void theSameNumberLeavesItAsItIs() throws IOException {
        make(folder);
        assertThat(Reshard.run(folder, 2, (_, _, _) -> {}).files()).hasSize(2);
        assertWhole(folder, 2);
    }

    @Test
    void brokenOffAtAnyStepItIsAsItWasOrAsItShouldBe() throws IOException {
        List<String> steps = new ArrayList<>();
        make(folder.resolve("whole"));
        new Reshard(folder.resolve("whole"), 3, (_, _, _) -> {}, steps::add).run();
        assertThat(steps).hasSizeGreaterThan(10).contains("compared", "ready", "old ones away", "new ones in");
        for (int end = 0; end < steps.size(); end++) {
            for (boolean served : List.of(true, false)) {
                var broken = folder.resolve("broken " + end + served);
                make(broken);
                breakOff(broken, end);
                if (served) {
                    assertWhole(broken, end < steps.indexOf("ready") ? 2 : 3);
                } else {
                    assertThat(Reshard.run(broken, 3, (_, _, _) -> {}).files()).hasSize(3);
                    assertWhole(broken, 3);
                    assertThat(names(broken)).noneMatch(name -> name.startsWith("reshard"));
                }
            }
        }
    }

    private static void breakOff(Path folder, int end) {
        int[] done = {0};
        assertThatThrownBy(() -> new Reshard(folder, 3, (_, _, _) -> {}, _ -> {
                            if (done[0]++ == end) {
                                throw new Killed();
                            }
                        })
                        .run())
                .isInstanceOf(Killed.class);
    }

    @Test
    void aFolderBetweenTheTwoIsNotChecked() throws IOException {
        make(folder);
        breakOff(folder, 6);
        assertThatThrownBy(() -> Check.folder(folder, (_, _, _) -> {})).hasMessageContaining("run it again");
    }

    @Test
    void aDamagedFolderIsLeftAsItIs() throws IOException, SQLException {
        make(folder);
        Stored.execute(folder.resolve("todo-0.db"), "DELETE FROM change WHERE version = 2");
        assertThatThrownBy(() -> Reshard.run(folder, 3, (_, _, _) -> {}))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DAMAGED))
                .hasMessageContaining("./todo check says how");
        assertThat(names(folder)).containsExactly("lock", "todo-0.db", "todo-1.db");
    }

    @Test
    void aFolderThatAServerHasIsRefused() throws IOException {
        make(folder);
        try (var _ = Database.open(folder, 0)) {
            assertThatThrownBy(() -> Reshard.run(folder, 3, (_, _, _) -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another server has it");
        }
        assertThatThrownBy(() -> Reshard.run(folder.resolve("none"), 3, (_, _, _) -> {}))
                .hasMessageContaining("there is no such folder");
    }
}
