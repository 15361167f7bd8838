package todo.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import todo.client.Body;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.list.Field;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Adds an entry.
@Command(name = "add", description = "Add an entry to a list; a list comes to life with its first entry.")
final class AddCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TITLE", description = "what there is to do")
    private List<String> title = new ArrayList<>();

    @Mixin
    private EntryOptions options = new EntryOptions();

    AddCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        List<Field> fields = new ArrayList<>(options.fields(today()));
        fields.addFirst(new Field.Title(String.join(" ", title)));
        var reply = server.send("POST", Path.entries(list), Body.of(fields));
        if (json) {
            printJson(reply);
        } else {
            var entry = reply.read(AnswerJson::entry).entry();
            print("added " + entry.id() + " to " + Text.harmless(list) + ": " + Text.harmless(entry.title()));
        }
        return Commands.OK;
    }
}
