package todo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.Period;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import todo.backup.Moving;
import todo.backup.Summary;
import todo.json.BadRequest;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.store.Database;
import todo.store.DatabaseAddress;
import todo.store.NewFolder;
import todo.store.NewPostgres;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Takes all lists from a folder into a PostgreSQL database, or back.
@Command(
        name = "migrate",
        description = {
            "Take all lists, with all of their history, from one kind of database into the other.",
            "  migrate --data DIR --db URL       from a folder into an empty PostgreSQL",
            "  migrate --db URL --to-data NEW    and back, into a new folder",
            "No server may have the folder. What they come from is left as it is. What has arrived is read again, and must"
                    + " be the same. If it is broken off on the way into PostgreSQL, the same command goes on where it was."
        },
        sortOptions = false)
final class MigrateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--data", paramLabel = "DIR", description = "the folder they come from (TODO_DATA; todo-data)")
    private @Nullable String data;

    @Option(names = "--db", paramLabel = "URL", description = "the PostgreSQL database (TODO_DB)")
    private @Nullable String db;

    @Option(names = "--to-data", paramLabel = "NEW", description = "the folder to be made of the database")
    private @Nullable Path target;

    @Option(names = "--workers", paramLabel = "N", description = "how many files the new folder gets (3)")
    private int workers;

    MigrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Map<Setting, List<String>> options = new EnumMap<>(Setting.class);
        if (data != null) {
            options.put(Setting.DATA, List.of(data));
        }
        if (db != null) {
            options.put(Setting.DB, List.of(db));
        }
        var settings = Settings.read(options, terminal.environment());
        var address = DatabaseOption.of(settings.db(), terminal.environment());
        if (address == null) {
            throw new BadRequest(
                    "say with --db which PostgreSQL database is meant: --db jdbc:postgresql://localhost/todo?user=todo");
        }
        if (workers < 0 || workers > 64 || target == null && workers > 0 || target != null && data != null) {
            throw new BadRequest(
                    "lists go one way: migrate --data DIR --db URL, or migrate --db URL --to-data NEW [--workers 1 to 64]");
        }
        Log.start(false, terminal.err());
        var folder = target;
        if (folder == null) {
            return said(
                    toDatabase(settings.data(), address),
                    address.toString(),
                    "start the server with --data %s --db %s".formatted(settings.data(), settings.db()));
        }
        return said(toFolder(address, folder), folder.toString(), "start the server with --data " + folder);
    }

    private Summary toDatabase(Path folder, DatabaseAddress address) throws IOException {
        if (!Files.exists(folder.resolve("todo-0.db"))) {
            throw new BadRequest("there are no lists in " + folder + "; give --data the folder of a server");
        }
        try (var from = Database.open(folder, 0)) {
            return Moving.all(from, lists -> NewPostgres.begin(address, lists.schema(), lists.columns()), this::show);
        }
    }

    private Summary toFolder(DatabaseAddress address, Path folder) throws IOException {
        NewFolder.checkEmpty(folder);
        try (var from = Database.open(address, folder, 1, Period.ZERO, InstantSource.system(), false)) {
            return Moving.all(
                    from,
                    lists -> NewFolder.begin(
                            folder, workers == 0 ? lists.workers() : workers, lists.schema(), lists.columns()),
                    this::show);
        }
    }

    private void show(long lists) {
        if (lists % 100 == 0) {
            terminal.progress("%,d lists".formatted(lists));
        }
    }

    private int said(Summary moved, String where, String next) {
        terminal.progress("");
        terminal.out().println(Text.harmless("moved %s to %s, and read them back; %s".formatted(moved, where, next)));
        return Commands.OK;
    }
}
