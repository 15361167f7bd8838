package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
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
import todo.store.StoreException.Trouble;

/// What a failed sync was to cover is lost when the power goes, although whoever reads it sees it until then.
@EnabledOnOs(OS.LINUX)
class FailedSyncTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Predicate<Call>> failing = new AtomicReference<>(_ -> false);

    private Recorder recorder() throws Exception {
        Database.open(folder.resolve("run"), 1).close();
        return new Recorder(
                folder.resolve("run"), (call, disk) -> failing.get().test(call) ? Answer.BROKEN : disk.get());
    }

    /// By the worker, not by the one who copies from the log.
    private static boolean isSyncOfLog(Call call) {
        return call instanceof Call.Sync
                && call.path().toString().endsWith("-wal")
                && Thread.currentThread().getName().endsWith("writer");
    }

    private Database afterCut(Recorder recorder) throws Exception {
        var platter = recorder.before();
        recorder.steps().forEach(platter::take);
        var cut = Files.createDirectory(folder.resolve("cut"));
        Platter.write(platter.afterCut(Loss.EVERYTHING, new Random(1)), cut);
        return Database.open(cut, 0);
    }

    @Test
    void aChangeWhoseSyncFailedIsNotAcknowledgedAndThoseBehindItAreKept() throws Exception {
        var recorder = recorder();
        try (var _ = Tap.watch(folder.resolve("run"), recorder);
                var database = Database.open(folder.resolve("run"), 0)) {
            new Stored(database, "bob").add("milk");
            var once = new AtomicBoolean(true);
            failing.set(call -> isSyncOfLog(call) && once.getAndSet(false));
            assertThat(Stored.failure(new Stored(database, "bob").queue(adding("bread")))
                            .trouble())
                    .isEqualTo(Trouble.BROKEN);
            new Stored(database, "bob").add("eggs");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "eggs");
            try (var again = afterCut(recorder)) {
                assertThat(Stored.titles(again, "bob")).containsExactly("milk", "eggs");
            }
        }
    }

    @Test
    void whatComesAfterARestartDoesNotHangOnALogWhoseSyncFailed() throws Exception {
        var recorder = recorder();
        var run = folder.resolve("run");
        try (var _ = Tap.watch(run, recorder)) {
            var database = Database.open(run, 0);
            new Stored(database, "bob").add("milk");
            failing.set(call -> call instanceof Call.Sync);
            assertThat(Stored.failure(new Stored(database, "bob").queue(adding("bread")))
                            .trouble())
                    .isEqualTo(Trouble.BROKEN);
            database.close();
            assertThat(run.resolve("todo-0.db-wal")).isNotEmptyFile();
            assertThatThrownBy(() -> Database.open(run, 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("can't prepare")
                    .hasMessageContaining("SQLITE_IOERR_FSYNC");
            failing.set(_ -> false);
            try (var started = Database.open(run, 0)) {
                var bob = new Stored(started, "bob").add("eggs");
                try (var again = afterCut(recorder)) {
                    assertThat(again.load("bob").join().list().all())
                            .isEqualTo(bob.list().all());
                }
            }
        }
    }
}
