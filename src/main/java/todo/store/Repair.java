package todo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import todo.store.StoreException.Trouble;

/// Makes whole what can be made whole of a folder that no server has: the entries of a list from its history, and
/// indexes from their tables.
///
/// Each damaged file is made anew beside the old one (see [FileAnew]), checked, and only then takes its place (see
/// [Swap]); the old one is kept. A list whose history is damaged too is left as it is.
public final class Repair {
    private final Path folder;
    private final Check.Progress progress;
    private final Consumer<String> step;
    private final List<String> told = new ArrayList<>();

    /// @param step told of each step that is done, so that a test can end it there
    Repair(Path folder, Check.Progress progress, Consumer<String> step) {
        this.folder = folder;
        this.progress = progress;
        this.step = step;
    }

    /// What came of it.
    ///
    /// @param told what was done and what could not be, a sentence each; none if there was nothing to do
    /// @param now what a check finds after it
    public record Done(List<String> told, CheckReport now) {
        public Done {
            told = List.copyOf(told);
        }
    }

    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way
    public static Done run(Path folder, Check.Progress progress) {
        return new Repair(folder, progress, _ -> {}).run();
    }

    Done run() {
        if (Swap.isUnderWay(folder)) {
            DataFolder.open(folder, 0, Schema.CURRENT).close();
        }
        var before = Check.folder(folder, progress);
        if (before.sound()) {
            return new Done(told, before);
        }
        try (var opened = DataFolder.open(folder, 0, Schema.CURRENT)) {
            var place = Swap.REPAIR.begin(folder);
            boolean any = false;
            for (int worker = 0; worker < opened.workers(); worker++) {
                var found = before.files().get(worker);
                any |= !found.defects().isEmpty() && make(opened.file(worker), place, found);
            }
            if (!any) {
                Swap.remove(place);
                return new Done(told, before);
            }
            Swap.REPAIR.ready(folder);
            step.accept("ready");
            var kept = Swap.kept(folder);
            Swap.REPAIR.end(folder, step);
            told.add("what was there before is kept in " + kept + "; remove it when nobody needs it any more");
            return new Done(told, Check.still(folder, progress));
        } catch (IOException e) {
            throw new StoreException(Trouble.BROKEN, "can't repair " + folder + ": " + e.getMessage(), e);
        } catch (SQLException e) {
            throw Sqlite.failure("repair " + folder, e);
        }
    }

    /// Makes `file` anew in `place`; `false` if that would not make it better, and then nothing is left there.
    private boolean make(Path file, Path place, CheckReport.OfFile found) throws IOException, SQLException {
        needRoom(file);
        var to = place.resolve(file.getFileName());
        String name = String.valueOf(file.getFileName());
        boolean better;
        try (var anew = new FileAnew(file, to, what -> told.add(name + ": " + what), progress)) {
            better = anew.make() > 0;
        } catch (Damage e) {
            told.add("%s can't be repaired: %s; put it back from a backup (./todo restore --help)"
                    .formatted(name, e.getMessage()));
            remove(to);
            return false;
        }
        step.accept("made " + name);
        if (!better && defects(to) >= found.defects().size()) {
            remove(to);
            return false;
        }
        told.add(name + ": its pages and indexes were made anew");
        return true;
    }

    private int defects(Path made) throws SQLException {
        try (var connection = Sqlite.untouched(made)) {
            var name = DataFolder.Name.of(connection);
            return name == null
                    ? Integer.MAX_VALUE
                    : Check.file(connection, made, name, progress).defects().size();
        }
    }

    private static void remove(Path made) throws IOException {
        for (String more : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(made.resolveSibling(made.getFileName() + more));
        }
    }

    private void needRoom(Path file) throws IOException {
        long needed = Files.size(file) / 4 * 5 + (64L << 20);
        long room = Files.getFileStore(folder).getUsableSpace();
        if (room < needed) {
            throw new StoreException(
                    Trouble.DISK_FULL,
                    "can't repair %s: that needs %d MiB beside it, and there are %d; nothing was changed"
                            .formatted(file, needed >> 20, room >> 20));
        }
    }
}
