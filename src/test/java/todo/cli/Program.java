package todo.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The program in a process of its own, as `./todo` runs it.
final class Program implements AutoCloseable {
    private final Process process;
    private BufferedReader out;
    private final Path err;

    private Program(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader();
        this.err = err;
    }

    /// What came of a program that ended by itself.
    record Ended(int code, String out, String err) {}

    static Program start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/launch/jvm.options",
                "@src/main/launch/commands.options",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var err = Files.createTempFile(folder, "err", ".txt");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TODO_"));
        builder.environment().put("TODO_DATA", folder.resolve("data").toString());
        return new Program(builder.start(), err);
    }

    long pid() {
        return process.pid();
    }

    /// Says something to its standard input.
    void say(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// The next line it prints, or `null` at the end.
    @Nullable
    String line() throws IOException {
        return out.readLine();
    }

    /// The next line it prints with `text` in it.
    String lineWith(String text) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("it never said \"" + text + "\", but ended; on stderr: " + Files.readString(err));
    }

    /// SIGKILL: nothing of it runs any more.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM.
    void terminate() {
        process.toHandle().destroy();
    }

    /// Closes the pipe that its standard output goes into.
    void stopReading() throws IOException {
        out.close();
        out = new BufferedReader(java.io.Reader.nullReader());
    }

    Ended ended() throws IOException, InterruptedException {
        process.getOutputStream().close();
        String rest = String.join("\n", out.lines().toList());
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end");
        }
        return new Ended(process.exitValue(), rest, Files.readString(err));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
