package todo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Path;
import todo.json.BadRequest;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Removes a list.
@Command(name = "drop", description = "Remove a list with all its entries; ./todo undo LIST brings it back.")
final class DropCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Option(names = "--yes", description = "really")
    private boolean yes;

    DropCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        if (!yes) {
            throw new BadRequest("this removes " + list + " with all its entries; if that is what you want, add --yes");
        }
        var reply = server.send("DELETE", Path.list(list));
        if (json) {
            printJson(reply);
        } else {
            print("dropped " + Text.harmless(list) + "; ./todo undo " + Text.argument(list) + " brings it back");
        }
        return Commands.OK;
    }
}
