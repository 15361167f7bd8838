package todo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.store.StoreException.Trouble;

/// Looks whether a data folder is whole: the files, their pages, and what is in them (see [FileCheck]).
///
/// It changes nothing, also not by looking: a log that was left behind is read, not copied. The caller waits;
/// as SQLite is native code, this is for platform threads.
public final class Check {
    private static final Pattern FILE = Pattern.compile("todo-([0-9]{1,2})\\.db");

    /// Is told how far a check has come.
    public interface Progress {
        void at(String file, long listsDone, long lists);
    }

    /// How a file is opened to be looked at.
    private interface Opening {
        Connection open(Path file) throws SQLException;
    }

    private final Path folder;
    private final Opening opening;
    private final Progress progress;

    private Check(Path folder, Opening opening, Progress progress) {
        this.folder = folder;
        this.opening = opening;
        this.progress = progress;
    }

    /// Checks a folder that no server has.
    ///
    /// @throws StoreException with [Trouble#UNUSABLE] if it can't be checked
    public static CheckReport folder(Path folder, Progress progress) {
        if (!Files.isDirectory(folder)) {
            throw new StoreException(Trouble.UNUSABLE, "can't check " + folder + ": there is no such folder");
        }
        if (Swap.isUnderWay(folder)) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    "can't check " + folder
                            + ": its files are being changed by a reshard or a repair that was not ended; "
                            + "run it again, or start the server, and it will be");
        }
        try (var _ = FolderLock.look(folder)) {
            var indexes = indexes(folder);
            try {
                return still(folder, progress);
            } finally {
                for (var made : indexes(folder)) {
                    if (!indexes.contains(made)) {
                        Files.delete(made);
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException(Trouble.UNUSABLE, "can't check " + folder + ": " + e.getMessage(), e);
        }
    }

    /// The indexes of logs, which SQLite makes where there are none to read a log.
    private static List<Path> indexes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".db-shm")).toList();
        }
    }

    /// Checks a PostgreSQL database, whether a server has it or not: what is committed at some moments from now on.
    public static CheckReport database(DatabaseAddress address, Progress progress) {
        var postgres = new Postgres(address);
        try (var connection = PostgresDatabase.still(postgres)) {
            PostgresSchema.checkTaken(connection, postgres);
            return PostgresDatabase.check(connection, postgres, progress);
        } catch (SQLException e) {
            throw postgres.unusable(e);
        }
    }

    /// Checks a folder to which the caller has the right, and that nobody writes meanwhile.
    static CheckReport still(Path folder, Progress progress) throws IOException {
        return new Check(folder, Sqlite::untouched, progress).all();
    }

    /// Checks a folder whose lists are being written meanwhile.
    static CheckReport live(Path folder, Progress progress) {
        try {
            return new Check(folder, Sqlite::reader, progress).all();
        } catch (IOException e) {
            throw new StoreException(Trouble.BROKEN, "can't check " + folder + ": " + e.getMessage(), e);
        }
    }

    private CheckReport all() throws IOException {
        var names = names();
        if (names.isEmpty()) {
            throw new StoreException(Trouble.UNUSABLE, "can't check " + folder + ": there are no database files in it");
        }
        var first = names.values().stream()
                .flatMap(Stream::ofNullable)
                .map(Found::name)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
        int count = first == null ? names.lastKey() + 1 : first.workers();
        List<CheckReport.OfFile> files = new ArrayList<>();
        for (int worker = 0; worker < count || worker <= names.lastKey(); worker++) {
            if (worker < count || names.containsKey(worker)) {
                files.add(file(worker, names.get(worker), first));
            }
        }
        return new CheckReport(files);
    }

    /// A file that is there. `name` is `null` if it can't be read, and then `problem` says why.
    private record Found(DataFolder.@Nullable Name name, String problem) {}

    private SortedMap<Integer, Found> names() throws IOException {
        var names = new TreeMap<Integer, Found>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                var number = FILE.matcher(file.getFileName().toString());
                if (number.matches()) {
                    names.put(Integer.valueOf(number.group(1)), found(file));
                }
            }
        }
        return names;
    }

    private Found found(Path file) {
        try (var connection = opening.open(file)) {
            int schema = Schema.version(connection);
            if (schema > Schema.CURRENT.steps().size()
                    || schema > 0 && schema < Schema.CURRENT.steps().size()) {
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't check %s: it has schema %d, and this checks %d; %s"
                                .formatted(
                                        file,
                                        schema,
                                        Schema.CURRENT.steps().size(),
                                        schema < Schema.CURRENT.steps().size()
                                                ? "start the server with it once, which brings it up to date"
                                                : "use the newer Todo that wrote it"));
            }
            var name = schema == 0 ? null : DataFolder.Name.of(connection);
            return new Found(name, "it is empty, or does not say which file of a folder it is");
        } catch (SQLException e) {
            return new Found(null, String.valueOf(e.getMessage()));
        }
    }

    private CheckReport.OfFile file(int worker, @Nullable Found found, DataFolder.@Nullable Name first) {
        var file = DataFolder.file(folder, worker);
        if (found == null) {
            return failed(file, "it is missing; put it back from a backup");
        }
        var name = found.name;
        if (name == null || first == null) {
            return failed(file, "it can't be read: " + found.problem);
        }
        if (name.worker() != worker || name.workers() != first.workers()) {
            return failed(
                    file,
                    "it is not file %d of %d, but file %d of %d"
                            .formatted(worker, first.workers(), name.worker(), name.workers()));
        }
        if (!name.id().equals(first.id())) {
            return failed(
                    file,
                    "it is of another folder than "
                            + DataFolder.file(folder, first.worker()).getFileName());
        }
        try (var connection = opening.open(file)) {
            return file(connection, file, name, progress);
        } catch (SQLException e) {
            return failed(file, "it can't be read: " + e.getMessage());
        }
    }

    /// Checks one file of a folder, which is `name`.
    static CheckReport.OfFile file(Connection connection, Path file, DataFolder.Name name, Progress progress) {
        return new FileCheck(connection, Sql.SQLITE, String.valueOf(file.getFileName()), name, progress).run();
    }

    private static CheckReport.OfFile failed(Path file, String defect) {
        return new CheckReport.OfFile(String.valueOf(file.getFileName()), 0, 0, 0, List.of(defect));
    }
}
