package todo.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.ClientException;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.json.ChangeJson;
import todo.json.Json;
import todo.list.ListProperties;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Sets what is known of a list beside its entries.
@Command(name = "describe", description = "Set a list's title, colour or place; what is not named stays as it is.")
final class DescribeCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Option(names = "--title", paramLabel = "TEXT", description = "what people see in place of its name")
    private @Nullable String title;

    @Option(names = "--colour", paramLabel = "#RRGGBB", description = "its colour")
    private @Nullable String colour;

    @Option(names = "--order", paramLabel = "N", description = "where it stands among the lists: lower comes first")
    private @Nullable Double order;

    DescribeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        var before = properties(server);
        var properties = new ListProperties(
                title == null ? before.title() : title,
                colour == null ? before.colour() : colour,
                order == null ? before.order() : order);
        var reply = server.send("PUT", Path.list(list), Json.write(json -> ChangeJson.write(json, properties)));
        if (json) {
            printJson(reply);
        } else {
            print("described " + Text.harmless(list));
        }
        return Commands.OK;
    }

    private ListProperties properties(Connection server) {
        try {
            return server.get(Path.list(list)).read(AnswerJson::list).properties();
        } catch (ClientException e) {
            if (e.status() == 404) {
                return ListProperties.NONE;
            }
            throw e;
        }
    }
}
