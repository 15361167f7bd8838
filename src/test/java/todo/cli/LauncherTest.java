package todo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/// `./todo` and the training of the start-up caches, with a small program in the place of the real one.
class LauncherTest {
    /// Prints a word; or starts as a server when it is told to over a connection to the test.
    private static final String MAIN = """
            package todo.cli;

            import java.net.Socket;
            import java.nio.file.*;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    var listening = Path.of(System.getenv("LISTENING"));
                    switch (arguments[0]) {
                        case "serve" -> {
                            try (var test = new Socket("127.0.0.1", Integer.parseInt(System.getenv("TEST_PORT")))) {
                                test.getInputStream().read();
                            }
                            Files.createFile(listening);
                            System.in.close();
                            Thread.currentThread().join();
                        }
                        case "show" -> System.out.println(Files.exists(listening) ? "listening" : "no server");
                        default -> System.out.println("WORD");
                    }
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
                .run(null, null, errors, "-proc:none", "-d", root.resolve("classes").toString(), source.toString());
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
        environment.put("LISTENING", root.resolve("listening").toString());
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
            assertThat(ranFromCache()).as("whether %s ran from its cache", command).isTrue();
        }
        jar("two");
        for (String command : List.of("migrate", "version")) {
            assertThat(output(start("./todo", command))).isEqualTo("two");
            assertThat(ranFromCache()).as("whether %s ran from a cache", command).isFalse();
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
    void aClientWaitsUntilAServerThatIsStartingListens() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/flock")), "the launcher waits only where there is flock");
        jar("one");
        var _ = start("./todo", "serve");
        try (var server = test.accept()) {
            var client = start("./todo", "show");
            assertThat(client.errorReader().readLine()).isEqualTo("Waiting for the server to start…");
            server.getOutputStream().write(1);
            assertThat(output(client)).isEqualTo("listening");
        }
        assertThat(output(start("./todo", "show"))).isEqualTo("listening");
    }

    @Test
    void aClientDoesNotWaitForAServerThatWasKilledAsItStarted() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/flock")), "the launcher waits only where there is flock");
        jar("one");
        var starting = start("./todo", "serve");
        try (var _ = test.accept()) {
            var client = start("./todo", "show");
            assertThat(client.errorReader().readLine()).isEqualTo("Waiting for the server to start…");
            starting.destroyForcibly();
            assertThat(output(client)).isEqualTo("no server");
        }
    }
}
