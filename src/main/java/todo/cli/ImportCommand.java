package todo.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.json.BadRequest;
import todo.json.Json;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Takes in what [ExportCommand] wrote.
@Command(
        name = "import",
        description = "Take in a file that export wrote; what is in the list already is not added again.")
final class ImportCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "the file")
    private Path file = Path.of("");

    @Option(names = "--to", paramLabel = "LIST", description = "the list it goes to; else the one it came from")
    private @Nullable String to;

    ImportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) throws IOException {
        var export = ExportFile.read(file);
        String list = to != null ? to : export.list().name();
        if (list.isEmpty()) {
            throw new BadRequest("can't import " + file + ": it does not say which list it is of; give --to LIST");
        }
        export.unknown()
                .forEach(name -> terminal.err()
                        .println("the file has \"" + Text.harmless(name)
                                + "\", which this version of Todo does not know and leaves out"));
        var importing = new Importing(server, list, export, terminal);
        importing.run();
        importing.tellCleaned();
        if (json) {
            print(summary(list, importing.added(), importing.present()));
        } else {
            String present = importing.present() == 0 ? "" : " (" + importing.present() + " were there already)";
            print("imported " + importing.added() + " into " + Text.harmless(list) + present);
        }
        return Commands.OK;
    }

    private static String summary(String list, int added, int present) {
        byte[] text = Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("list", list);
            json.writeNumberProperty("imported", added);
            json.writeNumberProperty("present", present);
            json.writeEndObject();
        });
        return new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
