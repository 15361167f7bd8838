package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

/// SQLite copies a part of its log without syncing the file, and a later sync fails.
@EnabledOnOs(OS.LINUX)
class SqliteLogTest {
    private static final String LARGE = "replace(hex(zeroblob(50000)), '0', 'n')";

    @TempDir
    private Path folder;

    private final AtomicBoolean failing = new AtomicBoolean();
    private Path file;
    private SqliteLog log;
    private Recorder recorder;
    private AutoCloseable watch;
    private Connection writer;

    @BeforeEach
    void copyAPartAndFailToSync() throws Exception {
        var run = Files.createDirectory(folder.resolve("run"));
        file = run.resolve("todo-0.db");
        Sqlite.maker(file).close();
        recorder = new Recorder(run, (call, disk) -> fails(call) ? Answer.BROKEN : disk.get());
        watch = Tap.watch(run, recorder);
        log = new SqliteLog(file);
        writer = Sqlite.writer(file);
        Stored.execute(writer, "CREATE TABLE folder(x)", "INSERT INTO folder VALUES (" + LARGE + ")");
        try (var reader = Sqlite.reader(file)) {
            reader.setAutoCommit(false);
            Stored.execute(reader, "SELECT * FROM folder"); // what comes after this can't be copied now
            Stored.execute(writer, "CREATE TABLE more(x)", "INSERT INTO more VALUES (" + LARGE + ")");
            log.copy(writer);
        }
        failing.set(true);
        assertThatThrownBy(() -> log.copy(writer)).isInstanceOf(SQLException.class);
    }

    private boolean fails(Call call) {
        return failing.get() && call instanceof Call.Sync && call.path().equals(file);
    }

    @AfterEach
    void stop() throws Exception {
        watch.close();
    }

    /// The power is cut, and all is there.
    private void assertThatAllIsThereAfterACut() throws Exception {
        var platter = recorder.before();
        recorder.steps().forEach(platter::take);
        var cut = Files.createDirectory(folder.resolve("cut"));
        Platter.write(platter.afterCut(Loss.EVERYTHING, new Random(1)), cut);
        try (var connection = Sqlite.writer(cut.resolve("todo-0.db"));
                var statement = connection.createStatement()) {
            for (String table : new String[] {"folder", "more"}) {
                try (var rows = statement.executeQuery("SELECT x = " + LARGE + " FROM " + table)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).as(table).isEqualTo(1);
                }
            }
            try (var rows = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(rows.getString(1)).isEqualTo("ok");
            }
        }
    }

    @Test
    void whatWasCopiedBeforeIsCopiedAgain() throws Exception {
        failing.set(false);
        log.copy(writer);
        Stored.execute(writer, "INSERT INTO more VALUES (1)"); // which takes the log up anew
        assertThatAllIsThereAfterACut();
        log.close(writer);
        log.end();
    }

    @Test
    void whoClosesCopiesItAgainTooAndCommitsNothing() throws Exception {
        failing.set(false);
        writer.setAutoCommit(false);
        Stored.execute(writer, "DELETE FROM more");
        log.close(writer);
        log.end();
        assertThat(folder.resolve("run/todo-0.db-wal")).doesNotExist();
        assertThatAllIsThereAfterACut();
    }

    @Test
    void whereItCanNotBeCopiedTheLogIsLeftAsItIs() throws Exception {
        log.close(writer);
        log.end();
        assertThat(folder.resolve("run/todo-0.db-wal")).isNotEmptyFile();
        assertThatAllIsThereAfterACut();
        failing.set(false);
        Sqlite.writer(file).close();
        assertThat(folder.resolve("run/todo-0.db-wal")).doesNotExist();
        Files.move(folder.resolve("cut"), folder.resolve("cut before"));
        assertThatAllIsThereAfterACut();
    }
}
