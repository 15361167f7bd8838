package todo.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import todo.terminal.Terminal;

/// The lock that servers hold while they start, from the launcher's first moment until they listen.
///
/// It is one of `flock`, which Java can't take itself; the launcher says in `todo.start` where it is.
final class StartLock {
    private static final String LONGEST_WAIT = "180";

    private final String file;
    private final Terminal terminal;

    /// @param file empty if it is not known
    StartLock(String file, Terminal terminal) {
        this.file = file;
        this.terminal = terminal;
    }

    static StartLock ofLauncher(Terminal terminal) {
        return new StartLock(System.getProperty("todo.start", ""), terminal);
    }

    /// Returns when no server is starting, or after 180 seconds.
    void await() {
        if (!file.isEmpty() && !isFree("-n")) {
            terminal.err().println("Waiting for the server to start…");
            var _ = isFree("-w", LONGEST_WAIT);
        }
    }

    /// Whether it can be had; where there is no `flock`, nobody has it.
    private boolean isFree(String... options) {
        List<String> command = new ArrayList<>(List.of("flock"));
        command.addAll(List.of(options));
        command.addAll(List.of(file, "true"));
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException _) {
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
