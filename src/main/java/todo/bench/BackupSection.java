package todo.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import todo.client.Connection;
import todo.server.TodoSystem;

/// What a backup costs those who write meanwhile.
final class BackupSection implements Section.Measuring {
    private static final int CREATED = 201;
    private static final int ENTRIES = 200;

    private final Workbench bench;
    private final ServerProcess server;
    private final List<byte[]> requests;
    private final HttpLoad.Plan closed;

    private BackupSection(Workbench bench) throws Exception {
        this.bench = bench;
        Path data = bench.place("backup");
        try (var system = TodoSystem.start(data)) {
            new Lists(system)
                    .fill(
                            Lists.names("list", bench.sizes().lists()),
                            bench.sizes().partOf(ENTRIES));
        }
        this.server = ServerProcess.start(bench, data);
        this.requests =
                Requests.adds(server.port(), server.token(), bench.sizes().lists());
        this.closed = HttpLoad.Plan.closed(server.port(), bench.sizes().connections(), bench.seconds(), CREATED);
        HttpLoad.run(bench, closed, requests);
    }

    static Section section() {
        return new Section(
                "backup",
                "1,000 lists of 200 entries; 64 connections add as fast as they are answered, and then at half that "
                        + "rate, each without and with backups that are fetched one after another meanwhile, on the same "
                        + "processors. A backup's read-back is not in it.",
                true,
                List.of(
                        Row.more("ratio", "adds during backups for each without", ""),
                        Row.more("adds", "durable adds over HTTP without a backup", "/s"),
                        Row.more("during", "durable adds over HTTP during backups", "/s"),
                        Row.less("p99", "p99 of an add at half that rate, without a backup", "ms"),
                        Row.less("p99during", "p99 of an add at the same rate, during backups", "ms"),
                        Row.less("took", "a backup at that rate", "s"),
                        Row.less("size", "a backup", "MiB")),
                List.of(),
                BackupSection::new);
    }

    @Override
    public Map<String, Double> round() throws Exception {
        double adds = Original.value(HttpLoad.run(bench, closed, requests), "requests_per_s");
        double during;
        try (var _ = new Fetching(server)) {
            during = Original.value(HttpLoad.run(bench, closed, requests), "requests_per_s");
        }
        var half = closed.withRate(adds / 2);
        double p99 = Original.value(HttpLoad.run(bench, half, requests), "p99_ms");
        var fetching = new Fetching(server);
        double p99During;
        try (fetching) {
            p99During = Original.value(HttpLoad.run(bench, half, requests), "p99_ms");
        }
        return Map.of(
                "ratio",
                during / adds,
                "adds",
                adds,
                "during",
                during,
                "p99",
                p99,
                "p99during",
                p99During,
                "took",
                fetching.seconds(),
                "size",
                fetching.bytes / 1048576.0);
    }

    @Override
    public void close() {
        server.close();
    }

    /// Fetches one backup after another, until it is closed.
    private static final class Fetching implements AutoCloseable {
        private final Connection connection;
        private final AtomicBoolean enough = new AtomicBoolean();
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private final Thread thread;
        private final long start = System.nanoTime();
        private volatile long bytes;
        private int fetched;
        private double seconds;

        Fetching(ServerProcess server) throws IOException {
            connection = new Connection(URI.create("http://127.0.0.1:" + server.port()), server.token());
            thread = Thread.ofPlatform().start(this::fetch);
        }

        private void fetch() {
            try {
                while (!enough.get()) {
                    connection.download("/api/backup", OutputStream.nullOutputStream(), (done, _) -> bytes = done);
                    fetched++;
                    seconds = (System.nanoTime() - start) / 1e9;
                }
            } catch (IOException | RuntimeException e) {
                failure.set(e);
            }
        }

        /// What one took.
        double seconds() {
            return seconds / fetched;
        }

        @Override
        public void close() {
            enough.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CheckFailed("interrupted while a backup was fetched");
            }
            connection.close();
            var failed = failure.get();
            if (failed != null) {
                throw new CheckFailed("a backup could not be fetched: " + failed.getMessage());
            }
        }
    }
}
