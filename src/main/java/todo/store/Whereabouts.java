package todo.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.StoreException.Trouble;

/// Whether a database file and its log, which are open, are still where they were opened.
///
/// Unix lets one remove a file that is open: all goes on, and is gone when it is closed. Once that is seen nothing more
/// is acknowledged, and what the file held is saved beside it, under a name from which the next start takes it back.
final class Whereabouts {
    private static final Logger LOG = LoggerFactory.getLogger(Whereabouts.class);
    private static final String SAVED = ".saved";

    private final Path file;
    private final Path log;
    private final @Nullable Object fileKey;
    private @Nullable Object logKey;
    private boolean lost;
    private boolean isSaved;

    /// Of `file`, which is there, and is what it should be.
    Whereabouts(Path file) {
        this.file = file;
        this.log = beside(file, "-wal");
        this.fileKey = key(file);
    }

    /// Whether the file is still there, and is not another.
    boolean isThere() {
        return Objects.equals(fileKey, key(file)) && Files.exists(file);
    }

    /// The file was opened and read; its log is there since then.
    void opened() {
        logKey = key(log);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /// What tells a file from another of the same name; always `null` where open files can't be removed.
    private static @Nullable Object key(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException _) {
            return null;
        }
    }

    /// @throws StoreException with [Trouble#UNUSABLE] if they are not
    void check(Connection connection) {
        if (lost || !isThere() || !Objects.equals(logKey, key(log))) {
            lost = true;
            checkKnown(connection);
        }
    }

    /// As [#check], without looking again.
    void checkKnown(Connection connection) {
        if (lost) {
            String what = file.getFileName() + " or its log was removed or replaced while the server ran; ";
            try {
                save(connection);
                throw new StoreException(
                        Trouble.UNUSABLE, what + "all it held is saved: stop the server and start it again");
            } catch (SQLException | IOException e) {
                throw new StoreException(
                        Trouble.UNUSABLE, what + "what it held can't be saved beside it: " + e.getMessage(), e);
            }
        }
    }

    /// Saves what the file holds, once; where only the log is gone, in the file itself.
    private void save(Connection connection) throws SQLException, IOException {
        if (isSaved) {
            return;
        }
        var saving = beside(file, ".saving");
        connection.setAutoCommit(true);
        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
            if (isThere()) {
                Sqlite.emptyLog(connection);
            } else {
                Files.deleteIfExists(saving);
                statement.setString(1, saving.toString());
                statement.execute(); // syncs it
                move(saving, beside(file, SAVED));
            }
        } finally {
            connection.setAutoCommit(false);
        }
        isSaved = true;
        LOG.error("{} or its log was removed or replaced; all it held is saved", file);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to);
        try (var names = FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /// Puts what was saved in `folder` back to where it belongs.
    ///
    /// @throws StoreException with [Trouble#UNUSABLE] if there is another file
    static void takeBack(Path folder) {
        try (var found = Files.newDirectoryStream(folder, "todo-*.db" + SAVED)) {
            for (var saved : found) {
                String name = saved.getFileName().toString();
                takeBack(saved, folder.resolve(name.substring(0, name.length() - SAVED.length())));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new StoreException(Trouble.UNUSABLE, "can't take back what was saved in " + folder + ": " + e, e);
        }
    }

    private static void takeBack(Path saved, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    "%s was replaced while the server ran, and what it held then is in %s; keep one of them under the first name, and remove the other"
                            .formatted(file, saved));
        }
        // They belong to the file that is gone; SQLite would put what they hold into this one.
        Files.deleteIfExists(beside(file, "-wal"));
        Files.deleteIfExists(beside(file, "-shm"));
        move(saved, file);
        LOG.warn("{} was removed while the server ran; it is back with all it held", file);
    }
}
