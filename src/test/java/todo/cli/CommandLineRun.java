package todo.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import todo.terminal.Terminal;

/// What came of one command line, run as the program runs it.
record CommandLineRun(int code, String out, String err) {
    /// A Wednesday, at noon.
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-23T11:00:00Z"), ZoneId.of("Europe/Berlin"));

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                0,
                CLOCK,
                new HashMap<>(environment));
        int code = new Commands(terminal).run(arguments);
        return new CommandLineRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
