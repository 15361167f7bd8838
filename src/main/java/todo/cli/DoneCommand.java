package todo.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import todo.client.Body;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.list.Field;
import todo.list.Recurrence;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Completes entries.
@Command(name = "done", description = "Complete entries; ./todo edit LIST ID --open opens one again.")
final class DoneCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "the entries")
    private List<Long> ids = new ArrayList<>();

    DoneCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        byte[] done = Body.of(List.of(new Field.Completed(true)));
        for (long id : ids) {
            var reply =
                    server.send("PATCH", Path.entry(list, id, terminal.clock().getZone()), done);
            if (json) {
                printJson(reply);
            } else {
                var entry = reply.read(AnswerJson::entry).entry();
                String again = entry.properties().containsKey(Recurrence.NEXT) ? "; it comes again" : "";
                print("done " + id + ": " + Text.harmless(entry.title()) + again);
            }
        }
        return Commands.OK;
    }
}
