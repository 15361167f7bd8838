package todo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.ChangeJson;
import todo.json.Json;

/// Looks whether one database file is whole: its pages, that each list is in the file its name leads to, and each
/// list by itself (see [ListCheck]); or a PostgreSQL database, which knows of no files. Rows of no list, and keys of
/// requests that mean two things, are found too.
///
/// Each list is looked at in a transaction of its own, so writers can go on, and no more than one list is in memory.
final class FileCheck {
    private static final int PAGE = 1_000;

    private final Connection connection;
    private final Sql sql;
    private final String file;
    private final DataFolder.@Nullable Name name;
    private final Check.Progress progress;
    private final List<String> defects = new ArrayList<>();
    private final RowSum sums = new RowSum();
    private long lists;
    private long entries;
    private long changes;

    /// @param name which file it is; `null` in a database that is not one of files
    FileCheck(Connection connection, Sql sql, String file, DataFolder.@Nullable Name name, Check.Progress progress) {
        this.connection = connection;
        this.sql = sql;
        this.file = file;
        this.name = name;
        this.progress = progress;
    }

    /// A list's row.
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    record Row(long key, String name, boolean alive, byte[] properties, int sum) {}

    /// Something that is looked at, and may turn out not to be readable.
    private interface Look {
        void at() throws SQLException;
    }

    CheckReport.OfFile run() {
        if (name != null) {
            look("its pages", this::pages);
        }
        look("its lists", this::lists);
        look("its rows", this::orphans);
        look("the keys of its requests", this::requests);
        return new CheckReport.OfFile(file, lists, entries, changes, defects);
    }

    private void look(String what, Look look) {
        try {
            look.at();
        } catch (SQLException e) {
            add(what + " can't be read: " + e.getMessage());
        }
    }

    /// Ends a reading transaction, unless SQLite has done so itself. Where it came upon damage it would not commit it.
    private void end() throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            if (!Sqlite.isEnded(e)) {
                throw e;
            }
        }
    }

    private void add(String defect) {
        if (defects.size() < CheckReport.MOST) {
            defects.add(defect);
        }
    }

    private boolean isFull() {
        return defects.size() == CheckReport.MOST;
    }

    private void pages() throws SQLException {
        progress.at(file, 0, 0);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA integrity_check(" + CheckReport.MOST + ")")) {
            while (rows.next()) {
                String found = rows.getString(1);
                if (!found.equals("ok")) {
                    add("SQLite says: " + found.replace('\n', ' ').strip());
                }
            }
        }
    }

    private void lists() throws SQLException {
        connection.setAutoCommit(false);
        long all = number("SELECT count(*) FROM list", 0);
        var page = page(0);
        while (!page.isEmpty() && !isFull()) {
            for (var row : page) {
                progress.at(file, lists++, all);
                list(row);
                end();
            }
            page = page(page.getLast().key);
        }
    }

    private List<Row> page(long after) throws SQLException {
        List<Row> page = new ArrayList<>();
        try (var query = connection.prepareStatement(
                "SELECT key, name, alive, properties, sum FROM list WHERE key > ? ORDER BY key LIMIT " + PAGE)) {
            query.setLong(1, after);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(new Row(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getBoolean(3),
                            RowReader.bytes(rows, 4),
                            rows.getInt(5)));
                }
            }
        }
        end();
        return page;
    }

    private void list(Row row) {
        String the = "the list \"" + row.name + "\"";
        if (name != null && Database.workerOf(row.name, name.workers()) != name.worker()) {
            add("%s belongs in todo-%d.db".formatted(the, Database.workerOf(row.name, name.workers())));
        }
        var check = new ListCheck(connection, sql, row.key, defect -> add(the + " " + defect));
        look(the, () -> {
            if (!isAsWritten(row)) {
                add(the + " has a row that is not as it was written");
            }
            check.run();
        });
        entries += check.entries();
        changes += check.changes();
    }

    /// Whether the row is as it is now: it may have been written since it was read.
    private boolean isAsWritten(Row read) throws SQLException {
        var now = read;
        try (var query = connection.prepareStatement("SELECT name, alive, properties, sum FROM list WHERE key = ?")) {
            query.setLong(1, read.key);
            try (var rows = query.executeQuery()) {
                if (rows.next()) {
                    now = new Row(
                            read.key, rows.getString(1), rows.getBoolean(2), RowReader.bytes(rows, 3), rows.getInt(4));
                }
            }
        }
        try {
            Json.read(now.properties, ChangeJson::readProperties);
        } catch (BadRequest _) {
            return false;
        }
        return sums.list(now.key, now.name, now.alive, now.properties) == now.sum;
    }

    /// Rows of lists that are not there.
    private void orphans() throws SQLException {
        for (String table : List.of("change", "entry", "sending", "answer", "floor")) {
            try (var next = connection.prepareStatement("SELECT min(list) FROM " + table + " WHERE list > ?");
                    var known = connection.prepareStatement("SELECT 1 FROM list WHERE key = ?")) {
                for (long list = first(next, -1); list >= 0 && !isFull(); list = first(next, list)) {
                    if (first(known, list) < 0) {
                        add("the table \"%s\" has rows of a list that is not there (key %d)".formatted(table, list));
                    }
                }
            }
            end();
        }
    }

    /// The number that `query` finds for `parameter`, or -1 if it finds none.
    private static long first(PreparedStatement query, long parameter) throws SQLException {
        query.setLong(1, parameter);
        try (var rows = query.executeQuery()) {
            if (!rows.next()) {
                return -1;
            }
            long found = rows.getLong(1);
            return rows.wasNull() ? -1 : found;
        }
    }

    private long number(String sql, long none) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : none;
        }
    }

    /// A key stands for one request, and each is remembered with what it asked for.
    private void requests() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.repeated())) {
            while (rows.next() && !isFull()) {
                add("the list \"%s\" has the Idempotency-Key \"%s\" for more than one request"
                        .formatted(rows.getString(1), rows.getString(2)));
            }
        }
        end();
    }
}
