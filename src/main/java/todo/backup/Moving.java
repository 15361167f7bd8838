package todo.backup;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import todo.store.Database;
import todo.store.NewLists;
import todo.store.Snapshot;

/// All lists with their history from one kind of database into the other.
public final class Moving {
    private Moving() {}

    /// Fills what `target` begins with all that is in `from`. Both are checked, and must be the same.
    ///
    /// @param progress told how many lists have gone
    public static Summary all(Database from, Function<Snapshot, NewLists> target, LongConsumer progress)
            throws IOException {
        try (var lists = from.snapshot();
                var made = target.apply(lists)) {
            var gone = new Checking();
            gone.begin(lists.columns());
            var count = new long[1];
            lists.forEach(row -> {
                if (row.table().equals(Snapshot.LISTS)) {
                    progress.accept(count[0]++);
                }
                gone.take(row);
                made.add(row);
            });
            var before = gone.summary();
            try (var written = made.written()) {
                var after = Checking.of(written);
                if (!after.equals(before)) {
                    throw new BadBackup(
                            "what has arrived (%s) is not what was sent (%s); if the lists were changed since it was begun, begin anew with an empty database"
                                    .formatted(after, before));
                }
            }
            made.install();
            return before;
        }
    }
}
