package todo.prove;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import todo.account.Token;
import todo.bench.ChildJvm;

/// A server in a process of its own, which can be killed at any instant. None outlives this program's end.
public final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening at (http://[^\\s,]+)");
    private static final int LONGEST_START_SECONDS = 300;
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> ALIVE.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path data;
    private final Path log;
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Thread logging;

    private ServerProcess(Process process, Path data, Path log) {
        this.process = process;
        this.data = data;
        this.log = log;
        ALIVE.add(process);
        this.logging = Thread.ofVirtual().start(this::log);
    }

    /// Starts a server on the folder `data`, on any port, without waiting for it.
    ///
    /// @param log where what it says is added
    /// @param more further options of `serve`
    public static ServerProcess start(Path data, Path log, String... more) throws IOException {
        return start(List.of(), data, log, more);
    }

    /// The same, with further `flags` for its JVM.
    public static ServerProcess start(List<String> flags, Path data, Path log, String... more) throws IOException {
        return start(List.of(), flags, data, log, more);
    }

    /// The same, where it may have no more than `limit` says, such as `ulimit -n 100`.
    static ServerProcess startWithin(String limit, Path data, Path log) throws IOException {
        return start(List.of("sh", "-c", limit + " && exec \"$@\"", "sh"), List.of(), data, log);
    }

    private static ServerProcess start(List<String> before, List<String> flags, Path data, Path log, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(ChildJvm.command("todo.cli.Main", "serve", "--port", "0", "--data", data.toString()));
        command.addAll(before.size() + 1, flags);
        command.addAll(List.of(more));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("TODO_") && !name.startsWith("TODO_DB_PASSWORD"));
        return new ServerProcess(builder.start(), data, log);
    }

    private void log() {
        try (var lines = process.inputReader();
                var file = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line + "\n");
                file.flush();
                var listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(URI.create(listening.group(1)));
                }
            }
            address.completeExceptionally(new IOException("the server ended before it listened; " + log + " says why"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it has ended by itself, and gives its exit code.
    int ended() throws InterruptedException {
        return process.waitFor();
    }

    /// Where it listens, as soon as it does.
    public URI address() throws IOException, InterruptedException {
        try {
            return address.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the server did not listen within " + LONGEST_START_SECONDS + " s; see " + log, e);
        }
    }

    /// What opens it. There is one as soon as it listens.
    public String token() throws IOException {
        return Token.read(data);
    }

    /// Lets it end in order, and gives its exit code. All that it says meanwhile is kept, which [Process#destroy] would
    /// throw away.
    public int end() throws IOException, InterruptedException {
        signal("TERM");
        int code = process.waitFor();
        close();
        return code;
    }

    /// Stops it in whatever it is doing, until [#goOn].
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("can't send SIG" + name + " to process " + pid());
        }
    }

    /// Kills it, wherever it is, and waits until it is gone.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        ALIVE.remove(process);
    }

    @Override
    public void close() {
        kill();
        try {
            logging.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
