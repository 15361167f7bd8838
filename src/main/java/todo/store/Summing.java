package todo.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import todo.json.BadRequest;
import todo.json.ChangeJson;

/// Gives a file of the first schema, which had none, the checksums of all its rows.
final class Summing implements Schema.Work {
    private static final int PAGE = 1_000;

    /// Reads rows from behind a place, and has each given its sums.
    private interface Page {
        /// Whether there was a row.
        boolean next() throws SQLException;
    }

    private final RowSum sums = new RowSum();

    @Override
    public void on(Connection connection) throws SQLException {
        lists(connection);
        changes(connection);
        entries(connection);
    }

    private static void all(Page page) throws SQLException {
        while (page.next()) {}
    }

    private void lists(Connection connection) throws SQLException {
        try (var from = connection.prepareStatement(
                        "SELECT key, name, alive, properties FROM list WHERE key > ? ORDER BY key LIMIT " + PAGE);
                var to = connection.prepareStatement("UPDATE list SET sum = ? WHERE key = ?")) {
            var at = new Object() {
                long key;
            };
            all(() -> {
                from.setLong(1, at.key);
                try (var rows = from.executeQuery()) {
                    while (rows.next()) {
                        at.key = rows.getLong(1);
                        to.setInt(1, sums.list(at.key, rows.getString(2), rows.getBoolean(3), bytes(rows, 4)));
                        to.setLong(2, at.key);
                        to.addBatch();
                    }
                }
                return to.executeBatch().length > 0;
            });
        }
    }

    private void changes(Connection connection) throws SQLException {
        try (var from = connection.prepareStatement("""
                        SELECT seq, list, version, at, "by", request, digest, last_id, open, completed, data FROM change
                        WHERE (list, version) > (?, ?) ORDER BY list, version LIMIT\s""" + PAGE);
                var to = connection.prepareStatement("UPDATE change SET entries = ?, sum = ? WHERE seq = ?")) {
            var at = new Object() {
                long list;
                Tip tip = Tip.NONE;
            };
            all(() -> {
                from.setLong(1, at.list);
                from.setLong(2, at.tip.version());
                try (var rows = from.executeQuery()) {
                    while (rows.next()) {
                        at.tip = change(rows, rows.getLong(2) == at.list ? at.tip : Tip.NONE, to);
                        at.list = rows.getLong(2);
                    }
                }
                return to.executeBatch().length > 0;
            });
        }
    }

    private Tip change(ResultSet rows, Tip tip, PreparedStatement to) throws SQLException {
        var row = new ChangeRow(
                rows.getLong(3),
                rows.getLong(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getLong(8),
                rows.getInt(9),
                rows.getInt(10),
                tip.entries() + entriesBy(rows),
                bytes(rows, 11));
        int sum = sums.change(tip.sum(), row);
        to.setInt(1, row.entries());
        to.setInt(2, sum);
        to.setLong(3, rows.getLong(1));
        to.addBatch();
        return new Tip(row.version(), row.entries(), sum);
    }

    /// What can't be read adds nothing; its list is found to be damaged when it is loaded.
    private static int entriesBy(ResultSet rows) throws SQLException {
        try {
            return RowSum.entriesBy(ChangeJson.read(
                    rows.getLong(3), Instant.ofEpochMilli(rows.getLong(4)), rows.getString(5), bytes(rows, 11)));
        } catch (BadRequest _) {
            return 0;
        }
    }

    private void entries(Connection connection) throws SQLException {
        try (var from = connection.prepareStatement("""
                        SELECT list, id, version, due, data FROM entry WHERE (list, id) > (?, ?)
                        ORDER BY list, id LIMIT\s""" + PAGE);
                var to = connection.prepareStatement("UPDATE entry SET sum = ? WHERE list = ? AND id = ?")) {
            var at = new Object() {
                long list;
                long id;
            };
            all(() -> {
                from.setLong(1, at.list);
                from.setLong(2, at.id);
                try (var rows = from.executeQuery()) {
                    while (rows.next()) {
                        at.list = rows.getLong(1);
                        at.id = rows.getLong(2);
                        to.setInt(1, sums.entry(at.id, rows.getLong(3), rows.getString(4), bytes(rows, 5)));
                        to.setLong(2, at.list);
                        to.setLong(3, at.id);
                        to.addBatch();
                    }
                }
                return to.executeBatch().length > 0;
            });
        }
    }

    private static byte[] bytes(ResultSet rows, int column) throws SQLException {
        return rows.getString(column).getBytes(StandardCharsets.UTF_8);
    }
}
