package todo.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Path;
import todo.json.Json;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Removes entries.
@Command(
        name = "rm",
        description = "Remove entries, and what is part of them; ./todo undo LIST brings the last one back.")
final class RemoveCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "the entries")
    private List<Long> ids = new ArrayList<>();

    RemoveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        for (long id : ids) {
            var _ = server.send("DELETE", Path.entry(list, id));
            print(json ? removed(id) : "removed " + id + " from " + Text.harmless(list));
        }
        return Commands.OK;
    }

    private static String removed(long id) {
        byte[] text = Json.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("removed", id);
            json.writeEndObject();
        });
        return new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
