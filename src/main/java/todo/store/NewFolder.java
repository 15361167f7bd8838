package todo.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import todo.store.StoreException.Trouble;

/// A data folder being made from rows that a [Snapshot] gave, with as many workers as one likes.
///
/// The files are made in a folder within it, and only [#install] puts them where a server looks for them.
public final class NewFolder implements NewLists {
    private static final String UNFINISHED = "restoring";
    private static final int BATCH = 1_000;
    private static final int COMMIT = 50_000;

    private final Path folder;
    private final Map<String, List<String>> columns;
    private final DataFolder made;
    private final List<Filling> files = new ArrayList<>();
    private @Nullable Filling current;
    private long oldKey;
    private long newKey;

    private NewFolder(Path folder, DataFolder made, Map<String, List<String>> columns) {
        this.folder = folder;
        this.made = made;
        this.columns = columns;
    }

    /// Begins to make `folder`, which must not hold lists.
    ///
    /// @param schema how many steps of the schema the rows' tables have taken
    /// @throws StoreException with [Trouble#UNUSABLE] saying what is in the way
    public static NewFolder begin(Path folder, int workers, int schema, Map<String, List<String>> columns) {
        if (schema < 1 || schema > Schema.CURRENT.steps().size()) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    "it was made by a newer Todo (schema %d; this one knows %d); use that one"
                            .formatted(schema, Schema.CURRENT.steps().size()));
        }
        DataFolder.create(folder);
        checkEmpty(folder);
        delete(folder.resolve(UNFINISHED));
        var then = new Schema(Schema.CURRENT.steps().subList(0, schema));
        var begun = new NewFolder(folder, DataFolder.open(folder.resolve(UNFINISHED), workers, then), columns);
        try {
            for (int worker = 0; worker < workers; worker++) {
                begun.files.add(new Filling(Sqlite.writer(begun.made.file(worker)), columns));
            }
        } catch (SQLException e) {
            begun.close();
            throw Sqlite.failure("make " + folder, e);
        }
        return begun;
    }

    /// @throws StoreException if `folder` holds lists, or can't be looked into
    public static void checkEmpty(Path folder) {
        try (var there = Files.isDirectory(folder) ? Files.list(folder) : null) {
            if (there != null
                    && there.anyMatch(file -> file.getFileName().toString().matches("todo-[0-9]+\\.db.*"))) {
                throw new StoreException(Trouble.UNUSABLE, folder + " holds lists already; give --data a new folder");
            }
        } catch (IOException e) {
            throw new StoreException(Trouble.UNUSABLE, "can't look into " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void add(Snapshot.Row row) {
        try {
            if (row.table().equals(Snapshot.LISTS)) {
                begin(row);
            } else {
                inList(row);
            }
        } catch (SQLException e) {
            throw Sqlite.failure("write into " + folder, e);
        }
    }

    private void begin(Snapshot.Row row) throws SQLException {
        var names = names(Snapshot.LISTS);
        if (!(row.values().get(names.indexOf("name")) instanceof String name)
                || !(row.values().get(names.indexOf("key")) instanceof Long key)) {
            throw new StoreException(Trouble.DAMAGED, "a list has no name or no key");
        }
        var file = files.get(Database.workerOf(name, files.size()));
        current = file;
        oldKey = key;
        newKey = file.nextKey();
        file.add(row, newKey);
    }

    private void inList(Snapshot.Row row) throws SQLException {
        var file = current;
        if (file == null
                || !(row.values().get(names(row.table()).indexOf("list")) instanceof Long key)
                || key != oldKey) {
            throw new StoreException(Trouble.DAMAGED, "a row of the table " + row.table() + " is not of its list");
        }
        file.add(row, newKey);
    }

    private List<String> names(String table) {
        var names = columns.get(table);
        if (names == null) {
            throw new StoreException(Trouble.DAMAGED, "there is no table " + table);
        }
        return names;
    }

    @Override
    public Snapshot written() {
        try {
            for (var file : files) {
                file.finish();
            }
            files.clear();
            return new FolderSnapshot(IntStream.range(0, made.workers())
                            .mapToObj(made::file)
                            .toList())
                    .begin();
        } catch (SQLException e) {
            throw Sqlite.failure("write into " + folder, e);
        }
    }

    /// Puts the files where a server finds them; the first one last, for until that is there no server starts on them.
    @Override
    public void install() {
        try {
            checkEmpty(folder);
            Durable.folder(folder.resolve(UNFINISHED));
            for (int worker = made.workers() - 1; worker >= 0; worker--) {
                Files.move(made.file(worker), folder.resolve(made.file(worker).getFileName()));
                Durable.folder(folder);
            }
        } catch (IOException e) {
            throw new StoreException(Trouble.BROKEN, "can't finish " + folder + ": " + e, e);
        }
    }

    /// Lets go of everything, and removes what was not installed.
    @Override
    public void close() {
        try {
            for (var file : files) {
                file.connection.close();
            }
        } catch (SQLException e) {
            throw Sqlite.failure("close what was made in " + folder, e);
        } finally {
            made.close();
        }
        delete(folder.resolve(UNFINISHED));
    }

    private static void delete(Path unfinished) {
        if (!Files.isDirectory(unfinished)) {
            return;
        }
        try (var files = Files.list(unfinished)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException("can't remove " + unfinished + ": " + e.getMessage(), e);
        }
    }

    /// One file being filled.
    private static final class Filling {
        private final Connection connection;
        private final Map<String, List<String>> columns;
        private final Map<String, PreparedStatement> inserts = new HashMap<>();
        private final RowSum sums = new RowSum();
        private long keys;
        private long seq;
        private int waiting;

        Filling(Connection connection, Map<String, List<String>> columns) throws SQLException {
            this.connection = connection;
            this.columns = columns;
            connection.setAutoCommit(false);
            for (var table : columns.entrySet()) {
                String places = String.join(
                        ", ", java.util.Collections.nCopies(table.getValue().size(), "?"));
                inserts.put(
                        table.getKey(),
                        connection.prepareStatement("INSERT INTO \"%s\"(%s) VALUES (%s)"
                                .formatted(table.getKey(), FolderSnapshot.named(table.getValue()), places)));
            }
        }

        long nextKey() {
            return ++keys;
        }

        void add(Snapshot.Row row, long key) throws SQLException {
            var insert = inserts.get(row.table());
            var names = columns.get(row.table());
            if (insert == null || names == null || names.size() != row.values().size()) {
                throw new StoreException(Trouble.DAMAGED, "a row does not fit the table " + row.table());
            }
            for (int i = 0; i < names.size(); i++) {
                insert.setObject(i + 1, renumbered(names.get(i), row.values().get(i), key));
            }
            if (row.table().equals(Snapshot.LISTS) && names.contains("sum")) {
                insert.setInt(names.indexOf("sum") + 1, sum(row, names, key));
            }
            insert.addBatch();
            if (++waiting % BATCH == 0) {
                write();
                if (waiting % COMMIT == 0) {
                    connection.commit();
                }
            }
        }

        private @Nullable Object renumbered(String column, @Nullable Object value, long key) {
            return switch (column) {
                case "seq" -> Long.valueOf(++seq);
                case "key", "list" -> Long.valueOf(key);
                default -> value;
            };
        }

        /// The checksum of a list's row, which goes over its key.
        private int sum(Snapshot.Row row, List<String> names, long key) {
            var values = row.values();
            if (values.get(names.indexOf("name")) instanceof String name
                    && values.get(names.indexOf("alive")) instanceof Long alive
                    && values.get(names.indexOf("properties")) instanceof String properties) {
                return sums.list(key, name, alive != 0, properties.getBytes(StandardCharsets.UTF_8));
            }
            throw new StoreException(Trouble.DAMAGED, "a list has no name or no properties");
        }

        private void write() throws SQLException {
            for (var insert : inserts.values()) {
                insert.executeBatch();
            }
        }

        /// What was added is whole: the table of entries has all changes.
        void finish() throws SQLException {
            write();
            try (var statement = connection.createStatement()) {
                statement.execute("UPDATE folder SET reached = " + seq);
            }
            connection.commit();
            connection.close(); // the last connection to a file puts all into the file itself
        }
    }
}
