package todo.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import todo.store.StoreException.Trouble;

/// The tables of a database file, as numbered steps: a file says in `user_version` how many it has taken.
///
/// A step that was released is never changed; a new one is added behind it.
record Schema(List<Step> steps) {
    static final Schema CURRENT = new Schema(List.of(first(), checksums(), answers()));

    /// The first schema in which a file says of which folder it is.
    static final int WITH_ID = 2;

    /// What is done in Java, in the step's transaction, when its statements are.
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    record Step(List<String> statements, Work work) {
        Step {
            statements = List.copyOf(statements);
        }

        static Step of(String... statements) {
            return new Step(List.of(statements), _ -> {});
        }
    }

    private static Step first() {
        return Step.of(

                // This file is number `worker` of `workers`. The table of entries has all changes up to `reached`.
                "CREATE TABLE folder(workers INTEGER NOT NULL, worker INTEGER NOT NULL, reached INTEGER NOT NULL)",
                // The lists of this file. `key` stands for the name in the other tables.
                """
            CREATE TABLE list(key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, alive INTEGER NOT NULL,
                properties TEXT NOT NULL)""",
                // The entries as they are after the change `reached`, and some later ones. `due` is there while the
                // entry
                // is open and has a date.
                """
            CREATE TABLE entry(list INTEGER NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL, due TEXT,
                data TEXT NOT NULL, PRIMARY KEY(list, id)) WITHOUT ROWID""",
                "CREATE INDEX entry_due ON entry(due, list, id) WHERE due IS NOT NULL",
                // The changes as they came, counted by `seq`. `last_id`, `open` and `completed` are the list's after
                // the change; `at` is in ms since 1970. The unique key is the fence: no version can be written twice.
                """
            CREATE TABLE change(seq INTEGER PRIMARY KEY, list INTEGER NOT NULL, version INTEGER NOT NULL,
                at INTEGER NOT NULL, "by" TEXT NOT NULL, request TEXT, digest TEXT, last_id INTEGER NOT NULL,
                open INTEGER NOT NULL, completed INTEGER NOT NULL, data TEXT NOT NULL, UNIQUE(list, version))""",
                "CREATE INDEX change_request ON change(list, request) WHERE request IS NOT NULL",
                // What one list has let go to another that does not have it yet: its changes `first` to `last`.
                """
            CREATE TABLE sending(list INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
                target TEXT NOT NULL, PRIMARY KEY(list, first)) WITHOUT ROWID""");
    }

    /// Checksums of all rows (see [RowSum]), what a trimmed history begins with, and by what a file is known to be
    /// of its folder.
    private static Step checksums() {
        return new Step(
                List.of(
                        // The same in all files of a folder, and empty until all of them are made.
                        "ALTER TABLE folder ADD COLUMN id TEXT NOT NULL DEFAULT ''",
                        "ALTER TABLE list ADD COLUMN sum INTEGER NOT NULL DEFAULT 0",
                        // `entries` is the sum over the list's entries after the change; `sum` goes over the one
                        // before.
                        "ALTER TABLE change ADD COLUMN entries INTEGER NOT NULL DEFAULT 0",
                        "ALTER TABLE change ADD COLUMN sum INTEGER NOT NULL DEFAULT 0",
                        "ALTER TABLE entry ADD COLUMN sum INTEGER NOT NULL DEFAULT 0",
                        // The last change that is no longer kept, of the lists whose history does not go back to the
                        // first.
                        """
                        CREATE TABLE floor(list INTEGER PRIMARY KEY, version INTEGER NOT NULL, at INTEGER NOT NULL,
                            entries INTEGER NOT NULL, sum INTEGER NOT NULL)"""),
                new Summing());
    }

    /// What requests with an idempotency key were answered that changed nothing, at the list's `version`.
    private static Step answers() {
        return Step.of("""
            CREATE TABLE answer(list INTEGER NOT NULL, request TEXT NOT NULL, digest TEXT NOT NULL,
                version INTEGER NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY(list, request)) WITHOUT ROWID""");
    }

    Schema {
        steps = List.copyOf(steps);
    }

    /// Takes the steps that `file` has not taken yet; a file that holds something is copied first.
    void prepare(Connection connection, Path file) throws SQLException {
        int taken = version(connection);
        if (taken > steps.size()) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    "can't open %s: it was written by a newer Todo (schema %d; this one knows %d); use that one"
                            .formatted(file, taken, steps.size()));
        }
        if (taken > 0 && taken < steps.size()) {
            copy(connection, file, taken);
        }
        for (int step = taken; step < steps.size(); step++) {
            take(connection, step);
        }
    }

    static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA user_version")) {
            return rows.getInt(1);
        }
    }

    private static void copy(Connection connection, Path file, int taken) throws SQLException {
        var copy = file.resolveSibling(file.getFileName() + ".schema-" + taken);
        try {
            Files.deleteIfExists(copy);
        } catch (java.io.IOException e) {
            throw new StoreException(Trouble.UNUSABLE, "can't replace the copy " + copy + ": " + e, e);
        }
        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, copy.toString());
            statement.execute();
        }
    }

    private void take(Connection connection, int step) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (String sql : steps.get(step).statements) {
                statement.execute(sql);
            }
            steps.get(step).work.on(connection);
            statement.execute("PRAGMA user_version = " + (step + 1));
            statement.execute("COMMIT");
        }
    }
}
