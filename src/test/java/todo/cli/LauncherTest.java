package todo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.client.Connection;
import todo.json.AnswerJson;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.terminal.Terminal;

/// `./todo` and the training of the start-up caches, with a small program in the place of the real one.
class LauncherTest {
    /// Prints a word, or whether the start lock is held; as a server, it starts when the test says so.
    private static final String MAIN = """
            package todo.cli;

            import java.net.Socket;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    switch (arguments[0]) {
                        case "serve" -> {
                            var test = new Socket("127.0.0.1", Integer.parseInt(System.getenv("TEST_PORT")));
                            test.getInputStream().read();
                            System.in.close();
                            test.getOutputStream().write(1);
                            Thread.currentThread().join();
                        }
                        case "show" -> System.out.println("the lock is " + (isFree() ? "free" : "held"));
                        default -> System.out.println("WORD");
                    }
                }

                private static boolean isFree() throws Exception {
                    return new ProcessBuilder("flock", "-n", System.getProperty("todo.start"), "true")
                            .start()
                            .waitFor() == 0;
                }
            }
            """;

    @TempDir
    private Path root;

    private ServerSocket test;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void install() throws IOException {
        var launch = Path.of("src/main/launch");
        Files.createDirectories(root.resolve(launch));
        Files.createDirectory(root.resolve(".mvn"));
        Files.createFile(root.resolve("pom.xml"));
        Files.copy(Path.of("todo"), root.resolve("todo"));
        try (var files = Files.list(launch)) {
            for (var file : files.toList()) {
                Files.copy(file, root.resolve(file));
            }
        }
        Files.createDirectory(root.resolve("target"));
        test = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        started.forEach(Process::destroyForcibly);
        test.close();
    }

    /// Writes a jar whose program prints `word`.
    private void jar(String word) throws IOException {
        var source = Files.writeString(root.resolve("Main.java"), MAIN.replace("WORD", word));
        var errors = new ByteArrayOutputStream();
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        errors,
                        "-proc:none",
                        "-d",
                        root.resolve("classes").toString(),
                        source.toString());
        assertThat(failures).as(errors.toString(UTF_8)).isZero();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        var jar = root.resolve("target/todo.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            ZipEntry main = new JarEntry("todo/cli/Main.class");
            out.putNextEntry(main);
            out.write(Files.readAllBytes(root.resolve("classes/todo/cli/Main.class")));
        }
    }

    private Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(root.toFile());
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("TEST_PORT", String.valueOf(test.getLocalPort()));
        environment.put("TODO_JAVA_OPTS", "-Xlog:class+load:file=" + root.resolve("classes.log"));
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        return out.strip();
    }

    private boolean ranFromCache() throws IOException {
        return Files.readString(root.resolve("classes.log")).contains("todo.cli.Main source: shared objects file");
    }

    @Test
    void aStartUpCacheThatBelongsToAnotherJarIsNotUsed() throws IOException, InterruptedException {
        jar("one");
        var _ = output(start("src/main/launch/train"));
        for (String command : List.of("migrate", "version")) {
            assertThat(output(start("./todo", command))).isEqualTo("one");
            assertThat(ranFromCache())
                    .as("whether %s ran from its cache", command)
                    .isTrue();
        }
        jar("two");
        for (String command : List.of("migrate", "version")) {
            assertThat(output(start("./todo", command))).isEqualTo("two");
            assertThat(ranFromCache())
                    .as("whether %s ran from a cache", command)
                    .isFalse();
        }
        var _ = output(start("src/main/launch/train"));
        assertThat(output(start("./todo", "migrate"))).isEqualTo("two");
        assertThat(ranFromCache()).isTrue();
        try (var files = Files.list(root.resolve("target"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("todo.jar", "caches");
        }
    }

    @Test
    void tooFewOpenFilesAreSaidBeforeJavaFailsForWantOfThem() throws IOException, InterruptedException {
        jar("one");
        var process = start("sh", "-c", "ulimit -n 64; exec ./todo version");
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                .isEqualTo(
                        "\"ulimit -n\" allows 64 open files, and Todo needs 256 for its program alone; allow it more:"
                                + " ulimit -n 1024\n");
        assertThat(process.waitFor()).isEqualTo(3);
    }

    @Test
    void aServerHoldsTheStartLockUntilItListens() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/flock")), "the launcher has a start lock only where there is flock");
        jar("one");
        var _ = start("./todo", "serve");
        try (var server = test.accept()) {
            assertThat(output(start("./todo", "show"))).isEqualTo("the lock is held");
            server.getOutputStream().write(1);
            assertThat(server.getInputStream().read()).isEqualTo(1);
            assertThat(output(start("./todo", "show"))).isEqualTo("the lock is free");
        }
    }

    @Test
    void aServerThatWasKilledAsItStartedLetsGoOfTheStartLock() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/flock")), "the launcher has a start lock only where there is flock");
        jar("one");
        var starting = start("./todo", "serve");
        try (var _ = test.accept()) {
            starting.destroyForcibly().waitFor();
            assertThat(output(start("./todo", "show"))).isEqualTo("the lock is free");
        }
    }

    @Test
    void aClientThatFindsNoServerWaitsForTheOneThatIsStarting() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/flock")), "the launcher has a start lock only where there is flock");
        var lock = Files.createFile(root.resolve("lock"));
        var starting = start("flock", lock.toString(), "sh", "-c", "echo starting; read listening");
        assertThat(starting.inputReader().readLine()).isEqualTo("starting");
        var err = new PipedInputStream();
        var print = new PrintStream(new PipedOutputStream(err), true, UTF_8);
        var terminal = new Terminal(print, print, false, false, 0, CommandLineRun.CLOCK, Map.of());
        var waiting = Thread.ofPlatform().start(new StartLock(lock.toString(), terminal)::await);
        assertThat(new BufferedReader(new InputStreamReader(err, UTF_8)).readLine())
                .isEqualTo("Waiting for the server to start…");
        assertThat(waiting.isAlive()).isTrue();
        starting.outputWriter().append("\n").flush();
        waiting.join();
        new StartLock(lock.toString(), terminal).await();
        assertThat(err.available()).isZero();
    }

    @Test
    void aRequestThatFindsNoServerIsSentAgainWhenOneHasStarted() throws IOException {
        int port = test.getLocalPort();
        test.close();
        var settings = Settings.read(
                Map.of(
                        Setting.DATA,
                        List.of(root.resolve("data").toString()),
                        Setting.PORT,
                        List.of(String.valueOf(port))),
                Map.of());
        var started = new AtomicReference<Running>();
        try (var client = new Connection(
                URI.create("http://127.0.0.1:" + port),
                () -> started.get() == null ? null : started.get().token().value(),
                () -> started.set(startServer(settings)))) {
            assertThat(client.all("/api/lists", AnswerJson::list)).isEmpty();
        } finally {
            started.get().close();
        }
    }

    private static Running startServer(Settings settings) {
        try {
            return Running.start(settings, CommandLineRun.CLOCK, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
