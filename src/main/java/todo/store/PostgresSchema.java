package todo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import todo.store.StoreException.Trouble;

/// The tables of a PostgreSQL database, as numbered steps: the table `step` has those that were taken.
///
/// They are those of [Schema] but for what a file needs. A step that was released is never changed.
final class PostgresSchema {
    private static final List<List<String>> STEPS = List.of(
            first(), ofMany(), ReminderRows.tables("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"), List.of("""
                CREATE TABLE answer(list BIGINT NOT NULL, request TEXT COLLATE "C" NOT NULL, digest TEXT NOT NULL,
                    version BIGINT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY(list, request))"""));

    private PostgresSchema() {}

    private static List<String> first() {
        return List.of(
                // One row: which database this is, how often one took it for itself alone, and who was the last; and
                // what fills it, while that is not done.
                "CREATE TABLE owner(id TEXT NOT NULL, epoch BIGINT NOT NULL, holder TEXT NOT NULL, filling TEXT)",
                "INSERT INTO owner(id, epoch, holder) VALUES (gen_random_uuid()::text, 0, '')",
                // Each who writes takes so many keys at once.
                "CREATE SEQUENCE list_key INCREMENT BY " + PostgresWriter.KEYS_AT_ONCE,
                """
                CREATE TABLE list(key BIGINT PRIMARY KEY, name TEXT COLLATE "C" NOT NULL UNIQUE, alive INTEGER NOT NULL,
                    properties TEXT NOT NULL, sum INTEGER NOT NULL)""",
                """
                CREATE TABLE entry(list BIGINT NOT NULL, id BIGINT NOT NULL, version BIGINT NOT NULL,
                    due TEXT COLLATE "C", data TEXT NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY(list, id))
                    WITH (fillfactor = 85)""",
                "CREATE INDEX entry_due ON entry(due, list, id) WHERE due IS NOT NULL",
                // The primary key is the fence: no version can be written twice.
                """
                CREATE TABLE change(list BIGINT NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL,
                    "by" TEXT NOT NULL, request TEXT COLLATE "C", digest TEXT, last_id BIGINT NOT NULL,
                    open INTEGER NOT NULL, completed INTEGER NOT NULL, data TEXT NOT NULL, entries INTEGER NOT NULL,
                    sum INTEGER NOT NULL, PRIMARY KEY(list, version))""",
                "CREATE INDEX change_request ON change(list, request) WHERE request IS NOT NULL",
                """
                CREATE TABLE sending(list BIGINT NOT NULL, first BIGINT NOT NULL, last BIGINT NOT NULL,
                    target TEXT NOT NULL, PRIMARY KEY(list, first))""",
                """
                CREATE TABLE floor(list BIGINT PRIMARY KEY, version BIGINT NOT NULL, at BIGINT NOT NULL,
                    entries INTEGER NOT NULL, sum INTEGER NOT NULL)""");
    }

    private static List<String> ofMany() {
        return List.of(
                // The servers that share this database, each as long as it has its lease; see [Peers].
                "CREATE TABLE node(id TEXT PRIMARY KEY, address TEXT NOT NULL, until TIMESTAMPTZ NOT NULL)",
                // A row for each of their workers, which each of its transactions locks: with the row the right goes.
                "CREATE TABLE fence(node TEXT NOT NULL, worker INTEGER NOT NULL, PRIMARY KEY(node, worker))",
                // What one server would have in its data folder, and several must have together.
                "CREATE TABLE kept(name TEXT PRIMARY KEY, version BIGINT NOT NULL, text TEXT NOT NULL)");
    }

    /// Takes the steps that were not taken yet, all or none, and only one server at a time.
    static void prepare(Connection connection, Postgres postgres) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            checkEncoding(connection, postgres);
            makeOwn(connection);
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('todo steps ' || current_schema(), 0))");
            int taken = taken(connection);
            if (taken > STEPS.size()) {
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't open %s: it was written by a newer Todo (schema %d; this one knows %d); use that one"
                                .formatted(postgres, taken, STEPS.size()));
            }
            if (taken == 0) {
                statement.execute("""
                        CREATE TABLE IF NOT EXISTS step(number INTEGER PRIMARY KEY,
                            taken TIMESTAMPTZ NOT NULL DEFAULT now())""");
            }
            for (int step = taken; step < STEPS.size(); step++) {
                for (String sql : STEPS.get(step)) {
                    statement.execute(sql);
                }
                statement.execute("INSERT INTO step(number) VALUES (" + (step + 1) + ")");
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
        connection.setAutoCommit(true);
    }

    /// Makes the schema that the address names, if there is none yet.
    private static void makeOwn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT current_schema() IS NULL,
                            quote_ident(btrim(split_part(current_setting('search_path'), ',', 1), ' "'))""")) {
            rows.next();
            if (rows.getBoolean(1)) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + rows.getString(2));
            }
        }
    }

    /// Looks whether all tables are there as they are known here.
    static void checkTaken(Connection connection, Postgres postgres) throws SQLException {
        int taken = taken(connection);
        if (taken != STEPS.size()) {
            throw new StoreException(
                    Trouble.UNUSABLE,
                    taken == 0
                            ? "there are no lists in " + postgres
                            : "can't read %s: it has schema %d, and this one knows %d; use the Todo that wrote it"
                                    .formatted(postgres, taken, STEPS.size()));
        }
    }

    private static int taken(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("SELECT to_regclass('step') IS NOT NULL")) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    return 0;
                }
            }
            try (var rows = statement.executeQuery("SELECT coalesce(max(number), 0) FROM step")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void checkEncoding(Connection connection, Postgres postgres) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_setting('server_encoding')")) {
            rows.next();
            if (!rows.getString(1).equals("UTF8")) {
                throw new StoreException(
                        Trouble.UNUSABLE,
                        "can't open %s: its encoding is %s and must be UTF8; make another with createdb --encoding UTF8 --template template0"
                                .formatted(postgres, rows.getString(1)));
            }
        }
    }
}
