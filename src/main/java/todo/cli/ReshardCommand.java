package todo.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import todo.json.BadRequest;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.store.CheckReport;
import todo.store.Reshard;
import todo.terminal.Terminal;

/// Changes into how many files a folder's lists go.
@Command(
        name = "reshard",
        description = {
            "Change the number of files (and writers) of a folder that no server has.",
            "Everything is kept, and compared before the old files go. If it is broken off, the folder is as it was or as"
                    + " it should be."
        },
        sortOptions = false)
final class ReshardCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--workers", paramLabel = "N", required = true, description = "how many files, from 1 to 64")
    private String workers = "";

    @Option(names = "--data", paramLabel = "DIR", description = "the folder (TODO_DATA; todo-data)")
    private @Nullable String data;

    ReshardCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!workers.matches("[1-9]|[1-5][0-9]|6[0-4]")) { // to the server, 0 means as many as there are
            throw new BadRequest("--workers " + workers + " is wrong: it must be a number from 1 to 64");
        }
        Map<Setting, List<String>> options = data == null
                ? Map.of(Setting.WORKERS, List.of(workers))
                : Map.of(Setting.WORKERS, List.of(workers), Setting.DATA, List.of(data));
        var settings = Settings.read(options, terminal.environment());
        Log.start(false, terminal.err());
        var report = Reshard.run(settings.data(), settings.workers(), this::show);
        terminal.progress("");
        var files = report.files();
        terminal.out()
                .println("%s has %s: %s, %s, %s"
                        .formatted(
                                settings.data(),
                                CheckCommand.count(files.size(), "file"),
                                CheckCommand.count(
                                        files.stream()
                                                .mapToLong(CheckReport.OfFile::lists)
                                                .sum(),
                                        "list"),
                                CheckCommand.count(
                                        files.stream()
                                                .mapToLong(CheckReport.OfFile::entries)
                                                .sum(),
                                        "entry"),
                                CheckCommand.count(
                                        files.stream()
                                                .mapToLong(CheckReport.OfFile::changes)
                                                .sum(),
                                        "change")));
        return Commands.OK;
    }

    private void show(String file, long done, long lists) {
        if (done % 100 == 0) {
            terminal.progress(file + ": " + done + " of " + lists + " lists");
        }
    }
}
