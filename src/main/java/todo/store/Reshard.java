package todo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import todo.store.StoreException.Trouble;

/// Changes into how many files a folder's lists go, while no server has it.
///
/// The new files are made in a folder beside the old ones (see [NewFiles]), checked and compared, and only then take
/// their place (see [Swap]). Until then the old ones are left as they are; from then on, whoever opens the folder
/// next ends what was begun.
public final class Reshard {
    private final Path folder;
    private final int workers;
    private final Check.Progress progress;
    private final Consumer<String> step;

    /// @param step told of each step that is done, so that a test can end it there
    Reshard(Path folder, int workers, Check.Progress progress, Consumer<String> step) {
        this.folder = folder;
        this.workers = workers;
        this.progress = progress;
        this.step = step;
    }

    /// Brings the lists of `folder` into `workers` files, and gives what is in them then.
    ///
    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way, or [Trouble#DAMAGED]
    public static CheckReport run(Path folder, int workers, Check.Progress progress) {
        if (!Files.isDirectory(folder)) {
            throw new StoreException(
                    Trouble.UNUSABLE, "can't change the files of " + folder + ": there is no such folder");
        }
        return new Reshard(folder, workers, progress, _ -> {}).run();
    }

    CheckReport run() {
        try (var opened = DataFolder.open(folder, 0, Schema.CURRENT)) {
            for (int worker = 0; worker < opened.workers(); worker++) {
                settle(opened.file(worker));
            }
            step.accept("settled");
            var before = check(folder);
            if (opened.workers() == workers) {
                return before;
            }
            needRoom();
            var after = make(opened, before);
            Swap.RESHARD.ready(folder);
            step.accept("ready");
            Swap.RESHARD.end(folder, step);
            opened.has(workers);
            return after;
        } catch (IOException e) {
            throw new StoreException(Trouble.BROKEN, "can't change the files of " + folder + ": " + e.getMessage(), e);
        } catch (SQLException e) {
            throw Sqlite.failure("change the files of " + folder, e);
        }
    }

    private CheckReport make(DataFolder opened, CheckReport before) throws IOException, SQLException {
        var place = Swap.RESHARD.begin(folder);
        try (var made = new NewFiles(place, workers, UUID.randomUUID().toString())) {
            for (int worker = 0; worker < opened.workers(); worker++) {
                made.take(opened.file(worker), progress);
                step.accept("copied " + worker);
            }
        }
        var after = check(place);
        if (!total(before).equals(total(after))) {
            throw new StoreException(
                    Trouble.BROKEN,
                    "can't change the files of %s: the new ones have %s, the old ones %s; nothing was changed"
                            .formatted(folder, total(after), total(before)));
        }
        for (int worker = 0; worker < opened.workers(); worker++) {
            NewFiles.compare(opened.file(worker), place, workers);
        }
        step.accept("compared");
        return after;
    }

    /// Writes into the table of entries what is held back of it, and all into the file itself.
    private static void settle(Path file) throws SQLException {
        var backlog = new Backlog(Long.MAX_VALUE);
        try (var rows = SqliteWriter.open(file, new SqliteLog(file), new Whereabouts(file), backlog, false)) {
            while (!backlog.isEmpty()) {
                var late = backlog.next(2_000, true);
                rows.writeEntries(late, backlog.reachedWith(late));
                rows.commit();
                backlog.written(late);
            }
        }
    }

    private CheckReport check(Path place) throws IOException {
        var report = Check.still(place, progress);
        if (!report.sound()) {
            throw new StoreException(
                    Trouble.DAMAGED,
                    "can't change the files of %s: %s is damaged; ./todo check says how; nothing was changed"
                            .formatted(folder, place));
        }
        return report;
    }

    private static String total(CheckReport report) {
        return "%d lists, %d entries and %d changes"
                .formatted(
                        report.files().stream()
                                .mapToLong(CheckReport.OfFile::lists)
                                .sum(),
                        report.files().stream()
                                .mapToLong(CheckReport.OfFile::entries)
                                .sum(),
                        report.files().stream()
                                .mapToLong(CheckReport.OfFile::changes)
                                .sum());
    }

    private void needRoom() throws IOException {
        long needed = 0;
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".db")).toList()) {
                needed += Files.size(file);
            }
        }
        needed += needed / 4 + (64L << 20);
        long room = Files.getFileStore(folder).getUsableSpace();
        if (room < needed) {
            throw new StoreException(
                    Trouble.DISK_FULL,
                    "can't change the files of %s: that needs %d MiB beside them, and there are %d; nothing was changed"
                            .formatted(folder, needed >> 20, room >> 20));
        }
    }
}
