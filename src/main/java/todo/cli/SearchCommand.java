package todo.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.list.Entry;
import todo.terminal.Colour;
import todo.terminal.EntryTable;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Finds entries in all lists.
@Command(name = "search", description = "Find entries in all lists by what is in their title, notes or tags.")
final class SearchCommand extends ServerCommand {
    @Parameters(arity = "1..*", paramLabel = "TEXT", description = "what they must have in them, in whatever case")
    private List<String> text = new ArrayList<>();

    SearchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        String wanted = String.join(" ", text);
        String path = "/api/entries?q=" + Path.encoded(wanted);
        if (json) {
            printJson(server, path);
            return Commands.OK;
        }
        Map<String, List<Entry>> found = new LinkedHashMap<>();
        server.all(path, AnswerJson::entry)
                .forEach(listed -> found.computeIfAbsent(listed.list(), _ -> new ArrayList<>())
                        .add(listed.entry()));
        found.forEach((list, entries) -> {
            print(terminal.paint(Colour.BOLD, Text.harmless(list)));
            new EntryTable(entries, terminal).lines().forEach(this::print);
        });
        if (found.isEmpty()) {
            terminal.err().println("nothing has \"" + Text.harmless(wanted) + "\" in it");
        }
        return Commands.OK;
    }
}
