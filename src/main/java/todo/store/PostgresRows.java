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
        ADD_ANSWER("INSERT INTO answer(list, request, digest, version, outcome) SELECT * FROM unnest(%s)", "lttlt"),
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

    /// What PostgreSQL says where the row of `fence` is gone: a division by zero.
    static final String FENCED = "22012";

    private static final String FENCE = "WITH own AS (SELECT 1 FROM fence WHERE node = ? AND worker = ? FOR SHARE), ";
    private static final String IF_OWN = "SELECT 1 / count(*) FROM own";

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
    ///
    /// @param node whose right to write them goes with its row of `fence`, and then this fails as [#FENCED];
    ///     `null` if nobody else has the database
    void write(@Nullable String node, int worker) throws SQLException {
        if (size == 0) {
            return;
        }
        var parts = rows.keySet().stream().filter(part -> !rows(part).isEmpty()).toList();
        var statement = statement(parts, node != null);
        int parameter = 1;
        if (node != null) {
            statement.setString(parameter++, node);
            statement.setInt(parameter++, worker);
        }
        for (var part : parts) {
            for (int column = 0; column < part.types.length(); column++) {
                statement.setObject(parameter++, column(rows(part), column, part.types.charAt(column)));
            }
        }
        statement.execute();
        clear();
    }

    /// All parts are one statement, so it is done whole or not at all.
    private PreparedStatement statement(List<Part> parts, boolean fenced) throws SQLException {
        String whole = fenced
                ? FENCE + named(parts) + IF_OWN
                : parts.size() == 1
                        ? parts.getFirst().sql
                        : "WITH " + named(parts.subList(0, parts.size() - 1)) + parts.getLast().sql;
        var known = statements.get(whole);
        if (known == null) {
            known = connection.prepareStatement(whole);
            statements.put(whole, known);
        }
        return known;
    }

    private static String named(List<Part> parts) {
        return parts.stream().map(part -> part + " AS (" + part.sql + ")").collect(Collectors.joining(",\n", "", "\n"));
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
