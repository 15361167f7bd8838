package todo.cli;

import picocli.CommandLine.Command;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.terminal.Columns;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Shows which lists there are.
@Command(name = "lists", description = "Show the lists, and how much is open and done in each.")
final class ListsCommand extends ServerCommand {
    ListsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        if (json) {
            printJson(server, Path.lists());
            return Commands.OK;
        }
        var lists = server.all(Path.lists(), AnswerJson::list);
        var columns = new Columns();
        for (var list : lists) {
            columns.add(
                    Text.harmless(list.name()),
                    list.open() + " open",
                    list.completed() + " done",
                    Text.harmless(list.properties().title()));
        }
        columns.lines(terminal.width()).forEach(this::print);
        if (lists.isEmpty()) {
            terminal.err().println("there are no lists yet; ./todo add LIST TITLE makes one");
        }
        return Commands.OK;
    }
}
