package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.disk.Answer;
import todo.disk.Call;
import todo.disk.Loss;
import todo.disk.Platter;
import todo.disk.Recorder;
import todo.disk.Tap;
import todo.disk.Witness;

@EnabledOnOs(OS.LINUX)
class UpgradeCutTest {
    private static final int CUTS = 60;

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
        var steps = recorder.steps();
        var random = new Random(7);
        for (int cut = 0; cut < CUTS; cut++) {
            var platter = recorder.before();
            steps.subList(0, steps.size() * cut / (CUTS - 1)).forEach(platter::take);
            var loss = Loss.any(random);
            var data = Files.createDirectory(folder.resolve("cut-" + cut));
            Platter.write(platter.afterCut(loss, random), data);
            DataFolder.open(data, 0, NEWER).close();
            assertThat(Stored.number(data.resolve("todo-0.db"), "SELECT x FROM more"))
                    .isEqualTo(2);
            assertThat(Stored.number(data.resolve("todo-0.db.schema-2"), "SELECT count(*) FROM change"))
                    .as("changes in the copy, after cut %d with loss of %s", cut, loss)
                    .isEqualTo(2);
        }
    }

    @Test
    void whenThePowerIsCutNothingIsLostAndTheCopyIsWhole() throws Exception {
        cut(upgrade(UnaryOperator.identity()));
    }

    @Test
    void aCopyThatIsNotSyncedIsFound() throws Exception {
        var recorder = upgrade(all -> (call, disk) ->
                call instanceof Call.Sync && call.path().toString().endsWith("schema-2")
                        ? new Answer(0, 0)
                        : all.on(call, disk));
        assertThatThrownBy(() -> cut(recorder)).isInstanceOfAny(AssertionError.class, SQLException.class);
    }
}
