package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.disk.Answer;
import todo.disk.Call;
import todo.disk.Loss;
import todo.disk.Platter;
import todo.disk.Step;
import todo.disk.Witness;

@EnabledOnOs(OS.LINUX)
class PowerCutTest {
    @TempDir
    private Path folder;

    private Trial trial() {
        return new Trial(7, folder, _ -> {});
    }

    /// As a program that does not ask for some syncs.
    private static UnaryOperator<Witness> without(Predicate<String> names) {
        return recorder -> (call, disk) -> call instanceof Call.Sync
                        && names.test(call.path().getFileName().toString())
                ? new Answer(0, 0)
                : recorder.on(call, disk);
    }

    private void assertThatSomethingIsLost(UnaryOperator<Witness> door) {
        assertThatThrownBy(() -> new PowerCut(240, 100, 0, 0, door).cuts(trial(), new Random(7)))
                .isInstanceOf(Lost.class);
    }

    @Test
    void nothingAcknowledgedIsLostWhenThePowerIsCut() throws Exception {
        var trial = trial();
        new PowerCut(240, 24, 1, 0, UnaryOperator.identity()).run(trial);
        assertThat(trial.counts()).containsEntry("cuts", 24L).containsEntry("cuts while it started again", 24L);
        assertThat(trial.counts().get("changes traced to their sync")).isGreaterThan(100L);
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheDiskFailsNowAndThen() throws Exception {
        var trial = trial();
        new PowerCut(240, 12, 1, 20, UnaryOperator.identity()).run(trial);
        assertThat(trial.counts().get("faults")).isPositive();
        assertThat(trial.counts()).containsEntry("cuts", 12L);
    }

    @Test
    void aServerThatSyncsNothingLoses() {
        assertThatSomethingIsLost(without(_ -> true));
    }

    @Test
    void aServerThatSyncsOnlyNowAndThenLoses() {
        assertThatSomethingIsLost(without(name -> name.endsWith("-wal"))); // as `synchronous = NORMAL` does
    }

    @Test
    void aServerThatCopiesFromItsLogWithoutSyncingLoses() {
        assertThatSomethingIsLost(without(name -> name.endsWith(".db")));
    }

    @Test
    void aServerThatDoesNotSyncItsFolderLoses() {
        assertThatSomethingIsLost(without("data"::equals));
    }

    @Test
    void anAnswerBeforeItsSyncIsFound() throws Exception {
        var run = RecordedRun.make(
                Files.createDirectory(folder.resolve("run")),
                without(name -> name.endsWith("-wal")),
                new FaultyDisk(new Random(7), 0),
                new Random(7),
                60);
        assertThatThrownBy(() -> Trace.check(run.steps())).isInstanceOf(Lost.class);
    }

    @Test
    void atTheFirstAnswerAllNamesAreOnDisk() throws Exception {
        var run = RecordedRun.make(
                Files.createDirectory(folder.resolve("run")),
                UnaryOperator.identity(),
                new FaultyDisk(new Random(7), 0),
                new Random(7),
                12);
        Platter platter = run.before();
        for (var step : run.steps()) {
            platter.take(step);
            if (step instanceof Step.Said(RecordedRun.Acknowledged _)) {
                break;
            }
        }
        assertThat(platter.afterCut(Loss.EVERYTHING, new Random(1)).keySet().stream()
                        .map(Path::toString))
                .contains("data", "data/token", "data/todo-0.db", "data/todo-1.db", "data/todo-2.db")
                .anyMatch(name -> name.endsWith("-wal"));
    }
}
