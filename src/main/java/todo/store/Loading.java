package todo.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import todo.list.Entry;
import todo.list.TodoList;

/// A list being loaded, page by page, so that a long one does not hold up others.
///
/// Nobody writes a list while it is loaded, so the pages fit together.
final class Loading {
    private final String name;
    private final DatabaseReader reader;
    private final CompletableFuture<Loaded> loaded;
    private final List<Entry> entries = new ArrayList<>();

    Loading(String name, DatabaseReader reader, CompletableFuture<Loaded> loaded) {
        this.name = name;
        this.reader = reader;
        this.loaded = loaded;
    }

    void start() {
        var _ = reader.read(name, rows -> {
                    var row = rows.list(name);
                    return row == null ? fresh() : page(rows, row);
                })
                .whenComplete(this::goOn);
    }

    private static Step fresh() {
        return new Step(RowReader.ListRow.NONE, List.of(), List.of());
    }

    /// How far it has come. `sendings` is `null` while there may be more entries.
    private record Step(
            RowReader.ListRow row,
            List<Entry> entries,
            @Nullable List<Sending> sendings) {}

    private Step page(RowReader rows, RowReader.ListRow row) throws java.sql.SQLException {
        long after = entries.isEmpty() ? 0 : entries.getLast().id();
        var page = rows.entries(row.key(), after);
        return new Step(row, page, page.size() < RowReader.PAGE ? rows.sendings(row.key()) : null);
    }

    private void goOn(@Nullable Step step, @Nullable Throwable failure) {
        if (step == null) {
            loaded.completeExceptionally(
                    failure == null ? new IllegalStateException("neither page nor failure") : failure);
            return;
        }
        entries.addAll(step.entries);
        var row = step.row;
        if (step.sendings == null) {
            var _ = reader.read(name, rows -> page(rows, row)).whenComplete(this::goOn);
            return;
        }
        var list = row.version() == 0
                ? TodoList.EMPTY
                : TodoList.of(row.version(), row.changedAt(), row.lastId(), row.alive(), row.properties(), entries);
        if (isWhole(row, list)) {
            loaded.complete(new Loaded(list, new OpenList(name, row.key(), row.tip()), step.sendings));
        } else {
            loaded.completeExceptionally(reader.damaged(
                    name,
                    new Damage(
                            "it has %d open and %d completed entries, and should have %d and %d in their last versions"
                                    .formatted(list.openCount(), list.completedCount(), row.open(), row.completed()))));
        }
    }

    /// Whether all entries are there, each in its last version, as the last change says.
    private boolean isWhole(RowReader.ListRow row, TodoList list) {
        return list.openCount() == row.open()
                && list.completedCount() == row.completed()
                && entries.stream().mapToInt(RowSum::ofEntry).sum() == row.tip().entries();
    }
}
