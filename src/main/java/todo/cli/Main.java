package todo.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import todo.terminal.CheckedOutput;
import todo.terminal.Terminal;

/// The program.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Before anything logs; and not in LogKeeper, whose superclass looks for it when it is loaded.
        System.setProperty("java.util.logging.manager", LogKeeper.class.getName());
        var terminal = terminal(System.getenv());
        System.setOut(terminal.out());
        System.exit(new Commands(terminal).run(arguments));
    }

    /// The launcher says in `todo.terminal` which of the standard streams are terminals, and in COLUMNS how wide.
    private static Terminal terminal(Map<String, String> environment) {
        String terminals = System.getProperty("todo.terminal", "");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                CheckedOutput.print("standard output", new FileOutputStream(FileDescriptor.out), true),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                terminals.contains("1") && !plain,
                terminals.contains("2"),
                terminals.contains("1") ? width(environment.getOrDefault("COLUMNS", "")) : 0,
                Clock.system(ZoneId.systemDefault()),
                environment);
    }

    private static int width(String columns) {
        return columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : 0;
    }
}
