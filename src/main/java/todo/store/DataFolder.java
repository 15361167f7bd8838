package todo.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import todo.store.StoreException.Trouble;

/// A folder of database files, held by one process at a time: `todo-0.db`, `todo-1.db`, …
///
/// How many there are is fixed when the folder is made, for a list's name leads to one of them.
final class DataFolder implements AutoCloseable {
    static final int DEFAULT_WORKERS = 3;

    private final Path folder;
    private final FileChannel lock;
    private final int workers;

    private DataFolder(Path folder, FileChannel lock, int workers) {
        this.folder = folder;
        this.lock = lock;
        this.workers = workers;
    }

    /// Opens `folder`, which is made if it is not there.
    ///
    /// @param workers how many files it should have; 0 for as many as it has, 3 in a new one
    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way
    static DataFolder open(Path folder, int workers, Schema schema) {
        var lock = lock(create(folder));
        try {
            int present = workersOf(folder);
            if (present > 0 && workers > 0 && present != workers) {
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't open %s with %d workers: it was made with %d; leave --workers away, or export the lists and import them into a new folder"
                                .formatted(folder, workers, present));
            }
            var opened = new DataFolder(folder, lock, present > 0 ? present : workers > 0 ? workers : DEFAULT_WORKERS);
            opened.prepare(schema, present == 0);
            return opened;
        } catch (RuntimeException e) {
            closeQuietly(lock, e);
            throw e;
        }
    }

    int workers() {
        return workers;
    }

    Path file(int worker) {
        return file(folder, worker);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException(Trouble.BROKEN, "can't let go of " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Path file(Path folder, int worker) {
        return folder.resolve("todo-" + worker + ".db");
    }

    /// Makes `folder`, for its owner alone, if it is not there.
    static Path create(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            }
            return folder;
        } catch (IOException e) {
            throw unusable("make the folder " + folder, e);
        }
    }

    private static FileChannel lock(Path folder) {
        var file = folder.resolve("lock");
        try {
            var channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            boolean held;
            try {
                held = channel.tryLock() != null;
            } catch (OverlappingFileLockException _) {
                held = false;
            }
            if (!held) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't open %s: another server has it (pid %s); stop it or give --data another folder"
                                .formatted(folder, holder));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException e) {
            throw unusable("write in " + folder, e);
        }
    }

    private static StoreException unusable(String doing, IOException cause) {
        String reason = cause instanceof AccessDeniedException ? "no permission" : String.valueOf(cause.getMessage());
        return new StoreException(
                Trouble.UNUSABLE, "can't %s: %s; give --data another folder".formatted(doing, reason), cause);
    }

    /// How many files the folder was made with, or 0 if it was not finished being made.
    private static int workersOf(Path folder) {
        var first = file(folder, 0);
        int workers = Files.exists(first) ? read(first, "SELECT workers FROM folder WHERE worker = 0") : 0;
        if (workers <= 0) {
            for (int worker = 1; worker < 100; worker++) {
                if (holdsLists(file(folder, worker))) {
                    throw missing(first);
                }
            }
            return 0;
        }
        for (int worker = 1; worker < workers; worker++) {
            var file = file(folder, worker);
            if (!Files.exists(file)) {
                throw missing(file);
            }
            if (read(file, "SELECT worker FROM folder WHERE workers = " + workers) != worker) {
                throw new StoreException(
                        Trouble.UNUSABLE, "can't open %s: it is not file %d of %d".formatted(file, worker, workers));
            }
        }
        return workers;
    }

    private static StoreException missing(Path file) {
        return new StoreException(
                Trouble.UNUSABLE, "can't open the folder: " + file + " is missing or empty; put it back from a backup");
    }

    private static boolean holdsLists(Path file) {
        return Files.exists(file) && read(file, "SELECT count(*) FROM list") > 0;
    }

    /// The number that `sql` finds, or -1 if it finds none.
    private static int read(Path file, String sql) {
        try (var connection = Sqlite.writer(file)) {
            if (Schema.version(connection) == 0) {
                return file.endsWith("todo-0.db") ? 0 : -1;
            }
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                return rows.next() ? rows.getInt(1) : -1;
            }
        } catch (SQLException e) {
            throw new StoreException(Trouble.UNUSABLE, "can't read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// The last file is made first and the first one last: while that is not there, there is no folder yet.
    private void prepare(Schema schema, boolean fresh) {
        for (int worker = workers - 1; worker >= 0; worker--) {
            var file = file(worker);
            try (var connection = Sqlite.writer(file)) {
                schema.prepare(connection, file);
                if (fresh) {
                    name(connection, worker);
                }
            } catch (SQLException e) {
                throw new StoreException(Trouble.UNUSABLE, "can't prepare %s: %s".formatted(file, e.getMessage()), e);
            }
        }
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

    private static void closeQuietly(FileChannel lock, @Nullable Exception cause) {
        try {
            lock.close();
        } catch (IOException e) {
            if (cause != null) {
                cause.addSuppressed(e);
            }
        }
    }
}
