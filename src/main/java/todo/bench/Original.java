package todo.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The original system, in Elixir, and its own measurements: run where it lies, which may be read-only.
final class Original {
    private final Path folder;
    private final Workbench bench;
    private final Path build;

    /// @param folder of its sources
    Original(Path folder, Workbench bench) throws IOException, InterruptedException {
        this.folder = folder;
        this.bench = bench;
        this.build = Files.createDirectories(bench.place("original").toAbsolutePath());
        output(List.of("mix", "compile"));
    }

    /// One of the sections of its `bench/bench.exs`: the lines it prints.
    List<String> run(String section, String mode) throws IOException, InterruptedException {
        var data = bench.place("original-data");
        try {
            return output(List.of("mix", "run", "--no-compile", "bench/bench.exs", section, mode, data.toString()))
                    .stream()
                    .filter(line -> line.startsWith("section="))
                    .toList();
        } finally {
            Folders.delete(data);
        }
    }

    /// A number in a line `key=value key=value …`; the difference of two for the key `a-b`.
    static double value(String line, String key) {
        int minus = key.indexOf('-');
        if (minus > 0) {
            return value(line, key.substring(0, minus)) - value(line, key.substring(minus + 1));
        }
        for (String part : line.split(" ", -1)) {
            if (part.startsWith(key + "=")) {
                return Double.parseDouble(part.substring(key.length() + 1));
            }
        }
        throw new CheckFailed("no " + key + " in: " + line);
    }

    /// Its HTTP server, running.
    record Server(Process process, int port, Path data) implements AutoCloseable {
        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
            Folders.delete(data);
        }
    }

    Server serve(String mode) throws IOException, InterruptedException {
        var data = bench.place("original-http");
        int port = freePort();
        var process = builder(List.of(
                        "mix",
                        "run",
                        "--no-compile",
                        "--no-halt",
                        "bench/serve.exs",
                        mode,
                        data.toString(),
                        Integer.toString(port)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var server = new Server(process, port, data);
        try {
            HttpClients.await(port, "/", process, Duration.ofSeconds(30));
        } catch (CheckFailed e) {
            server.close();
            throw e;
        }
        return server;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private List<String> output(List<String> command) throws IOException, InterruptedException {
        var process = builder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        }
        if (process.waitFor() != 0) {
            throw new CheckFailed(String.join(" ", command) + " failed: " + String.join("\n", lines));
        }
        return lines;
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("MIX_BUILD_PATH", build.resolve("build").toString());
        builder.environment().put("TMPDIR", build.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }
}
