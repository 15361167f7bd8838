package todo.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/// The least that a server must do which keeps what it is sent in SQLite, so that it can be found by where it was sent
/// to and in which order: a row, and an index of those. All that come while it writes go into one transaction, and are
/// told when that is synced.
final class Keeper {
    private static final int QUEUE = 1_000;

    private record Sent(String to, String body, CompletableFuture<Void> kept) {}

    private final BlockingQueue<Sent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Map<String, Long> counts = new HashMap<>();
    private final Connection connection;
    private final PreparedStatement insert;

    /// @param file made
    Keeper(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        connection = JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties());
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sent(seq INTEGER PRIMARY KEY, place INTEGER NOT NULL,"
                    + " number INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE(place, number))");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO sent(place, number, body) VALUES (?, ?, ?)");
        Thread.ofPlatform().daemon().name("keeper").start(this::run);
    }

    /// Returns when `body` is on disk.
    void keep(String to, byte[] body) throws InterruptedException {
        var kept = new CompletableFuture<Void>();
        queue.put(new Sent(to, new String(body, StandardCharsets.UTF_8), kept));
        kept.join();
    }

    private void run() {
        List<Sent> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch);
                write(batch);
                batch.forEach(sent -> sent.kept.complete(null));
                batch.clear();
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("can't keep what is sent", e); // which the load generator waits for in vain
        }
    }

    private void write(List<Sent> batch) throws SQLException {
        for (var sent : batch) {
            insert.setInt(1, sent.to.hashCode());
            insert.setLong(2, counts.merge(sent.to, 1L, Long::sum));
            insert.setString(3, sent.body);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }
}
