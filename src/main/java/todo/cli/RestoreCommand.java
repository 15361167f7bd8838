package todo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.backup.Restoring;
import todo.backup.Summary;
import todo.client.Connection;
import todo.json.BadRequest;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Brings back what was: all of a backup into a new folder, or one list on a running server.
@Command(
        name = "restore",
        description = {
            "Bring back what was.",
            "  restore FILE --data NEW                all of a backup, as a new folder",
            "  restore FILE --db URL                  all of it, into an empty PostgreSQL",
            "  restore --list LIST --at WHEN          a list, from its own history",
            "  restore FILE --list LIST [--at WHEN]   a list, as it is in a backup",
            "A list is brought back on the running server, by changes that can be undone."
        })
final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "a backup")
    private @Nullable Path file;

    @Option(names = "--list", paramLabel = "LIST", description = "the list; else all of the backup")
    private @Nullable String list;

    @Option(
            names = "--at",
            paramLabel = "WHEN",
            description = "a time such as 2026-11-20T09:00, or a version, as history numbers them")
    private @Nullable String at;

    @Option(names = "--as", paramLabel = "NAME", description = "with FILE and --list: as a new list of this name")
    private @Nullable String as;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "without --list, the folder to be made; with it, the server's, for its token")
    private @Nullable String data;

    @Option(names = "--db", paramLabel = "URL", description = "without --list, the PostgreSQL database to be filled")
    private @Nullable String db;

    @Option(names = "--workers", paramLabel = "N", description = "how many files the new folder gets (as the backup)")
    private int workers;

    @Option(names = "--json", description = "print what the server answers, as JSON", order = 100)
    private boolean json;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "the server (TODO_SERVER; http://127.0.0.1:7070)",
            order = 101)
    private @Nullable String server;

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var moment =
                at == null ? Moment.LAST : Moment.parse(at, terminal.clock().getZone());
        if (list == null) {
            return toFolder();
        }
        if (file == null && at == null) {
            throw new BadRequest(
                    "say with --at when the list was as it should be: --at 2026-11-20T09:00, or a version");
        }
        try (var connection = ServerCommand.connect(terminal, server, data)) {
            return file == null ? live(connection, list, moment) : fromFile(connection, file, list, moment);
        }
    }

    private int toFolder() throws IOException {
        if (file == null || (data == null) == (db == null) || at != null || as != null) {
            throw new BadRequest(
                    "a backup is restored by: restore FILE --data NEW, or restore FILE --db URL; a list by: restore --list LIST --at WHEN");
        }
        if (workers < 0 || workers > 64) {
            throw new BadRequest("--workers " + workers + " is wrong: it must be a number from 0 to 64");
        }
        terminal.progress("checking the backup");
        String folder = data;
        var summary = folder == null ? toDatabase(file) : Restoring.toFolder(file, Path.of(folder), workers);
        terminal.progress("");
        String where = folder == null ? "--db " + db : "--data " + folder;
        terminal.out()
                .println(Text.harmless("restored %s to %s, and checked them; start it with ./todo %s"
                        .formatted(summary, folder == null ? "the database" : folder, where)));
        return Commands.OK;
    }

    private Summary toDatabase(Path backup) throws IOException {
        Map<Setting, List<String>> options = db == null ? Map.of() : Map.of(Setting.DB, List.of(db));
        var address =
                DatabaseOption.of(Settings.read(options, terminal.environment()).db(), terminal.environment());
        if (address == null) {
            throw new BadRequest("say with --db which PostgreSQL database is meant");
        }
        return Restoring.toDatabase(backup, address);
    }

    private int live(Connection connection, String name, Moment moment) {
        var asked = moment.instant();
        var restored = asked == null
                ? ListRestore.to(connection, name, moment.version())
                : ListRestore.to(connection, name, asked);
        return print(name, restored);
    }

    /// Through the list's own history where it has what the file has; else as a new list.
    private int fromFile(Connection connection, Path backup, String name, Moment moment) throws IOException {
        var instant = moment.instant();
        var then = Restoring.list(backup, name, moment.version(), instant == null ? Instant.MAX : instant);
        if (then == null || !then.list().alive()) {
            terminal.err()
                    .println(Text.harmless(
                            "there is no list \"%s\" in %s%s".formatted(name, backup, at == null ? "" : " at " + at)));
            return Commands.REFUSED;
        }
        if (as == null && ListRestore.isInHistory(connection, name, then.last())) {
            return print(name, ListRestore.to(connection, name, then.list().version()));
        }
        String target = as == null ? name : as;
        if (ListRestore.isThere(connection, target)) {
            terminal.err()
                    .println(Text.harmless(
                            "the list \"%s\" on the server has another history than the one in %s; give --as NAME to bring that back as a new list"
                                    .formatted(target, backup)));
            return Commands.REFUSED;
        }
        int added = ListRestore.asNew(connection, target, then.list(), terminal);
        terminal.out().println(Text.harmless("restored %s with %,d entries as a new list".formatted(target, added)));
        return Commands.OK;
    }

    private int print(String name, ListRestore.Restored restored) {
        if (json) {
            terminal.out().write(restored.body(), 0, restored.body().length);
            terminal.out().println();
        } else if (restored.version() == restored.before()) {
            terminal.out().println(Text.harmless(name + " is as it was already"));
        } else {
            terminal.out()
                    .println(Text.harmless(
                            "restored %s: %,d added, %,d edited, %,d removed; ./todo restore --list %s --at %d takes that back"
                                    .formatted(
                                            name,
                                            restored.added(),
                                            restored.edited(),
                                            restored.removed(),
                                            name,
                                            restored.before())));
        }
        return Commands.OK;
    }
}
