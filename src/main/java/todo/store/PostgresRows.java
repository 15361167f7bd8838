package todo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows that wait to be written into a PostgreSQL database, all of them by one statement: so they go there, are
/// committed and come to be answered in one round trip. Used by one thread.
final class PostgresRows {
    /// What can be done with a row: its values are arrays, a column each, of the types that `types` names.
    enum Part {
        ADD_LIST("INSERT INTO list(key, name, alive, properties, sum) SELECT * FROM unnest(%s)", "ltiti"),
        SET_LIST("""
                UPDATE list SET alive = n.alive, properties = n.properties, sum = n.sum
                FROM unnest(%s) AS n(key, alive, properties, sum) WHERE list.key = n.key""", "liti"),
        ADD_CHANGE("""
                INSERT INTO change(list, version, at, "by", request, digest, last_id, open, completed, data, entries, sum)
                SELECT * FROM unnest(%s)""", "llltttliitii"),
        PUT_ENTRY("""
                INSERT INTO entry(list, id, version, due, data, sum) SELECT * FROM unnest(%s)
                ON CONFLICT(list, id) DO UPDATE
                SET version = excluded.version, due = excluded.due, data = excluded.data, sum = excluded.sum""", "lllt" + "ti"),
        REMOVE_ENTRY("""
                DELETE FROM entry USING unnest(%s) AS n(list, id) WHERE entry.list = n.list AND entry.id = n.id""", "ll"),
        ADD_SENDING("INSERT INTO sending(list, first, last, target) SELECT * FROM unnest(%s)", "lllt"),
        REMOVE_SENDING("""
                DELETE FROM sending USING unnest(%s) AS n(list, first)
                WHERE sending.list = n.list AND sending.first = n.first""", "ll"),
        ADD_FLOOR("INSERT INTO floor(list, version, at, entries, sum) SELECT * FROM unnest(%s)", "lllii");

        private final String sql;
        private final String types;

        Part(String sql, String types) {
            this.types = types;
            this.sql = sql.formatted(types.chars()
                    .mapToObj(type -> switch (type) {
                        case 'l' -> "?::bigint[]";
                        case 'i' -> "?::integer[]";
                        default -> "?::text[]";
                    })
                    .collect(Collectors.joining(", ")));
        }
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<Part, List<@Nullable Object[]>> rows = new EnumMap<>(Part.class);
    private int size;

    PostgresRows(Connection connection) {
        this.connection = connection;
        for (var part : Part.values()) {
            rows.put(part, new ArrayList<>());
        }
    }

    /// @param values a `Long`, an `Integer` or a text for each column, in their order
    void add(Part part, @Nullable Object... values) {
        rows(part).add(values);
        size++;
    }

    private List<@Nullable Object[]> rows(Part part) {
        return java.util.Objects.requireNonNull(rows.get(part));
    }

    int size() {
        return size;
    }

    void clear() {
        rows.values().forEach(List::clear);
        size = 0;
    }

    /// Writes all of them; they wait no more once that has worked.
    void write() throws SQLException {
        if (size == 0) {
            return;
        }
        var parts = rows.keySet().stream().filter(part -> !rows(part).isEmpty()).toList();
        var statement = statement(parts);
        int parameter = 1;
        for (var part : parts) {
            for (int column = 0; column < part.types.length(); column++) {
                statement.setObject(parameter++, column(rows(part), column, part.types.charAt(column)));
            }
        }
        statement.execute();
        clear();
    }

    private PreparedStatement statement(List<Part> parts) throws SQLException {
        var sql = new StringBuilder();
        for (var part : parts.subList(0, parts.size() - 1)) {
            sql.append(sql.isEmpty() ? "WITH " : ", ")
                    .append(part)
                    .append(" AS (")
                    .append(part.sql)
                    .append(")\n");
        }
        String whole = sql.append(parts.getLast().sql).toString();
        var known = statements.get(whole);
        if (known == null) {
            known = connection.prepareStatement(whole);
            statements.put(whole, known);
        }
        return known;
    }

    private static Object column(List<@Nullable Object[]> rows, int column, char type) {
        return switch (type) {
            case 'l' -> rows.stream().mapToLong(row -> number(row[column])).toArray();
            case 'i' -> rows.stream().mapToInt(row -> (int) number(row[column])).toArray();
            default -> rows.stream().map(row -> row[column]).toArray(String[]::new);
        };
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
