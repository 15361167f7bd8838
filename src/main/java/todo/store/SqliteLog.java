package todo.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The write-ahead log of one file, and how what is in it comes into the file: by all who copy it, one at a time.
///
/// SQLite copies pages in several goes and syncs the file only when it has come to the end of the log; how far it has
/// come it holds in memory. When that sync fails, Linux may have dropped what any of these goes wrote, reports it once,
/// and shows it as if it were there. SQLite would write again what came last alone, and then take the log up anew. So
/// after a failure all that was copied before is copied once more from the log, before SQLite goes on. Where that can't
/// be, the log is left as it is: whoever opens the file next begins with all of it.
final class SqliteLog {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLog.class);
    private static final long LONG = 32 << 20;
    private static final long MUCH = 4 << 20;
    private static final int LOOK_EVERY = 64;
    private static final int A_PAGE = 4096;

    /// Tells whether others are in the way, how many frames there are, and how many of them are copied now.
    private static final String COPY = "PRAGMA wal_checkpoint(PASSIVE)";

    /// The same, and copies none.
    private static final String STATE = "PRAGMA wal_checkpoint(NOOP)";

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;

    private final Path file;
    private final Path log;
    private boolean unsure;
    private @Nullable FileChannel pages;
    private int commits;
    private int synced;

    /// Of `file`, which is there.
    SqliteLog(Path file) {
        this.file = file;
        this.log = file.resolveSibling(file.getFileName() + "-wal");
    }

    /// Copies what can be copied beside those who read and write, and syncs the file when that has become much.
    ///
    /// SQLite syncs it when it comes to the end of the log. When that is by who writes, little is to be left to do.
    synchronized void copyAndSync(Connection connection) throws SQLException {
        beginCopying(connection);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COPY)) {
            syncIfMuch(rows.getInt(2), rows.getInt(3));
        }
        unsure = false;
    }

    private void syncIfMuch(int inLog, int copied) throws SQLException {
        int before = copied < synced ? 0 : synced; // the log may have been begun anew
        if (copied == inLog) {
            synced = copied;
        } else if ((long) (copied - before) * A_PAGE >= MUCH) {
            try {
                opened().force(false);
            } catch (IOException e) {
                throw new SQLException("can't sync " + file + ": " + e.getMessage(), e);
            }
            synced = copied;
        }
    }

    /// Copies without a sync of its own.
    synchronized void copy(Connection connection) throws SQLException {
        beginCopying(connection);
        try (var statement = connection.createStatement()) {
            statement.execute(COPY);
        }
        unsure = false;
    }

    private FileChannel opened() throws IOException {
        var open = pages == null ? FileChannel.open(file, StandardOpenOption.WRITE) : pages;
        pages = open; // closed at the end alone: that takes away the locks that SQLite has on the file
        return open;
    }

    /// Copies by who writes, between two transactions, when the log has grown long all the same; looks now and then.
    void copyIfLong(Connection connection) throws SQLException {
        if (++commits % LOOK_EVERY != 0 || log.toFile().length() < LONG) {
            return;
        }
        connection.setAutoCommit(true);
        try {
            if (isLong(connection)) {
                copy(connection);
            }
        } catch (SQLException e) {
            LOG.warn("can't copy the log of {} now: {}", file, e.getMessage());
        } finally {
            connection.setAutoCommit(false);
        }
    }

    /// The file stays as long as it once was; what counts is how much of it is taken up since it was last begun anew.
    private static boolean isLong(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(STATE)) {
            return (long) rows.getInt(2) * A_PAGE >= LONG;
        }
    }

    /// As [Sqlite#emptyLog].
    synchronized void empty(Connection connection) throws SQLException {
        beginCopying(connection);
        Sqlite.emptyLog(connection);
        unsure = false;
    }

    /// Until it has come to its end, it may have failed.
    private void beginCopying(Connection connection) throws SQLException {
        if (unsure) {
            copyAgain(connection);
        }
        unsure = true;
    }

    /// Copies once more what was copied from the log, which has not been taken up anew since: for that all of it would
    /// have to have been copied and synced.
    private void copyAgain(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(STATE)) {
            int inLog = rows.getInt(2);
            int copied = rows.getInt(3);
            if (copied > 0 && copied < inLog) {
                copyFrames(copied);
            }
            unsure = false;
        } catch (IOException e) {
            throw new SQLException("can't copy its log again: " + e.getMessage(), e);
        }
    }

    /// The last frame of each page among the first `count`: a header of which the first four bytes are the page's
    /// number, and the page (<https://www.sqlite.org/fileformat.html#the_write_ahead_log>).
    private void copyFrames(int count) throws IOException {
        var to = opened();
        try (var from = FileChannel.open(log, StandardOpenOption.READ)) {
            int size = read(from, 8, 4).getInt();
            Map<Integer, Long> last = new HashMap<>();
            for (int frame = 0; frame < count; frame++) {
                long at = HEADER + (long) frame * (FRAME_HEADER + size);
                last.put(read(from, at, 4).getInt(), at + FRAME_HEADER);
            }
            for (var page : last.entrySet()) {
                var bytes = read(from, page.getValue(), size);
                long at = (page.getKey() - 1L) * size;
                while (bytes.hasRemaining()) {
                    at += to.write(bytes, at);
                }
            }
            to.force(true);
            LOG.warn("{} pages of {} were copied from its log once more", last.size(), file);
        }
    }

    private static ByteBuffer read(FileChannel from, long at, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (from.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the log ends too soon");
            }
        }
        return bytes.flip();
    }

    /// Closes a connection. The last one that can write copies the log into the file: unless that must not be.
    synchronized void close(Connection connection) throws SQLException {
        if (unsure) {
            try {
                endTransaction(connection);
                copyAgain(connection);
            } catch (SQLException e) {
                LOG.warn("{}; the log is left as it is", e.getMessage());
                closeWithoutCopying(connection);
                return;
            }
        }
        connection.close();
    }

    /// What was written and not committed must not be, for it was answered that it failed.
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /// While there is one that only reads, none is the last; and that one copies nothing.
    private void closeWithoutCopying(Connection connection) throws SQLException {
        try (var reader = Sqlite.reader(file);
                var statement = reader.createStatement();
                var _ = statement.executeQuery("SELECT 1 FROM folder")) {
            connection.close();
        }
    }

    /// When all connections are closed.
    synchronized void end() {
        var open = pages;
        pages = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("can't close {}: {}", file, e.getMessage());
            }
        }
    }
}
