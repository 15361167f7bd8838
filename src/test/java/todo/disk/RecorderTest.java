package todo.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class RecorderTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void loadSqlite() throws SQLException {
        DriverManager.getConnection("jdbc:sqlite::memory:").close();
    }

    private static void execute(Connection connection, String... sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
    }

    private Platter after(Recorder recorder) {
        var platter = recorder.before();
        recorder.steps().forEach(platter::take);
        return platter;
    }

    private void assertComplete(Recorder recorder) throws IOException {
        var found = after(recorder).afterCut(Loss.NOTHING, new Random(1));
        for (var path : found.keySet()) {
            assertThat(folder.resolve(path)).hasBinaryContent(found.get(path));
        }
        try (var there = Files.list(folder)) {
            assertThat(there.filter(path -> !path.toString().endsWith("-shm")).map(folder::relativize))
                    .containsExactlyInAnyOrderElementsOf(found.keySet());
        }
    }

    @Test
    void whatSqliteWritesIsWrittenDownWhole() throws Exception {
        var recorder = new Recorder(folder);
        try (var _ = Tap.watch(folder, recorder);
                var connection = connect()) {
            execute(connection, "PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 3", "CREATE TABLE t(a)");
            for (int i = 0; i < 20; i++) {
                execute(connection, "INSERT INTO t VALUES (randomblob(3000))");
                assertComplete(recorder);
            }
        }
        assertComplete(recorder);
        assertThat(recorder.steps()).anyMatch(Step.Synced.class::isInstance);
        assertThat(recorder.steps()).anyMatch(Step.SyncedFolder.class::isInstance);
        assertThat(recorder.steps()).anyMatch(Step.Removed.class::isInstance);
    }

    @Test
    void whatTheJdkWritesIsWrittenDownWhole() throws Exception {
        var recorder = new Recorder(folder);
        try (var _ = Tap.watch(folder, recorder)) {
            Files.writeString(folder.resolve("a"), "first");
            Files.writeString(folder.resolve("a"), "second");
            Files.writeString(folder.resolve("a"), ", third", StandardOpenOption.APPEND);
            assertComplete(recorder);
            Files.move(folder.resolve("a"), folder.resolve("b"));
            assertComplete(recorder);
            assertThat(after(recorder).afterCut(Loss.EVERYTHING, new Random(1))).isEmpty();
            try (var file = FileChannel.open(folder.resolve("b"), StandardOpenOption.WRITE);
                    var names = FileChannel.open(folder, StandardOpenOption.READ)) {
                file.force(true);
                assertThat(after(recorder).afterCut(Loss.EVERYTHING, new Random(1)))
                        .isEmpty();
                names.force(true);
            }
            assertThat(after(recorder).afterCut(Loss.EVERYTHING, new Random(1))).containsOnlyKeys(Path.of("b"));
            assertThat(after(recorder).isUnsure()).isFalse();
            Files.delete(folder.resolve("b"));
            assertComplete(recorder);
        }
    }

    @Test
    void aWitnessCanHaveTheDiskFail() throws Exception {
        try (var connection = connect()) {
            execute(connection, "CREATE TABLE t(a)");
        }
        var said = new Answer[] {Answer.FULL};
        try (var _ = Tap.watch(folder, (call, disk) -> call instanceof Call.Write ? said[0] : disk.get());
                var connection = connect()) {
            assertThatThrownBy(() -> execute(connection, "INSERT INTO t VALUES (1)"))
                    .hasMessageContaining("SQLITE_FULL");
            said[0] = Answer.BROKEN;
            assertThatThrownBy(() -> execute(connection, "INSERT INTO t VALUES (1)"))
                    .hasMessageContaining("SQLITE_IOERR_WRITE");
            assertThatThrownBy(() -> Files.writeString(folder.resolve("a"), "text"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Input/output error");
        }
    }

    /// The one has ended on disk, and is about to be written down when the other fails.
    @Test
    void whatOneSyncMadeSureAnotherThatFailsBesideItDoesNotTakeAway() throws Exception {
        var ended = new CountDownLatch(1);
        var other = new CompletableFuture<Thread>();
        var recorder = new Recorder(folder, (call, disk) -> {
            if (!(call instanceof Call.Sync)) {
                return disk.get();
            } else if (other.isDone()) {
                return Answer.BROKEN;
            }
            var answer = disk.get();
            ended.countDown();
            awaitEndOrPause(other.join());
            return answer;
        });
        try (var _ = Tap.watch(folder, recorder);
                var file = FileChannel.open(
                        folder.resolve("a"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            var first = Thread.ofPlatform().start(() -> force(file));
            ended.await();
            var second = Thread.ofPlatform().unstarted(() -> force(file));
            other.complete(second);
            second.start();
            first.join();
            second.join();
        }
        assertThat(recorder.steps()).filteredOn(Step.Synced.class::isInstance).hasSize(2);
        assertThat(after(recorder).afterCut(Loss.NOTHING, new Random(1)))
                .containsEntry(Path.of("a"), new byte[] {1, 2, 3});
    }

    private static void awaitEndOrPause(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    private static void force(FileChannel file) {
        try {
            file.force(true);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Input/output error");
        }
    }
}
