package todo.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.json.JsonReader;
import todo.list.Change;
import todo.list.Undoable;
import todo.terminal.ChangeText;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Takes a change back, with all that was changed with it.
@Command(
        name = "undo",
        description = {
            "Take back the newest change that is not taken back already, or a given one.",
            "What one request changed is taken back together: a removed list with its entries, an entry with its parts."
        })
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
            int count = reply.read(UndoCommand::countChanges);
            print(
                    count == 0
                            ? undone + " is taken back already" + what
                            : "took back " + undone + what + (count == 1 ? "" : " (" + count + " changes in all)"));
        }
        return Commands.OK;
    }

    private static int countChanges(JsonReader json) {
        int[] count = {0};
        json.object(name -> {
            if (name.equals("changes")) {
                count[0] = json.array(() -> AnswerJson.change(json)).size();
            } else {
                json.skip();
            }
        });
        return count[0];
    }
}
