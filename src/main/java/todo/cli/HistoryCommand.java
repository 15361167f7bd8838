package todo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Path;
import todo.terminal.ChangeText;
import todo.terminal.Terminal;

/// Shows what happened to a list.
@Command(name = "history", description = "Show the changes of a list, newest first.")
final class HistoryCommand extends ServerCommand {
    private static final int MOST_AT_ONCE = 1_000;

    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Option(names = "--limit", paramLabel = "N", description = "how many (20)")
    private int limit = 20;

    HistoryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        if (json) {
            printJson(server.get(Path.changes(list) + "?limit=" + Math.clamp(limit, 1, MOST_AT_ONCE)));
            return Commands.OK;
        }
        var dates = terminal.dates();
        Changes.of(server, list)
                .limit(limit)
                .map(change -> ChangeText.dated(change, dates))
                .forEach(this::print);
        return Commands.OK;
    }
}
