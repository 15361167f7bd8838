package todo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.Body;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Moves an entry to another list.
@Command(name = "move", description = "Move an entry, and what is part of it, to another list.")
final class MoveCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1", paramLabel = "ID", description = "the entry")
    private long id;

    @Option(names = "--to", required = true, paramLabel = "LIST2", description = "the list it goes to")
    private String to = "";

    MoveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        var reply = server.send("POST", Path.entry(list, id) + "/move", Body.of("list", to));
        if (json) {
            printJson(reply);
        } else {
            var entry = reply.read(AnswerJson::entry).entry();
            print("moved %d to %s, as %d there: %s"
                    .formatted(id, Text.harmless(to), entry.id(), Text.harmless(entry.title())));
        }
        return Commands.OK;
    }
}
