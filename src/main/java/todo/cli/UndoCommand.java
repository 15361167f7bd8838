package todo.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Path;
import todo.list.Change;
import todo.list.Undoable;
import todo.terminal.ChangeText;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Takes a change back.
@Command(name = "undo", description = "Take back the newest change that is not taken back already, or a given one.")
final class UndoCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "a change, as history numbers them")
    private @Nullable Long version;

    UndoCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        Optional<Change> change = version == null
                ? Changes.of(server, list).filter(new Undoable()).findFirst()
                : Changes.one(server, list, version);
        if (version == null && change.isEmpty()) {
            terminal.err().println("there is nothing to undo in " + Text.harmless(list));
            return Commands.REFUSED;
        }
        long undone = version != null ? version : change.orElseThrow().version();
        var reply = server.send("POST", Path.changes(list) + "/" + undone + "/undo");
        if (json) {
            printJson(reply);
        } else {
            String what = change.map(one -> ": " + ChangeText.of(one, terminal.dates()))
                    .orElse("");
            print("took back " + undone + what);
        }
        return Commands.OK;
    }
}
