package todo.backup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.store.Snapshot.Row;

/// A row's values by the names of their columns.
record Values(Row row, Map<String, List<String>> tables) {
    private @Nullable Object value(String column) {
        int index = tables.getOrDefault(row.table(), List.of()).indexOf(column);
        return index < 0 ? null : row.values().get(index);
    }

    long number(String column) {
        if (value(column) instanceof Long number) {
            return number;
        }
        throw new BadRequest(column + " must be a number");
    }

    String text(String column) {
        if (value(column) instanceof String text) {
            return text;
        }
        throw new BadRequest(column + " must be text");
    }

    byte[] bytes(String column) {
        return text(column).getBytes(StandardCharsets.UTF_8);
    }
}
