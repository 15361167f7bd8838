package todo.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.Connection;
import todo.client.Reply;
import todo.json.AnswerJson;
import todo.terminal.CheckedOutput;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Writes a list as a file that [ImportCommand] reads: what the server answers, whole.
@Command(name = "export", description = "Write a list, as it is at one moment, as JSON that loses nothing.")
final class ExportCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Option(names = "--out", paramLabel = "FILE", description = "the file; else it is printed")
    private @Nullable Path out;

    ExportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) throws IOException {
        var about = server.get(todo.client.Path.list(list));
        if (out == null) {
            write(server, about, terminal.out());
            return Commands.OK;
        }
        var unfinished = out.resolveSibling(out.getFileName() + ".part");
        try (var file = CheckedOutput.print(
                unfinished.toString(), new BufferedOutputStream(Files.newOutputStream(unfinished)), false)) {
            write(server, about, file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
        print("exported " + Text.harmless(list) + " to " + out);
        return Commands.OK;
    }

    /// All pages are of the version that the list has at the beginning.
    private void write(Connection server, Reply about, PrintStream file) {
        var summary = about.read(AnswerJson::list);
        int total = summary.open() + summary.completed();
        file.print("{\"format\":\"todo-list\",\"formatVersion\":1,\"list\":");
        byte[] described = Text.harmlessJson(about.body());
        file.write(described, 0, described.length);
        file.print(",\"entries\":");
        var pages = new JsonPages(file);
        int[] count = {0};
        server.pages(todo.client.Path.entries(list) + "?limit=1000&at=" + summary.version(), page -> {
            pages.add(page.body());
            count[0] += 1_000;
            terminal.progress("%,d of %,d".formatted(Math.min(count[0], total), total));
        });
        terminal.progress("");
        pages.end("]}");
    }
}
