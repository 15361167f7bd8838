package todo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One going through a file's lists that removes the changes made before a moment, in small steps.
///
/// What the list goes on from stays: its last change, what the table of entries does not have yet, and what it has
/// sent that has not arrived. Of the last change that is removed, its version, time and sums are kept as the
/// list's floor. Entries are not touched.
final class Trimming {
    private static final Logger LOG = LoggerFactory.getLogger(Trimming.class);
    private static final int CHANGES_AT_ONCE = 500;
    private static final int LISTS_AT_ONCE = 200;

    private final long before;
    private long list;
    private long removed;

    Trimming(Instant before) {
        this.before = before.toEpochMilli();
    }

    /// How many changes were removed so far.
    long removed() {
        return removed;
    }

    /// Takes a step, in a transaction of its own; `false` when there is nothing more to do.
    boolean step(RowWriter rows, RowStore place) throws SQLException {
        boolean more;
        try {
            more = step(rows.connection(), place.sql());
            rows.commit();
        } catch (SQLException e) {
            if (!rows.rollback(rows.seq()) || !place.isDamage(e)) {
                throw e;
            }
            LOG.error("can't remove the old history of a list, which is damaged", e);
            more = true;
        }
        return more;
    }

    private boolean step(Connection connection, Sql sql) throws SQLException {
        long cut = 0;
        for (int lists = 0; lists < LISTS_AT_ONCE && cut < CHANGES_AT_ONCE; lists++) {
            long next = number(connection, "SELECT min(list) FROM change WHERE list > ?", list);
            if (next == 0) {
                removed += cut;
                return false;
            }
            list = next;
            int here = trim(connection, sql);
            cut += here;
            if (here == CHANGES_AT_ONCE) {
                list--; // there may be more of it
            }
        }
        removed += cut;
        return true;
    }

    /// Removes what is too old of the list, from its oldest on, and gives how much that was.
    private int trim(Connection connection, Sql sql) throws SQLException {
        long last = number(connection, "SELECT max(version) FROM change WHERE list = ?", list);
        long sent = number(connection, "SELECT min(first) FROM sending WHERE list = ?", list);
        int count = 0;
        long version = 0;
        try (var query = connection.prepareStatement(sql.settled() + " ORDER BY version LIMIT " + CHANGES_AT_ONCE)) {
            bind(query, list, sent == 0 ? last : Math.min(last, sent));
            try (var rows = query.executeQuery();
                    var floor = connection.prepareStatement("""
                            INSERT INTO floor(list, version, at, entries, sum) VALUES (?, ?, ?, ?, ?)
                            ON CONFLICT(list) DO UPDATE
                            SET version = excluded.version, at = excluded.at, entries = excluded.entries, sum = excluded.sum
                            WHERE excluded.version > floor.version""")) {
                while (rows.next() && rows.getLong(2) < before) {
                    version = rows.getLong(1);
                    bind(floor, list, version, rows.getLong(2), rows.getInt(3), rows.getInt(4));
                    count++;
                }
                if (count > 0) {
                    floor.executeUpdate();
                }
            }
        }
        if (count > 0) {
            for (String table : List.of("change", "answer")) {
                try (var delete =
                        connection.prepareStatement("DELETE FROM " + table + " WHERE list = ? AND version <= ?")) {
                    bind(delete, list, version);
                    delete.executeUpdate();
                }
            }
        }
        return count;
    }

    private static long number(Connection connection, String sql, long parameter) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            bind(query, parameter);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(i + 1, values[i]);
        }
    }
}
