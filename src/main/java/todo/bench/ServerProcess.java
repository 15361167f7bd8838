package todo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import todo.account.Token;
import todo.store.DatabaseAddress;

/// The server in a process of its own, started as people start it: `./todo serve`.
final class ServerProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final Path data;
    private final int port;
    private final double seconds;
    private final boolean profiling;

    private ServerProcess(Process process, Path data, int port, double seconds, boolean profiling) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.seconds = seconds;
        this.profiling = profiling;
    }

    /// Starts a server on the folder `data`, and waits for its first answer.
    static ServerProcess start(Workbench bench, Path data) throws IOException {
        return start(bench, data, "/health");
    }

    /// Starts a server on a PostgreSQL database, and waits until it is ready.
    ///
    /// @param cluster the port on which it is one of several servers of it; 0 if it is alone
    static ServerProcess start(Workbench bench, Path data, DatabaseAddress db, int cluster) throws IOException {
        List<String> options = new ArrayList<>(List.of("--db", db.url()));
        if (cluster != 0) {
            options.addAll(List.of("--cluster", "127.0.0.1:" + cluster));
        }
        return start(bench, data, "/health/ready", options.toArray(String[]::new));
    }

    private static ServerProcess start(Workbench bench, Path data, String path, String... options) throws IOException {
        int port = Original.freePort();
        List<String> command = new ArrayList<>(List.of(
                root().resolve("todo").toString(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (bench.profiling()) {
            builder.environment()
                    .put(
                            "TODO_JAVA_OPTS",
                            Profile.flag(bench.recording(), bench.round().toSeconds()));
        }
        return start(bench, builder, data, port, path);
    }

    /// Starts an [EchoServer].
    static ServerProcess echo(Workbench bench) throws IOException {
        return echo(bench, bench.place("echo"));
    }

    /// The same, where each body is on disk, in a file in `folder`, before it is given back.
    static ServerProcess keeping(Workbench bench) throws IOException {
        var folder = Files.createDirectory(bench.place("kept"));
        return echo(bench, folder, folder.toString());
    }

    private static ServerProcess echo(Workbench bench, Path folder, String... more) throws IOException {
        int port = Original.freePort();
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
        arguments.addAll(List.of(more));
        var command = ChildJvm.command(EchoServer.class, arguments.toArray(String[]::new));
        return start(bench, new ProcessBuilder(command), folder, port, "/health");
    }

    private static ServerProcess start(Workbench bench, ProcessBuilder builder, Path data, int port, String path)
            throws IOException {
        var log = bench.place("server.log");
        long start = System.nanoTime();
        var process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            HttpClients.await(port, path, process, LONGEST_START);
        } catch (CheckFailed e) {
            process.destroyForcibly();
            throw new CheckFailed(e.getMessage() + "\n" + Files.readString(log));
        }
        return new ServerProcess(process, data, port, (System.nanoTime() - start) / 1e9, bench.profiling());
    }

    /// The folder that this program was built in, in which `todo` lies.
    static Path root() {
        var folder = Sources.folder();
        if (folder == null) {
            throw new CheckFailed(
                    "the server can only be started from the folder it was built in, and that is not found");
        }
        return folder;
    }

    int port() {
        return port;
    }

    String token() throws IOException {
        return Token.read(data);
    }

    /// How long it took from its start to its first answer.
    double seconds() {
        return seconds;
    }

    /// Lets it run for `time`; fails if it ends by itself.
    void run(Duration time) throws InterruptedException {
        if (process.waitFor(time)) {
            throw new CheckFailed("the server ended by itself, with " + process.exitValue());
        }
    }

    /// The memory it has in RAM, in bytes.
    long residentMemory() {
        return Machine.residentMemory(process.pid());
    }

    /// Lets it end in order.
    void end() throws IOException, InterruptedException {
        process.destroy();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("a server that was told to end did so with " + code);
        }
    }

    /// Kills it, so that nothing is on disk but what was there when it answered; only a recording needs an end in
    /// order.
    @Override
    public void close() {
        if (profiling) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
        process.onExit().join();
    }
}
