package todo.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A damaged file of a folder being made anew, in a place of its own.
///
/// All rows of histories, lists, and what is on its way stay as they are, with their checksums and numbers; they are
/// read in the order of their tables, so that no index is needed. Entries stay as they are where their list is whole;
/// where it is not, they are made from its history (see [EntriesAnew]), and hold if the list is whole then. A list
/// whose history is damaged stays as damaged as it is. Where it can't be known that every change is there, nothing is
/// made. Used by one thread.
final class FileAnew implements AutoCloseable {
    private static final int CHANGES_AT_ONCE = 50_000;
    private static final int LISTS_AT_ONCE = 500;

    private final String name;
    private final Connection old;
    private final Connection made;
    private final Consumer<String> told;
    private final Check.Progress progress;
    private int healed;

    /// @param to the file to be made
    /// @param told takes what is done and what can't be, a sentence each
    FileAnew(Path file, Path to, Consumer<String> told, Check.Progress progress) throws SQLException {
        this.name = String.valueOf(file.getFileName());
        this.told = told;
        this.progress = progress;
        old = Sqlite.untouched(file);
        try {
            made = maker(file, to);
        } catch (SQLException | RuntimeException e) {
            old.close();
            throw e;
        }
    }

    private static Connection maker(Path file, Path to) throws SQLException {
        var connection = Sqlite.maker(to);
        try {
            Schema.CURRENT.prepare(connection, to);
            run(connection, "ATTACH ? AS old", Sqlite.addressUntouched(file));
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private record Named(long key, String name) {}

    /// How many lists were made whole.
    ///
    /// @throws Damage if it can't be made, saying why
    int make() throws SQLException {
        try {
            copy();
        } catch (SQLException e) {
            if (Sqlite.isDamage(e)) {
                throw new Damage("its history can't be read to its end");
            }
            throw e;
        }
        var lists = lists();
        checkChanges(lists);
        int done = 0;
        for (var list : lists) {
            progress.at(name, done++, lists.size());
            make(list);
            if (done % LISTS_AT_ONCE == 0) {
                made.commit();
            }
        }
        made.commit();
        return healed;
    }

    /// Copies all but the entries.
    private void copy() throws SQLException {
        run(
                made,
                "INSERT INTO folder(workers, worker, reached, id) SELECT workers, worker, reached, id FROM old.folder");
        run(made, """
                INSERT INTO list(key, name, alive, properties, sum)
                SELECT key, name, alive, properties, sum FROM old.list NOT INDEXED ORDER BY key""");
        run(made, """
                INSERT INTO sending(list, first, last, target)
                SELECT list, first, last, target FROM old.sending ORDER BY list, first""");
        run(made, """
                INSERT INTO answer(list, request, digest, version, outcome)
                SELECT list, request, digest, version, outcome FROM old.answer ORDER BY list, request""");
        run(made, """
                INSERT INTO floor(list, version, at, entries, sum)
                SELECT list, version, at, entries, sum FROM old.floor ORDER BY list""");
        long end = number(made, "SELECT coalesce(max(seq), 0) FROM old.change NOT INDEXED");
        for (long from = 0; from < end; from += CHANGES_AT_ONCE) {
            run(made, """
                    INSERT INTO change(seq, list, version, at, "by", request, digest, last_id, open, completed, data,
                        entries, sum)
                    SELECT seq, list, version, at, "by", request, digest, last_id, open, completed, data, entries, sum
                    FROM old.change NOT INDEXED WHERE seq > ? AND seq <= ? ORDER BY seq""", from, from + CHANGES_AT_ONCE);
            made.commit();
        }
    }

    private List<Named> lists() throws SQLException {
        List<Named> lists = new ArrayList<>();
        try (var statement = made.createStatement();
                var rows = statement.executeQuery("SELECT key, name FROM main.list ORDER BY key")) {
            while (rows.next()) {
                lists.add(new Named(rows.getLong(1), rows.getString(2)));
            }
        }
        return lists;
    }

    /// A page of changes may be lost and look as if it had never been. So the old index must know of no later change
    /// of any list. Where it can't be read itself, no number may be missing up to where the table of entries came.
    private void checkChanges(List<Named> lists) throws SQLException {
        if (number(made, "SELECT count(*) FROM main.change WHERE list NOT IN (SELECT key FROM main.list)") > 0) {
            throw new Damage("it has changes of lists whose names are gone");
        }
        boolean known = true;
        for (var list : lists) {
            long there = number(made, "SELECT coalesce(max(version), 0) FROM main.change WHERE list = ?", list.key);
            try {
                long indexed = number(old, "SELECT coalesce(max(version), 0) FROM change WHERE list = ?", list.key);
                if (indexed > there) {
                    throw new Damage("the list \"%s\" lacks its last changes, behind %d".formatted(list.name, there));
                }
            } catch (SQLException e) {
                if (!Sqlite.isDamage(e)) {
                    throw e;
                }
                known = false;
            }
        }
        if (!known && !isWithoutGap()) {
            throw new Damage("the index of its history can't be read, and without it changes may be missing");
        }
    }

    private boolean isWithoutGap() throws SQLException {
        long last = number(made, "SELECT coalesce(max(seq), 0) FROM main.change");
        return number(made, "SELECT count(*) FROM main.change") == last
                && number(made, "SELECT reached FROM main.folder") == last;
    }

    private void make(Named list) throws SQLException {
        if (defects(old, list).isEmpty()) {
            put(list, EntriesAnew.asTheyAre(list.key, old));
            if (!defects(made, list).isEmpty()) {
                throw new Damage("the list \"" + list.name + "\" can't be read twice alike");
            }
            return;
        }
        String reason;
        try {
            var anew = new EntriesAnew();
            var entries = anew.of(list.key, made, old);
            put(list, entries);
            var defects = defects(made, list);
            if (defects.isEmpty()) {
                told.accept(
                        "the list \"%s\" is whole again: its entries (%d) were made anew from its history (%d changes)"
                                .formatted(list.name, entries.size(), anew.changes()));
                healed++;
                return;
            }
            reason = "it " + defects.getFirst();
        } catch (Damage e) {
            reason = String.valueOf(e.getMessage());
        }
        run(made, "DELETE FROM main.entry WHERE list = ?", list.key);
        put(list, EntriesAnew.asTheyAre(list.key, old));
        told.accept("the list \"%s\" can't be made whole: %s; a backup may have it whole (./todo restore --help)"
                .formatted(list.name, reason));
    }

    private static List<String> defects(Connection connection, Named list) throws SQLException {
        List<String> defects = new ArrayList<>();
        try {
            new ListCheck(connection, Sql.SQLITE, list.key, defects::add).run();
        } catch (SQLException e) {
            if (!Sqlite.isDamage(e)) {
                throw e;
            }
            defects.add("can't be read: " + e.getMessage());
        }
        return defects;
    }

    private void put(Named list, List<EntriesAnew.Row> entries) throws SQLException {
        try (var put = made.prepareStatement(
                "INSERT INTO main.entry(list, id, version, due, data, sum) VALUES (?, ?, ?, ?, CAST(? AS TEXT), ?)")) {
            for (var entry : entries) {
                put.setLong(1, list.key);
                put.setLong(2, entry.id());
                put.setLong(3, entry.version());
                put.setString(4, entry.due());
                put.setBytes(5, entry.data());
                put.setInt(6, entry.sum());
                put.addBatch();
            }
            put.executeBatch();
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

    private static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (old) {
            made.close();
        }
    }
}
