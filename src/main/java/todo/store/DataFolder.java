package todo.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import todo.store.StoreException.Trouble;

/// A folder of database files, held by one process at a time: `todo-0.db`, `todo-1.db`, …
///
/// How many there are is fixed when the folder is made, for a list's name leads to one of them. Each file says
/// which it is, and of which folder, so that a file that is missing or of another folder is found out.
final class DataFolder implements AutoCloseable {
    static final int DEFAULT_WORKERS = 3;
    private static final int MOST = 100;

    private final Path folder;
    private final FolderLock lock;
    private final int workers;

    private DataFolder(Path folder, FolderLock lock, int workers) {
        this.folder = folder;
        this.lock = lock;
        this.workers = workers;
    }

    /// Opens `folder`, which is made if it is not there.
    ///
    /// @param workers how many files it should have; 0 for as many as it has, 3 in a new one
    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way
    static DataFolder open(Path folder, int workers, Schema schema) {
        create(folder);
        var lock = lock(folder);
        try {
            Swap.endAll(folder);
            Whereabouts.takeBack(folder);
            int present = workersOf(folder);
            if (present == 0 && lock.files() > 0) {
                throw missing(file(folder, 0));
            }
            if (present > 0 && workers > 0 && present != workers) {
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't open %s with %d workers: it was made with %d; leave --workers away, or run ./todo reshard --workers %d --data %s while no server has it"
                                .formatted(folder, workers, present, workers, folder));
            }
            var opened = new DataFolder(folder, lock, present > 0 ? present : workers > 0 ? workers : DEFAULT_WORKERS);
            opened.prepare(schema, present == 0);
            lock.remember(opened.workers);
            OwnerOnly.keepFilesIn(folder);
            return opened;
        } catch (IOException e) {
            lock.close();
            throw unusable("write in " + folder, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    int workers() {
        return workers;
    }

    /// Remembers that the folder has another number of files now.
    void has(int files) throws IOException {
        lock.remember(files);
    }

    Path path() {
        return folder;
    }

    Path file(int worker) {
        return file(folder, worker);
    }

    @Override
    public void close() {
        lock.close();
    }

    static Path file(Path folder, int worker) {
        return folder.resolve("todo-" + worker + ".db");
    }

    /// Makes `folder`, for its owner alone, if it is not there.
    static void create(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                boolean posix =
                        folder.getFileSystem().supportedFileAttributeViews().contains("posix");
                make(folder.toAbsolutePath(), posix);
                OwnerOnly.keepFolder(folder);
            }
        } catch (IOException e) {
            throw unusable("make the folder " + folder, e);
        }
    }

    /// A folder is surely there only once the one it is in was synced, for which POSIX lets one open that.
    private static void make(Path folder, boolean posix) throws IOException {
        var parent = folder.getParent();
        if (parent == null || Files.isDirectory(folder)) {
            return;
        }
        make(parent, posix);
        Files.createDirectories(folder);
        if (posix) {
            try (var names = FileChannel.open(parent, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static FolderLock lock(Path folder) {
        try {
            return FolderLock.take(folder);
        } catch (IOException e) {
            throw unusable("write in " + folder, e);
        }
    }

    private static StoreException unusable(String doing, IOException cause) {
        String reason = cause instanceof AccessDeniedException ? "no permission" : String.valueOf(cause.getMessage());
        return new StoreException(
                Trouble.UNUSABLE, "can't %s: %s; give --data another folder".formatted(doing, reason), cause);
    }

    /// Which file of how many it is, and of which folder: `""` while that is not made to its end.
    record Name(int worker, int workers, String id) {
        /// What `connection` reads of its file, or `null` if that is not named yet.
        static @Nullable Name of(Connection connection) throws SQLException {
            int schema = Schema.version(connection);
            if (schema == 0) {
                return null;
            }
            String id = schema < Schema.WITH_ID ? "''" : "id";
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT worker, workers, " + id + " FROM folder")) {
                return rows.next() ? new Name(rows.getInt(1), rows.getInt(2), rows.getString(3)) : null;
            }
        }
    }

    /// How many files the folder was made with, or 0 if it was not finished being made.
    private static int workersOf(Path folder) {
        var first = name(file(folder, 0));
        if (first == null) {
            for (int worker = 1; worker < MOST; worker++) {
                if (isOfWhole(file(folder, worker))) {
                    throw missing(file(folder, 0));
                }
            }
            return 0;
        }
        for (int worker = 0; worker < first.workers; worker++) {
            check(folder, worker, first);
        }
        return first.workers;
    }

    private static void check(Path folder, int worker, Name first) {
        var file = file(folder, worker);
        if (!Files.exists(file)) {
            throw missing(file);
        }
        var name = name(file);
        if (name == null || name.worker != worker || name.workers != first.workers) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    "can't open %s: it is not file %d of %d; put the right one back, or all of them from a backup"
                            .formatted(file, worker, first.workers));
        }
        if (!name.id.isEmpty() && !first.id.isEmpty() && !name.id.equals(first.id)) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    "can't open %s: it is of another folder than %s; put the right one back, or all of them from a backup"
                            .formatted(file, file(folder, 0)));
        }
    }

    private static StoreException missing(Path file) {
        return new StoreException(
                Trouble.UNUSABLE,
                "can't open the folder: %s is missing or empty; put it back from a backup (or, to begin anew with nothing, give --data another folder)"
                        .formatted(file));
    }

    /// Whether `file` is there, and of a folder that was made to its end.
    private static boolean isOfWhole(Path file) {
        var name = name(file);
        return name != null && (!name.id.isEmpty() || count(file) > 0);
    }

    private static int count(Path file) {
        try (var connection = Sqlite.writer(file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM list")) {
            return rows.getInt(1);
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    private static @Nullable Name name(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try (var connection = Sqlite.writer(file)) {
            return Name.of(connection);
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    private static StoreException unreadable(Path file, SQLException cause) {
        String more = Sqlite.isDamage(cause) ? "; ./todo check says more, and a backup may have it whole" : "";
        return new StoreException(
                Trouble.UNUSABLE, "can't read %s: %s%s".formatted(file, cause.getMessage(), more), cause);
    }

    /// The last file is made first and the first one last: while that is not there, there is no folder yet.
    private void prepare(Schema schema, boolean fresh) {
        for (int worker = workers - 1; worker >= 0; worker--) {
            var file = file(worker);
            try (var connection = Sqlite.maker(file)) {
                Sqlite.emptyLog(connection);
                schema.prepare(connection, file);
                if (fresh) {
                    name(connection, worker);
                }
            } catch (SQLException e) {
                throw new StoreException(Trouble.UNUSABLE, "can't prepare %s: %s".formatted(file, e.getMessage()), e);
            }
        }
        identify();
    }

    private void name(Connection connection, int worker) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("DELETE FROM folder");
            statement.execute(
                    "INSERT INTO folder(workers, worker, reached) VALUES (%d, %d, 0)".formatted(workers, worker));
            statement.execute("COMMIT");
        }
    }

    /// Says in each file of which folder it is, where that is not said yet.
    private void identify() {
        var names = IntStream.range(0, workers)
                .mapToObj(worker -> name(file(worker)))
                .filter(Objects::nonNull)
                .toList();
        String id = names.stream()
                .map(Name::id)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseGet(() -> UUID.randomUUID().toString());
        for (var name : names) {
            if (name.id.isEmpty()) {
                identify(file(name.worker), id);
            }
        }
    }

    private static void identify(Path file, String id) {
        try (var connection = Sqlite.writer(file);
                var statement = connection.prepareStatement("UPDATE folder SET id = ?")) {
            statement.setString(1, id);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException(Trouble.UNUSABLE, "can't prepare %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
