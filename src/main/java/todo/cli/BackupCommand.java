package todo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.backup.Backup;
import todo.backup.Summary;
import todo.json.BadRequest;
import todo.store.Database;
import todo.store.StoreException;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Writes a backup of all lists, and reads it back.
@Command(
        name = "backup",
        description = {
            "Write all lists with their whole history to a file, and check it, while the server goes on.",
            "With --data alone, of that folder, whether a server has it or not."
        })
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FILE", description = "the file, which must not be there yet")
    private Path file = Path.of("");

    @Option(names = "--json", description = "print what was backed up as JSON", order = 100)
    private boolean json;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "the server (TODO_SERVER; http://127.0.0.1:7070)",
            order = 101)
    private @Nullable String server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the folder, for its lists or the token of its server (TODO_DATA; todo-data)",
            order = 102)
    private @Nullable String data;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            terminal.err().println(Text.harmless(file + " is there already; give the backup another name"));
            return Commands.REFUSED;
        }
        checkFolder();
        var summary = write();
        terminal.progress("");
        print(summary);
        return Commands.OK;
    }

    private void checkFolder() throws BadRequest {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadRequest("can't write " + file + ": there is no folder " + folder + "; make it first");
        }
        if (!Files.isWritable(folder)) {
            throw new BadRequest("can't write " + file + ": you may not write in " + folder + "; give another folder");
        }
    }

    private Summary write() throws IOException {
        if (data != null && server == null) {
            var database = withoutServer(Path.of(data));
            if (database != null) {
                try (database) {
                    return Backup.write(
                            file,
                            Backup.of(
                                    database::snapshot,
                                    terminal.clock().instant(),
                                    lists -> progress(lists, "lists written")));
                }
            }
        }
        try (var connection = ServerCommand.connect(terminal, server, data)) {
            terminal.progress("the server is making the backup");
            return Backup.write(
                    file,
                    out -> connection.download("/api/backup", out, (done, all) -> {
                        progress(done >> 10, "KiB of " + (all >> 10) + " fetched");
                        if (done == all) {
                            terminal.progress("checking what was fetched");
                        }
                    }));
        }
    }

    private void progress(long count, String of) {
        if (count % 1_000 == 0) {
            terminal.progress("%,d %s".formatted(count, of));
        }
    }

    /// The lists of a folder that no server has; `null` if one has it.
    private static @Nullable Database withoutServer(Path folder) {
        if (!Files.exists(folder.resolve("todo-0.db"))) {
            throw new BadRequest("there are no lists in " + folder + "; give --data the folder of a server");
        }
        try {
            return Database.open(folder, 0);
        } catch (StoreException e) {
            if (String.valueOf(e.getMessage()).contains("another server has it")) {
                return null;
            }
            throw e;
        }
    }

    private void print(Summary summary) throws IOException {
        long bytes = Files.size(file);
        terminal.out()
                .println(
                        json
                                ? "{\"lists\":%d,\"entries\":%d,\"changes\":%d,\"bytes\":%d}"
                                        .formatted(summary.lists(), summary.entries(), summary.changes(), bytes)
                                : Text.harmless("backed up %s to %s (%,d KiB), and read it back"
                                        .formatted(summary, file, (bytes + 1023) >> 10)));
    }
}
