package todo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
    private static final int MANY = 20_000;

    @TempDir
    private Path folder;

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private Path file() {
        return folder.resolve("todo-0.db");
    }

    private void storeSome() {
        try (var database = Database.open(folder, 1)) {
            names("list", 50).forEach(name -> new Stored(database, name).add("milk"));
        }
    }

    private Names read() {
        var names = new Names();
        names.readAll(file());
        return names;
    }

    @Test
    void whatIsThereIsAlwaysFoundAndHardlyAnythingElseIs() {
        Database.open(folder, 1).close();
        var names = read();
        names("list", MANY).forEach(names::add);
        assertThat(names("list", MANY)).allMatch(names::mayHave);
        assertThat(names("another", MANY).stream().filter(names::mayHave).count())
                .isLessThan(MANY / 50);
    }

    @Test
    void whatTheFileHasIsFound() {
        storeSome();
        var names = read();
        assertThat(names("list", 50)).allMatch(names::mayHave);
        assertThat(names("another", 50)).anyMatch(name -> !names.mayHave(name));
    }

    @Test
    void beforeTheFileIsReadAnythingMayBeThere() {
        assertThat(names("list", 50)).allMatch(new Names()::mayHave);
    }

    @Test
    void whereARowIsNotAsItWasWrittenAnythingMayBeThere() throws SQLException {
        storeSome();
        Stored.execute(file(), "UPDATE list SET name = 'else' WHERE name = 'list7'");
        assertThat(names("list", 50)).allMatch(read()::mayHave);
    }

    @Test
    void whereARowIsMissingThatTheIndexHasAnythingMayBeThere() throws SQLException {
        storeSome();
        Stored.execute(
                file(), "CREATE TABLE rows(a INTEGER PRIMARY KEY, b, c, d, e)", "PRAGMA writable_schema = ON", """
                UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'rows')
                WHERE name = 'list'""");
        assertThat(names("list", 50)).allMatch(read()::mayHave);
    }

    @Test
    void aFileThatCanNotBeReadMayHaveAnything() {
        assertThat(names("list", 50)).allMatch(read()::mayHave);
    }

    @Test
    void aListIsFoundAgainThatWasMadeAfterTheFileWasRead() {
        try (var database = Database.open(folder, 1)) {
            for (String name : names("list", 2_000)) { // more than there was room for
                assertThat(Stored.titles(database, name)).isEmpty();
                var list = new Stored(database, name);
                var _ = list.queue(todo.list.ListBeingMade.adding("milk"));
                assertThat(Stored.titles(database, name)).containsExactly("milk");
            }
        }
    }
}
