package todo.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import todo.json.ChangeJson;
import todo.json.Json;
import todo.list.ListProperties;

/// Reads rows of the table of lists, and finds those that are not as they were written.
final class ListRows {
    private final ChangeRows changes = new ChangeRows();
    private final RowSum sums = new RowSum();

    /// A row of [Sql#list], with what its last change says of it.
    RowReader.ListRow read(ResultSet rows) throws SQLException {
        int column = ChangeRows.WIDTH + 1;
        var properties = properties(rows, column);
        if (rows.getLong(1) == 0) {
            return unmade(rows, column, properties);
        }
        var last = changes.read(rows);
        return new RowReader.ListRow(
                rows.getLong(column),
                rows.getBoolean(column + 1),
                properties,
                new Tip(last.version(), last.entries(), rows.getInt(ChangeRows.OWN_WIDTH)),
                Instant.ofEpochMilli(last.at()),
                last.lastId(),
                last.open(),
                last.completed(),
                rows.getBoolean(column + 5));
    }

    /// A list that never came to be has a row for the answers that it gave.
    private static RowReader.ListRow unmade(ResultSet rows, int column, ListProperties properties) throws SQLException {
        if (rows.getBoolean(column + 1) || !properties.equals(ListProperties.NONE)) {
            throw new Damage("its history is missing");
        }
        return RowReader.ListRow.unmade(rows.getLong(column));
    }

    /// A row of key, whether it is alive, properties, name and sum, and then version, time and counts of its last
    /// change.
    ListSummary summary(ResultSet rows) throws SQLException {
        if (rows.getLong(6) == 0) {
            throw new Damage("the history of the list \"" + rows.getString(4) + "\" is missing");
        }
        return new ListSummary(
                rows.getString(4),
                properties(rows, 1),
                rows.getLong(6),
                Instant.ofEpochMilli(rows.getLong(7)),
                rows.getInt(8),
                rows.getInt(9),
                null);
    }

    /// The properties in a list's row, whose key is in `column` and whose other columns follow it.
    private ListProperties properties(ResultSet rows, int column) throws SQLException {
        byte[] text = RowReader.bytes(rows, column + 2);
        String name = rows.getString(column + 3);
        if (sums.list(rows.getLong(column), name, rows.getBoolean(column + 1), text) != rows.getInt(column + 4)) {
            throw new Damage("the row of the list \"" + name + "\" is not as it was written");
        }
        return text.length == 2 ? ListProperties.NONE : Json.readStored(text, ChangeJson::readProperties);
    }
}
