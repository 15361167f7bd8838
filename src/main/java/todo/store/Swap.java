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

/// How new database files take the place of the old ones, such that at any instant all of one or the other are there.
///
/// The names of three folders in the data folder say how far it has come: the new files are made in `reshard-new`;
/// that it is renamed to `reshard-ready` decides that they are the ones from now on; then the old files go to
/// `reshard-old`; when all have, it is renamed to `reshard-in`, and the new files go in; then the old ones are
/// removed. Each step can be taken again.
final class Swap {
    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);
    private static final String NEW = "reshard-new";
    private static final String READY = "reshard-ready";
    private static final String OLD = "reshard-old";
    private static final String IN = "reshard-in";

    private Swap() {}

    /// An empty folder in which the new files are to be made.
    static Path begin(Path folder) throws IOException {
        var place = folder.resolve(NEW);
        remove(place);
        return Files.createDirectory(place);
    }

    /// From now on the new files are the ones.
    static void ready(Path folder) throws IOException {
        var place = folder.resolve(NEW);
        for (var file : databases(place)) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        sync(place);
        move(place, folder.resolve(READY));
        sync(folder);
    }

    /// Whether something is begun that [#end] must end before the folder is as it should be.
    static boolean isUnderWay(Path folder) {
        return Files.exists(folder.resolve(READY)) || Files.exists(folder.resolve(IN));
    }

    /// Ends what was begun, if it was decided.
    ///
    /// @param step told of each step that is done
    static void end(Path folder, Consumer<String> step) throws IOException {
        if (Files.exists(folder.resolve(NEW))) {
            LOG.warn("{} was left by a reshard that was not ended; the next one removes it", folder.resolve(NEW));
        }
        if (Files.exists(folder.resolve(READY))) {
            var old = Files.createDirectories(folder.resolve(OLD));
            moveAll(folder, old, step);
            move(folder.resolve(READY), folder.resolve(IN));
            sync(folder);
            step.accept("old ones away");
        }
        if (Files.exists(folder.resolve(IN))) {
            moveAll(folder.resolve(IN), folder, step);
            Files.delete(folder.resolve(IN));
            sync(folder);
            step.accept("new ones in");
        }
        if (Files.exists(folder.resolve(OLD))) {
            remove(folder.resolve(OLD));
            sync(folder);
        }
    }

    private static void moveAll(Path from, Path to, Consumer<String> step) throws IOException {
        for (var file : databases(from)) {
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

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
