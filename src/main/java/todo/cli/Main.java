package todo.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import todo.terminal.Terminal;

/// The program.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        LogKeeper.install();
        System.exit(new Commands(terminal(System.getenv())).run(arguments));
    }

    /// The launcher says in `todo.terminal` which of the standard streams are terminals.
    private static Terminal terminal(Map<String, String> environment) {
        String terminals = System.getProperty("todo.terminal", "");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                terminals.contains("1") && !plain,
                terminals.contains("2"),
                Clock.systemDefaultZone(),
                environment);
    }

    /// Always in UTF-8, as the terminals of today are; what the locale says is often nothing.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
