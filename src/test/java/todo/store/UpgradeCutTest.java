package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.disk.Answer;
import todo.disk.Call;
import todo.disk.Recorder;
import todo.disk.Tap;
import todo.disk.Witness;

@EnabledOnOs(OS.LINUX)
class UpgradeCutTest {
    private static final Schema NEWER = new Schema(Stream.concat(
                    Schema.CURRENT.steps().stream(),
                    Stream.of(Schema.Step.of(
                            "CREATE TABLE more(x INTEGER)", "INSERT INTO more SELECT count(*) FROM change")))
            .toList());

    @TempDir
    private Path folder;

    /// Records the upgrade of a folder in which bob has two entries.
    private Recorder upgrade(UnaryOperator<Witness> door) throws Exception {
        var data = folder.resolve("run");
        try (var database = Database.open(data, 1)) {
            new Stored(database, "bob").add("milk").add("bread");
        }
        var recorder = new Recorder(data);
        try (var _ = Tap.watch(data, door.apply(recorder))) {
            DataFolder.open(data, 0, NEWER).close();
        }
        return recorder;
    }

    private void cut(Recorder recorder) throws Exception {
        int schema = Schema.CURRENT.steps().size();
        Cuts.of(recorder, folder, data -> {
            DataFolder.open(data, 0, NEWER).close();
            assertThat(Stored.number(data.resolve("todo-0.db"), "SELECT x FROM more"))
                    .isEqualTo(2);
            assertThat(Stored.number(data.resolve("todo-0.db.schema-" + schema), "SELECT count(*) FROM change"))
                    .as("changes in the copy")
                    .isEqualTo(2);
        });
    }

    @Test
    void whenThePowerIsCutNothingIsLostAndTheCopyIsWhole() throws Exception {
        cut(upgrade(UnaryOperator.identity()));
    }

    @Test
    void aCopyThatIsNotSyncedIsFound() throws Exception {
        var recorder = upgrade(all -> (call, disk) ->
                call instanceof Call.Sync && call.path().toString().contains(".schema-")
                        ? new Answer(0, 0)
                        : all.on(call, disk));
        assertThatThrownBy(() -> cut(recorder)).isInstanceOf(AssertionError.class);
    }
}
