package todo.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Copies what is committed from the write-ahead logs into the database files, beside the writers, so
/// that none of them has to stop for it: one thread for all files, which looks at each now and then.
///
/// A writer whose log has grown long all the same copies the rest of it by itself.
final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long PAUSE_MILLIS = 100;

    private static final class Log {
        private final Path file;
        private final Whereabouts whereabouts;
        private final SqliteLog log;
        private final WorkerFigures figures;
        private long copiedTo;
        private boolean failing;
        private @Nullable Connection connection;

        Log(Path file, SqliteLog log, WorkerFigures figures) {
            this.file = file;
            this.log = log;
            this.whereabouts = new Whereabouts(file);
            this.figures = figures;
        }
    }

    private final List<Log> logs = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("checkpoints").factory());

    void add(Path file, SqliteLog log, WorkerFigures figures) {
        logs.add(new Log(file, log, figures));
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(
                () -> logs.forEach(log -> new RepeatedTask("copy the log of " + log.file, () -> copy(log)).run()),
                PAUSE_MILLIS,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static void copy(Log log) {
        long commits = log.figures.commits();
        if (commits == log.copiedTo || log.connection == null && !log.whereabouts.isThere()) {
            return;
        }
        try {
            var connection = log.connection == null ? Sqlite.writer(log.file) : log.connection;
            log.connection = connection;
            log.log.copyAndSync(connection);
            log.copiedTo = commits;
            log.failing = false;
        } catch (SQLException e) {
            LOG.atLevel(log.failing ? Level.DEBUG : Level.WARN)
                    .log("can't copy the log of {} now; trying again: {}", log.file, e.getMessage());
            log.failing = true;
            disconnect(log);
        }
    }

    private static void disconnect(Log log) {
        var connection = log.connection;
        log.connection = null;
        if (connection != null) {
            try {
                log.log.close(connection);
            } catch (SQLException e) {
                LOG.warn("can't close {}: {}", log.file, e.getMessage());
            }
        }
    }

    /// Ends when the copying that is under way is done.
    @Override
    public void close() {
        thread.close();
        logs.forEach(Checkpointer::disconnect);
    }
}
