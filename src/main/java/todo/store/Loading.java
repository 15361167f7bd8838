package todo.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.list.Change;
import todo.list.Entry;
import todo.list.TodoList;

/// A list being loaded, page by page, so that a long one does not hold up others. One of more than a page waits for its
/// turn (see [LargeLoads]) and then begins again.
///
/// Nobody writes a list while it is loaded, so the pages fit together; where several servers have the database, one may
/// after all, and then it begins anew. The table of entries may be behind (see
/// [Backlog]), and may be written meanwhile: so the changes it may lack are read first, and what they say of an entry
/// holds, whatever its row is.
final class Loading {
    private final String name;
    private final DatabaseReader reader;
    private final CompletableFuture<Loaded> loaded;
    private final LargeLoads large;
    private volatile boolean turn;
    private final Map<Long, Change> late = new HashMap<>();
    private final List<CompletableFuture<List<Entry>>> pages = new ArrayList<>();

    Loading(String name, DatabaseReader reader, LargeLoads large, CompletableFuture<Loaded> loaded) {
        this.name = name;
        this.reader = reader;
        this.large = large;
        this.loaded = loaded;
        var _ = loaded.whenComplete((_, _) -> endTurn());
    }

    /// How far it has come: what was read last, or all.
    private sealed interface Step {}

    private record Changes(RowReader.ListRow row, long reached, List<Change> page) implements Step {}

    private record Page(RowReader.ListRow row, EntryPage page) implements Step {}

    private record All(RowReader.ListRow row, List<Entry> entries, List<Sending> sendings) implements Step {}

    /// Another owner has written the list meanwhile.
    private record Overtaken() implements Step {}

    void start() {
        read(rows -> {
            var row = rows.list(name);
            if (row == null) {
                return new All(RowReader.ListRow.NONE, List.of(), List.of());
            }
            return row.behind() ? changes(rows, row, rows.reached(row.key())) : page(rows, row, 0);
        });
    }

    private void awaitTurn() {
        late.clear();
        pages.clear();
        large.begin(() -> {
            turn = true;
            start();
        });
    }

    private void endTurn() {
        if (turn) {
            large.end();
        }
    }

    private void read(DatabaseReader.Reading<Step> reading) {
        var _ = reader.read(name, reading).whenComplete((step, failure) -> {
            if (failure != null) {
                loaded.completeExceptionally(failure);
                return;
            }
            try {
                goOn(step);
            } catch (RuntimeException e) { // nobody else would tell those who wait
                loaded.completeExceptionally(e);
            }
        });
    }

    private static Step changes(RowReader rows, RowReader.ListRow row, long reached) throws SQLException {
        return new Changes(row, reached, rows.changes(row.key(), reached + 1, row.version()));
    }

    private static Step page(RowReader rows, RowReader.ListRow row, long after) throws SQLException {
        var page = rows.entries(row.key(), after);
        return page.isFull() ? new Page(row, page) : new All(row, page.entries(), rows.sendings(row.key()));
    }

    private void goOn(Step step) {
        boolean isLarge = step instanceof Page
                || step instanceof Changes(var row, var _, var page)
                        && !page.isEmpty()
                        && page.getLast().version() < row.version();
        if (isLarge && !turn) {
            awaitTurn();
            return;
        }
        switch (step) {
            case Changes(var row, var _, var page) -> {
                page.forEach(this::hold);
                long now = page.isEmpty() ? row.version() : page.getLast().version();
                read(rows -> now < row.version() ? changes(rows, row, now) : page(rows, row, 0));
            }
            case Page(var row, var page) -> {
                pages.add(made(page));
                read(rows -> page(rows, row, page.last()));
            }
            case Overtaken _ -> {
                late.clear();
                pages.clear();
                start();
            }
            case All(var row, var last, var sendings) -> {
                pages.add(CompletableFuture.completedFuture(last));
                whenAllAreThere(entries -> end(row, list(row, entries), sendings));
            }
        }
    }

    /// Made by another thread while this one reads on, or by this one too if the other is not done with those before.
    private CompletableFuture<List<Entry>> made(EntryPage page) {
        boolean allDone = pages.stream().allMatch(CompletableFuture::isDone);
        return CompletableFuture.supplyAsync(page::entries, allDone ? ForkJoinPool.commonPool() : Runnable::run);
    }

    private void whenAllAreThere(Consumer<List<Entry>> end) {
        var _ = CompletableFuture.allOf(pages.toArray(CompletableFuture[]::new))
                .thenRun(() -> end.accept(pages.stream()
                        .map(CompletableFuture::join)
                        .flatMap(List::stream)
                        .toList()))
                .exceptionally(failure -> {
                    var cause = failure.getCause();
                    loaded.completeExceptionally(
                            cause instanceof BadRequest damage ? reader.damaged(name, damage) : cause);
                    return null;
                });
    }

    private void end(RowReader.ListRow row, TodoList list, List<Sending> sendings) {
        if (isWhole(row, list)) {
            loaded.complete(new Loaded(list, new OpenList(name, row.key(), row.tip()), sendings));
            return;
        }
        read(rows -> {
            var now = rows.list(name);
            if (now != null && now.version() != row.version()) {
                return new Overtaken();
            }
            throw new Damage("it has %d open and %d completed entries, and should have %d and %d in their last versions"
                    .formatted(list.openCount(), list.completedCount(), row.open(), row.completed()));
        });
    }

    private void hold(Change change) {
        var entry = change.entry();
        if (entry != null) {
            late.put(entry.id(), change);
        }
    }

    private TodoList list(RowReader.ListRow row, List<Entry> entries) {
        return row.version() == 0
                ? TodoList.EMPTY
                : TodoList.of(
                        row.version(), row.changedAt(), row.lastId(), row.alive(), row.properties(), latest(entries));
    }

    /// Whether all entries are there, each in its last version, as the last change says.
    private static boolean isWhole(RowReader.ListRow row, TodoList list) {
        return list.openCount() == row.open()
                && list.completedCount() == row.completed()
                && list.all().stream().mapToInt(RowSum::ofEntry).sum()
                        == row.tip().entries();
    }

    /// The entries with what the late changes say of them, in order of id.
    private List<Entry> latest(List<Entry> entries) {
        if (late.isEmpty()) {
            return entries;
        }
        Map<Long, @Nullable Entry> all = new TreeMap<>();
        entries.forEach(entry -> all.put(entry.id(), entry));
        late.forEach((id, change) -> {
            if (change.leavesEntry()) {
                all.put(id, change.entry());
            } else {
                all.remove(id);
            }
        });
        return List.copyOf(all.values());
    }
}
