package todo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Folders that every schema so far has left behind, as `FolderOfThisSchema` made them in its time.
class UpgradeTest {
    private static final Path FIXTURES = Path.of("src/test/resources/folders");

    @TempDir
    private Path folder;

    static IntStream schemas() {
        return IntStream.rangeClosed(1, Schema.CURRENT.steps().size());
    }

    private Path file(int worker) {
        return folder.resolve("todo-" + worker + ".db");
    }

    private String expected(int schema) throws IOException {
        var fixture = FIXTURES.resolve("schema-" + schema);
        for (int worker = 0; worker < 2; worker++) {
            Files.copy(fixture.resolve("todo-" + worker + ".db"), file(worker));
        }
        return Files.readString(fixture.resolve("expected.txt"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aFolderOfAnOlderSchemaIsCopiedSteppedUpAndHasAllItsLists(int schema) throws IOException, SQLException {
        String expected = expected(schema);
        assertThat(Stored.number(file(0), "PRAGMA user_version")).isEqualTo(schema);
        for (int times = 0; times < 2; times++) {
            try (var database = Database.open(folder, 0)) {
                assertThat(FolderOfThisSchema.text(database)).isEqualTo(expected);
            }
        }
        assertThat(Stored.number(file(1), "PRAGMA user_version"))
                .isEqualTo(Schema.CURRENT.steps().size());
        assertThat(Files.exists(folder.resolve("todo-1.db.schema-" + schema)))
                .isEqualTo(schema < Schema.CURRENT.steps().size());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void soHasOneThatAKilledServerLeft(int schema) throws IOException, SQLException {
        String expected = expected(schema);
        for (int worker = 0; worker < 2; worker++) {
            Stored.execute(file(worker), "UPDATE folder SET reached = 0", "DELETE FROM entry WHERE id % 2 = 0");
        }
        try (var database = Database.open(folder, 0)) {
            assertThat(FolderOfThisSchema.text(database)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void itsListsCanBeWritten(int schema) throws IOException {
        var _ = expected(schema);
        try (var database = Database.open(folder, 2)) {
            new Stored(database, "bob").add("bread").reload();
            assertThat(Stored.titles(database, "bob")).isEqualTo(List.of("Save me!", "bread"));
        }
    }

    @Test
    void thereIsOneOfEachSchema() throws IOException {
        try (Stream<Path> fixtures = Files.list(FIXTURES)) {
            assertThat(fixtures.map(fixture -> fixture.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            schemas().mapToObj(schema -> "schema-" + schema).toList());
        }
    }
}
