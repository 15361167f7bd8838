package todo.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import todo.client.ClientException;
import todo.client.Connection;
import todo.client.LiveChanges;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.json.Json;
import todo.list.Change;
import todo.terminal.ChangeText;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Shows what happens to a list while it happens.
@Command(
        name = "watch",
        description = "Print each change of a list as it comes, until Ctrl-C; --json: one object a line.")
final class WatchCommand extends ServerCommand implements LiveChanges.Listener {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) throws InterruptedException {
        new LiveChanges(server, list, version(server), this).follow();
        return Commands.OK;
    }

    /// The version from which on changes are wanted, so that none is missed when the connection breaks.
    private long version(Connection server) {
        try {
            return server.get(Path.list(list)).read(AnswerJson::list).version();
        } catch (ClientException e) {
            if (e.status() != 404) {
                throw e;
            }
        }
        terminal.err().println("there is no list " + Text.harmless(list) + " yet; waiting for its first entry");
        try {
            return Changes.of(server, list).findFirst().map(Change::version).orElse(0L); // it may have been removed
        } catch (ClientException e) {
            if (e.status() != 404) {
                throw e;
            }
            return 0;
        }
    }

    @Override
    public boolean changed(String change) {
        if (json) {
            print(change);
        } else {
            byte[] text = change.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            print(Json.read(text, json -> {
                var told = AnswerJson.change(json);
                nameUnknown(json.unknown());
                return ChangeText.dated(told, terminal.dates());
            }));
        }
        return true;
    }

    @Override
    public void connected(long version) {
        terminal.err().println("watching " + Text.harmless(list) + " from version " + version + " on");
    }

    @Override
    public void interrupted(String reason, Duration pause) {
        terminal.err().println(Text.harmless(reason) + "; trying again in " + Math.max(1, pause.toSeconds()) + " s");
    }
}
