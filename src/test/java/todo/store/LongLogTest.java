package todo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who writes copies the log when it has grown long.
class LongLogTest {
    private static final int ENOUGH_COMMITS = 64;

    @TempDir
    private Path folder;

    private SqliteLog log;
    private Connection writer;

    @BeforeEach
    void open() throws SQLException {
        var file = folder.resolve("todo-0.db");
        Sqlite.maker(file).close();
        log = new SqliteLog(file);
        writer = Sqlite.writer(file);
        Stored.execute(writer, "PRAGMA wal_autocheckpoint = 0", "CREATE TABLE some(x)");
        writer.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        log.close(writer);
        log.end();
    }

    private void write(int bytes) throws SQLException {
        Stored.execute(writer, "INSERT INTO some VALUES (zeroblob(" + bytes + "))");
        writer.commit();
        for (int commit = 0; commit < ENOUGH_COMMITS; commit++) {
            log.copyIfLong(writer);
        }
    }

    private int copied() throws SQLException {
        try (var statement = writer.createStatement();
                var rows = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return rows.getInt(3);
        } finally {
            writer.commit();
        }
    }

    @Test
    void aShortOneIsLeftToThoseWhoCopyBeside() throws SQLException {
        write(1 << 20);
        assertThat(copied()).isZero();
    }

    @Test
    void aLongOneIsCopied() throws SQLException {
        write(40 << 20);
        assertThat(copied()).isGreaterThan((40 << 20) / 4096);
    }

    @Test
    void oneThatWasLongOnceIsShortWhenItIsBegunAnew() throws SQLException {
        write(40 << 20);
        write(1 << 20);
        assertThat(copied()).isZero();
    }
}
