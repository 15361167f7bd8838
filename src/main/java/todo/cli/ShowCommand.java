package todo.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.terminal.EntryTable;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Shows the entries of a list, or all of one.
@Command(name = "show", description = "Show a list, or one entry with all there is to it.")
final class ShowCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "an entry")
    private @Nullable Long id;

    @Option(names = "--due", paramLabel = "DAY", description = "only what is due that day: 2026-12-24, today, fri, +3d")
    private @Nullable String due;

    @Option(names = "--open", description = "only what is not done")
    private boolean open;

    @Option(
            names = "--at",
            paramLabel = "WHEN",
            description = "as it was at a time such as 2026-11-20T09:00, or at a version, as history numbers them")
    private @Nullable String at;

    ShowCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        if (id != null) {
            return showOne(server, Path.entry(list, id));
        }
        String path = Path.entries(list) + query();
        if (json) {
            printJson(server, path);
            return Commands.OK;
        }
        var entries = server.all(path, json -> AnswerJson.entry(json).entry());
        new EntryTable(entries, terminal).lines().forEach(this::print);
        if (entries.isEmpty()) {
            terminal.err().println("nothing to show in " + Text.harmless(list));
        }
        return Commands.OK;
    }

    private int showOne(Connection server, String path) {
        var reply = server.get(path);
        if (json) {
            printJson(reply);
        } else {
            var entry = reply.read(AnswerJson::entry).entry();
            EntryTable.details(entry, terminal.dates()).forEach(this::print);
        }
        return Commands.OK;
    }

    private String query() {
        List<String> query = new ArrayList<>();
        if (due != null) {
            query.add("due=" + EntryOptions.due(due, terminal.speaker()).date());
        }
        if (open) {
            query.add("completed=false");
        }
        if (at != null) {
            query.add("at=" + Moment.parse(at, terminal.clock().getZone()));
        }
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }
}
