package todo.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import todo.json.ChangeJson;
import todo.list.Change;

/// Reads rows of the table of changes, and finds those that are not as they were written.
final class ChangeRows {
    /// The columns of the table `c` that [#unchecked] wants first, in their order.
    static final String OWN =
            "c.version, c.at, c.\"by\", c.request, c.digest, c.last_id, c.open, c.completed, c.entries, c.data, c.sum";

    /// How many they are.
    static final int OWN_WIDTH = 11;

    /// The same, and the sum of the change before, as [#read] wants them.
    static final String COLUMNS = OWN + """
            , coalesce((SELECT sum FROM change AS b WHERE b.list = c.list AND b.version = c.version - 1),
                (SELECT sum FROM floor AS b WHERE b.list = c.list AND b.version = c.version - 1),
                CASE WHEN c.version = 1 THEN 0 END)""";

    /// How many those are.
    static final int WIDTH = OWN_WIDTH + 1;

    private final RowSum sums = new RowSum();

    /// @throws Damage if the row is not as it was written, or does not follow the one before it
    ChangeRow read(ResultSet rows) throws SQLException {
        var row = unchecked(rows);
        int before = rows.getInt(WIDTH);
        if (rows.wasNull()) {
            throw new Damage("the change before " + row.version() + " is missing");
        }
        if (sums.change(before, row) != rows.getInt(OWN_WIDTH)) {
            throw new Damage("the change " + row.version() + ", or the one before it, is not as it was written");
        }
        return row;
    }

    /// @throws Damage as [#read]
    Change change(ResultSet rows) throws SQLException {
        return change(read(rows));
    }

    /// The row as it is there, whatever its sum.
    static ChangeRow unchecked(ResultSet rows) throws SQLException {
        return new ChangeRow(
                rows.getLong(1),
                rows.getLong(2),
                text(rows, 3),
                rows.getString(4),
                rows.getString(5),
                rows.getLong(6),
                rows.getInt(7),
                rows.getInt(8),
                rows.getInt(9),
                RowReader.bytes(rows, 10));
    }

    static Change change(ChangeRow row) {
        return ChangeJson.read(row.version(), Instant.ofEpochMilli(row.at()), row.by(), row.data());
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }
}
