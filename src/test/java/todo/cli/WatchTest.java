package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import todo.terminal.Terminal;

class WatchTest extends ServedTest {
    /// A command that goes on, and what it prints.
    private record Watching(Thread thread, BufferedReader out, BufferedReader err) implements AutoCloseable {
        static Watching start(String... arguments) throws IOException {
            var out = new PipedInputStream();
            var err = new PipedInputStream();
            var terminal = new Terminal(
                    print(new PipedOutputStream(out)),
                    print(new PipedOutputStream(err)),
                    false,
                    false,
                    0,
                    CommandLineRun.CLOCK,
                    new HashMap<>(environment()));
            var thread = Thread.ofPlatform().start(() -> new Commands(terminal).run(arguments));
            return new Watching(thread, reader(out), reader(err));
        }

        private static PrintStream print(OutputStream out) {
            return new PrintStream(out, true, StandardCharsets.UTF_8);
        }

        private static BufferedReader reader(PipedInputStream in) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            thread.interrupt();
            out.close();
            err.close();
        }
    }

    @Test
    void eachChangeIsPrintedAsItComes() throws IOException {
        printed("add", list, "before");
        try (var watch = Watching.start("watch", list)) {
            assertThat(watch.err.readLine()).isEqualTo("watching " + list + " from version 1 on");
            printed("add", list, "one");
            assertThat(watch.out.readLine()).isEqualTo("2     today 12:00      owner   added 2 one");
            printed("done", list, "2");
            assertThat(watch.out.readLine()).isEqualTo("3     today 12:00      owner   edited 2 one: done");
        }
    }

    @Test
    void aListCanBeWatchedBeforeItIsThere() throws IOException {
        try (var watch = Watching.start("watch", list, "--json")) {
            assertThat(watch.err.readLine())
                    .isEqualTo("there is no list " + list + " yet; waiting for its first entry");
            assertThat(watch.err.readLine()).isEqualTo("watching " + list + " from version 0 on");
            printed("add", list, "one");
            assertThat(watch.out.readLine())
                    .startsWith("{\"version\":1,")
                    .contains("\"kind\":\"added\"")
                    .endsWith("}");
        }
    }

    @Test
    void watchingWithAWrongTokenIsRefused() {
        var environment = new HashMap<>(environment());
        environment.put("TODO_TOKEN", "wrong-wrong-wrong-wrong");
        assertThat(CommandLineRun.of(environment, "watch", list).code()).isEqualTo(1);
    }
}
