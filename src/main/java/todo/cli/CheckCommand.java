package todo.cli;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import todo.json.BadRequest;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.store.Check;
import todo.store.CheckReport;
import todo.store.Repair;
import todo.terminal.Columns;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Looks whether what is on disk is whole.
@Command(
        name = "check",
        description = {
            "Look whether all lists are whole on disk.",
            "Those of a folder that no server has, with --db those of a PostgreSQL database, or with --server those of a"
                    + " running server. Nothing is changed, unless --repair is given. Ends with 1 if something is wrong, with"
                    + " --repair if something still is."
        },
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--data", paramLabel = "DIR", description = "the folder (TODO_DATA; todo-data)")
    private @Nullable String data;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "the PostgreSQL database, whether a server has it or not (TODO_DB)")
    private @Nullable String db;

    @Option(names = "--server", paramLabel = "URL", description = "the running server to ask (TODO_SERVER)")
    private @Nullable String server;

    @Option(
            names = "--repair",
            description =
                    "make whole what can be, in a folder that no server has: entries from the history of their list,"
                            + " indexes from their tables. Nothing is taken away: the old files are kept, and lists with a"
                            + " damaged history left alone")
    private boolean repair;

    @Option(names = "--json", description = "print what was found as JSON")
    private boolean json;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var report = report();
        terminal.progress("");
        if (json) {
            byte[] text = report.json();
            terminal.out().write(text, 0, text.length);
            terminal.out().println();
        } else {
            print(report);
        }
        return report.sound() ? Commands.OK : Commands.REFUSED;
    }

    private CheckReport report() throws IOException {
        if (repair) {
            return repaired();
        }
        boolean remote = server != null
                || data == null
                        && db == null
                        && !terminal.environment()
                                .getOrDefault("TODO_SERVER", "")
                                .isEmpty();
        if (remote) {
            terminal.progress("the server is checking");
            try (var connection = ServerCommand.connect(terminal, server, data)) {
                return CheckReport.read(connection.get("/api/check").body());
            }
        }
        var settings = settings();
        var address = DatabaseOption.of(settings.db(), terminal.environment());
        return address == null || db == null && data != null
                ? Check.folder(settings.data(), this::show)
                : Check.database(address, this::show);
    }

    private CheckReport repaired() {
        if (server != null || db != null) {
            throw new BadRequest("--repair is for the folder of --data, while no server has it");
        }
        Log.start(false, terminal.err());
        var done = Repair.run(settings().data(), this::show);
        terminal.progress("");
        var out = json ? terminal.err() : terminal.out();
        done.told().forEach(what -> out.println(Text.harmless(what)));
        if (done.told().isEmpty()) {
            out.println(done.now().sound() ? "nothing to repair" : "nothing could be repaired");
        }
        return done.now();
    }

    private Settings settings() {
        Map<Setting, List<String>> options = new EnumMap<>(Setting.class);
        if (data != null) {
            options.put(Setting.DATA, List.of(data));
        }
        if (db != null) {
            options.put(Setting.DB, List.of(db));
        }
        return Settings.read(options, terminal.environment());
    }

    private void show(String file, long done, long lists) {
        if (done % 100 == 0) {
            terminal.progress(lists == 0 ? file + ": pages" : file + ": " + done + " of " + lists + " lists");
        }
    }

    private void print(CheckReport report) {
        var columns = new Columns();
        for (var file : report.files()) {
            columns.add(
                    file.file(),
                    count(file.lists(), "list"),
                    count(file.entries(), "entry"),
                    count(file.changes(), "change"),
                    file.defects().isEmpty() ? "sound" : defects(file.defects().size()));
        }
        columns.lines(terminal.width()).forEach(terminal.out()::println);
        for (var file : report.files()) {
            for (var defect : file.defects()) {
                terminal.out().println(file.file() + ": " + Text.harmless(defect));
            }
        }
        var files = report.files();
        int defects = files.stream().mapToInt(file -> file.defects().size()).sum();
        terminal.out()
                .println("%s, %s, %s, %s: %s"
                        .formatted(
                                count(files.size(), "file"),
                                count(
                                        files.stream()
                                                .mapToLong(CheckReport.OfFile::lists)
                                                .sum(),
                                        "list"),
                                count(
                                        files.stream()
                                                .mapToLong(CheckReport.OfFile::entries)
                                                .sum(),
                                        "entry"),
                                count(
                                        files.stream()
                                                .mapToLong(CheckReport.OfFile::changes)
                                                .sum(),
                                        "change"),
                                defects == 0 ? "all sound" : defects(defects)));
        if (defects > 0 && !repair) {
            terminal.err().println("./todo check --repair makes whole what can be, of a folder that no server has");
        }
    }

    private static String defects(int count) {
        return count(count, "defect") + (count < CheckReport.MOST ? "" : " or more");
    }

    static String count(long count, String what) {
        String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return count + " " + (count == 1 ? what : plural);
    }
}
