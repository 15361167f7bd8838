package todo.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import todo.store.StoreException.Trouble;

/// The files of a folder being made from those of another with another number of them.
///
/// Lists are taken one after the other, each with its whole history; rows stay as they are with their checksums,
/// but for the list's key and the numbers by which a file counts changes. Used by one thread.
final class NewFiles implements AutoCloseable {
    private static final int LISTS_AT_ONCE = 500;

    private final List<Target> targets = new ArrayList<>();
    private final RowSum sums = new RowSum();

    private static final class Target {
        private final Connection connection;
        private long keys;
        private long seq;

        Target(Connection connection) {
            this.connection = connection;
        }
    }

    NewFiles(Path folder, int workers, String id) throws SQLException {
        for (int worker = 0; worker < workers; worker++) {
            var file = DataFolder.file(folder, worker);
            var connection = Sqlite.maker(file);
            targets.add(new Target(connection));
            Schema.CURRENT.prepare(connection, file);
            run(
                    connection,
                    "INSERT INTO folder(workers, worker, reached, id) VALUES (?, ?, 0, ?)",
                    workers,
                    worker,
                    id);
        }
    }

    /// Takes all lists of `file`.
    void take(Path file, Check.Progress progress) throws SQLException {
        for (var target : targets) {
            run(target.connection, "ATTACH ? AS old", Sqlite.addressUntouched(file));
            target.connection.setAutoCommit(false);
        }
        try (var source = Sqlite.untouched(file);
                var statement = source.createStatement();
                var rows = statement.executeQuery("""
                        SELECT key, name, alive, properties, coalesce((SELECT version FROM floor WHERE list = key), 0),
                            (SELECT max(version) FROM change WHERE list = key), (SELECT count(*) FROM list)
                        FROM list ORDER BY key""")) {
            long taken = 0;
            while (rows.next()) {
                var target = targets.get(Database.workerOf(rows.getString(2), targets.size()));
                copy(target, rows.getLong(1), rows.getLong(5), rows.getLong(6));
                int sum = sums.list(target.keys, rows.getString(2), rows.getBoolean(3), RowReader.bytes(rows, 4));
                run(target.connection, "UPDATE list SET sum = ? WHERE key = ?", sum, target.keys);
                progress.at(String.valueOf(file.getFileName()), taken++, rows.getLong(7));
                if (taken % LISTS_AT_ONCE == 0) {
                    commit();
                }
            }
        }
        commit();
        for (var target : targets) {
            target.connection.setAutoCommit(true);
            run(target.connection, "DETACH old");
        }
    }

    private static void copy(Target target, long key, long floor, long version) throws SQLException {
        long to = ++target.keys;
        var connection = target.connection;
        run(connection, "INSERT INTO list SELECT ?, name, alive, properties, sum FROM old.list WHERE key = ?", to, key);
        run(connection, """
                INSERT INTO change SELECT ? + version, ?, version, at, "by", request, digest, last_id, open, completed,
                    data, entries, sum FROM old.change WHERE list = ? ORDER BY version""", target.seq - floor, to, key);
        run(
                connection,
                "INSERT INTO entry SELECT ?, id, version, due, data, sum FROM old.entry WHERE list = ? ORDER BY id",
                to,
                key);
        run(connection, "INSERT INTO sending SELECT ?, first, last, target FROM old.sending WHERE list = ?", to, key);
        run(
                connection,
                "INSERT INTO answer SELECT ?, request, digest, version, outcome FROM old.answer WHERE list = ?",
                to,
                key);
        run(connection, "INSERT INTO floor SELECT ?, version, at, entries, sum FROM old.floor WHERE list = ?", to, key);
        target.seq += version - floor;
    }

    private void commit() throws SQLException {
        for (var target : targets) {
            run(target.connection, "UPDATE folder SET reached = ?", target.seq);
            target.connection.commit();
        }
    }

    /// Compares each list of `file` with what was made of it: its end, whose checksum goes over all of its history,
    /// its properties, what it has sent, and where its history begins.
    ///
    /// @throws StoreException if one is not the same
    static void compare(Path file, Path folder, int workers) throws SQLException {
        List<Connection> targets = new ArrayList<>();
        try (var source = Sqlite.untouched(file);
                var names = source.createStatement();
                var rows = names.executeQuery("SELECT name FROM list ORDER BY key")) {
            for (int worker = 0; worker < workers; worker++) {
                targets.add(Sqlite.untouched(DataFolder.file(folder, worker)));
            }
            while (rows.next()) {
                String name = rows.getString(1);
                if (!end(source, name).equals(end(targets.get(Database.workerOf(name, workers)), name))) {
                    throw new StoreException(
                            Trouble.BROKEN,
                            "can't change the files: the list \"" + name
                                    + "\" did not come out the same; nothing was changed");
                }
            }
        } finally {
            for (var target : targets) {
                target.close();
            }
        }
    }

    private static List<String> end(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("""
                SELECT alive, properties, max(c.version), c.sum, c.entries, f.version, f.sum,
                    (SELECT count(*) FROM change WHERE list = key), (SELECT count(*) FROM entry WHERE list = key),
                    (SELECT group_concat(first || '-' || last || target) FROM sending WHERE list = key)
                FROM list JOIN change AS c ON c.list = key LEFT JOIN floor AS f ON f.list = key WHERE name = ?""")) {
            query.setString(1, name);
            List<String> end = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    for (int column = 1; column <= 10; column++) {
                        end.add(String.valueOf(rows.getString(column)));
                    }
                }
            }
            return end;
        }
    }

    private static void run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        for (var target : targets) {
            target.connection.close();
        }
    }
}
