package todo.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How new database files take the place of old ones, such that at any instant all of one or the other are there.
///
/// The names of three folders in the data folder say how far it has come, here those of a reshard: the new files are
/// made in `reshard-new`; that it is renamed to `reshard-ready` decides that they are the ones from now on; then the
/// old files go to `reshard-old`; when all have, it is renamed to `reshard-in`, and the new files go in; then the old
/// ones are removed, or kept. Each step can be taken again.
enum Swap {
    /// All files are made anew, perhaps another number of them; the old ones are removed.
    RESHARD("reshard"),

    /// Some files are made anew, each in its own place; the old ones are kept.
    REPAIR("repair");

    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

    private final String work;

    Swap(String work) {
        this.work = work;
    }

    private Path place(Path folder, String stage) {
        return folder.resolve(work + "-" + stage);
    }

    /// An empty folder in which the new files are to be made.
    Path begin(Path folder) throws IOException {
        var place = place(folder, "new");
        remove(place);
        return Files.createDirectory(place);
    }

    /// From now on the new files are the ones.
    void ready(Path folder) throws IOException {
        var place = place(folder, "new");
        for (var file : databases(place)) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        sync(place);
        move(place, place(folder, "ready"));
        sync(folder);
    }

    /// Whether something is begun that [#endAll] must end before the folder is as it should be.
    static boolean isUnderWay(Path folder) {
        return Stream.of(values())
                .anyMatch(swap -> Files.exists(swap.place(folder, "ready")) || Files.exists(swap.place(folder, "in")));
    }

    /// Ends whatever was begun, if it was decided.
    static void endAll(Path folder) throws IOException {
        for (var swap : values()) {
            swap.end(folder, _ -> {});
        }
    }

    /// Ends what was begun, if it was decided.
    ///
    /// @param step told of each step that is done
    void end(Path folder, Consumer<String> step) throws IOException {
        if (Files.exists(place(folder, "new"))) {
            LOG.warn("{} was left by a {} that was not ended; the next one removes it", place(folder, "new"), work);
        }
        var ready = place(folder, "ready");
        var in = place(folder, "in");
        if (Files.exists(ready)) {
            moveAll(replaced(folder, ready), folder, Files.createDirectories(place(folder, "old")), step);
            move(ready, in);
            sync(folder);
            step.accept("old ones away");
        }
        if (Files.exists(in)) {
            moveAll(databases(in), in, folder, step);
            Files.delete(in);
            sync(folder);
            step.accept("new ones in");
        }
        if (Files.exists(place(folder, "old"))) {
            letGo(folder);
            sync(folder);
            step.accept("ended");
        }
    }

    /// The old files in whose place come those that are in `ready`.
    private List<Path> replaced(Path folder, Path ready) throws IOException {
        var old = databases(folder);
        return switch (this) {
            case RESHARD -> old;
            case REPAIR ->
                old.stream()
                        .filter(file -> Files.exists(ready.resolve(base(file))))
                        .toList();
        };
    }

    /// The name of the database that `file` is, or is a log of.
    private static String base(Path file) {
        return file.getFileName().toString().replaceFirst("\\.db.*", ".db");
    }

    private void letGo(Path folder) throws IOException {
        switch (this) {
            case RESHARD -> remove(place(folder, "old"));
            case REPAIR -> move(place(folder, "old"), kept(folder));
        }
    }

    /// Where the old files of the next repair are kept.
    static Path kept(Path folder) {
        int number = 1;
        while (Files.exists(folder.resolve("damaged-" + number))) {
            number++;
        }
        return folder.resolve("damaged-" + number);
    }

    private static void moveAll(List<Path> files, Path from, Path to, Consumer<String> step) throws IOException {
        for (var file : files) {
            move(file, to.resolve(file.getFileName()));
            step.accept("moved " + file.getFileName() + " to " + to.getFileName());
        }
        sync(to);
        sync(from);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /// The database files in `folder`, with their logs, if any are left.
    private static List<Path> databases(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("todo-[0-9]+\\.db(-wal|-shm)?"))
                    .sorted()
                    .toList();
        }
    }

    private static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
