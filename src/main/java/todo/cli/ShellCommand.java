package todo.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import todo.server.TodoSystem;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.shell.Shell;
import todo.store.StoreException;
import todo.terminal.Terminal;

/// The interactive prompt.
@Command(
        name = "shell",
        description = {
            "JShell with the system loaded: on a data folder of its own, or with --server on a running server.",
            "Statements can also come from standard input; if one fails, the exit code is 1."
        })
final class ShellCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--data", paramLabel = "DIR", description = "the folder whose lists it has (TODO_DATA; todo-data)")
    private @Nullable String data;

    @Option(names = "--server", paramLabel = "URL", description = "the server whose lists it has (TODO_SERVER)")
    private @Nullable String server;

    ShellCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Log.start(false, terminal.err());
        boolean interactive = System.getProperty("todo.terminal", "").contains("0");
        boolean remote = server != null
                || !terminal.environment().getOrDefault("TODO_SERVER", "").isEmpty();
        if (remote) {
            var connection = ServerCommand.connect(terminal, server, data);
            greet(interactive);
            return run(out -> Shell.run(connection, terminal.clock(), System.in, out, interactive), interactive);
        }
        Map<Setting, List<String>> options = data == null ? Map.of() : Map.of(Setting.DATA, List.of(data));
        var system = start(Settings.read(options, terminal.environment()));
        greet(interactive);
        return run(out -> Shell.run(system, terminal.clock(), System.in, out, interactive), interactive);
    }

    private interface Prompt {
        int run(PrintStream out) throws Exception;
    }

    /// Gives the exit code: of statements that nobody watches, also whether one has failed.
    private int run(Prompt prompt, boolean interactive) throws Exception {
        if (interactive) {
            return prompt.run(terminal.out());
        }
        var statements = new StatementOutput(terminal.out());
        int code = prompt.run(new PrintStream(statements, true, StandardCharsets.UTF_8));
        return code == Commands.OK && statements.failed() ? Commands.REFUSED : code;
    }

    private TodoSystem start(Settings settings) throws IOException {
        try {
            return Running.system(settings, terminal.clock(), terminal.environment());
        } catch (StoreException e) {
            if (e.trouble() == StoreException.Trouble.UNUSABLE) {
                terminal.err()
                        .println(
                                "if a server has the lists, attach to it: ./todo shell --server http://127.0.0.1:7070");
            }
            throw e;
        }
    }

    private void greet(boolean interactive) {
        if (interactive) {
            terminal.out().println("help() shows what can be typed; /exit leaves.");
        }
    }
}
