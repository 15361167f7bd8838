package todo.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Entry;
import todo.list.ListProperties;
import todo.list.TodoList;
import todo.store.DatabaseAddress;
import todo.store.NewFolder;
import todo.store.NewLists;
import todo.store.NewPostgres;
import todo.store.Snapshot;

/// From a backup back to lists.
public final class Restoring {
    private Restoring() {}

    /// Makes `folder`, which must not hold lists, from all that is in `file`. Both are checked, and must be the same.
    ///
    /// @param workers how many files the folder gets; 0 for as many as the backup was made of
    public static Summary toFolder(Path file, Path folder, int workers) throws IOException {
        NewFolder.checkEmpty(folder);
        return all(
                file,
                header -> NewFolder.begin(
                        folder, workers > 0 ? workers : header.workers(), header.schema(), header.tables()));
    }

    /// Fills the PostgreSQL database `db`, which must be empty, in the same way.
    public static Summary toDatabase(Path file, DatabaseAddress db) throws IOException {
        return all(file, header -> NewPostgres.begin(db, header.schema(), header.tables()));
    }

    private static Summary all(Path file, Function<BackupFile.Header, NewLists> target) throws IOException {
        var before = Backup.check(file);
        try (var filling = new Filling(target)) {
            BackupFile.read(file, filling);
            var made = filling.made();
            try (var written = made.written()) {
                var after = Checking.of(written);
                if (!after.equals(before)) {
                    throw new BadBackup(
                            "what was restored (%s) is not what is in %s (%s)".formatted(after, file, before));
                }
            }
            made.install();
            return before;
        }
    }

    private static final class Filling implements BackupFile.Taker, AutoCloseable {
        private final Function<BackupFile.Header, NewLists> target;
        private @Nullable NewLists made;
        private Map<String, List<String>> tables = Map.of();

        Filling(Function<BackupFile.Header, NewLists> target) {
            this.target = target;
        }

        NewLists made() {
            var begun = made;
            if (begun == null) {
                throw new IllegalStateException("nothing was read");
            }
            return begun;
        }

        @Override
        public void begin(BackupFile.Header header) {
            tables = header.tables();
            made = target.apply(header);
        }

        @Override
        public void take(Snapshot.Row row) throws BadBackup {
            if (row.table().equals(Snapshot.LISTS)) {
                checkName(new Values(row, tables).text("name"));
            }
            made().add(row);
        }

        /// A list whose name is none would be there and could not be asked for.
        private static void checkName(String name) throws BadBackup {
            String problem = TodoList.problemWithName(name);
            if (problem != null) {
                throw new BadBackup("it has a list \"" + name + "\", and a list's name " + problem);
            }
        }

        @Override
        public void close() {
            var begun = made;
            if (begun != null) {
                begun.close();
            }
        }
    }

    /// A list as it was, and the change that made it so.
    public record Then(TodoList list, Change last) {}

    /// The list `name` as `file` has it at `version` or at `moment`, whichever comes first; `null` if it was not there.
    public static @Nullable Then list(Path file, String name, long version, Instant moment) throws IOException {
        Backup.check(file);
        var finding = new Finding(name, version, moment);
        BackupFile.read(file, finding);
        return finding.then();
    }

    private static final class Finding implements BackupFile.Taker {
        private final String name;
        private final long version;
        private final Instant moment;
        private final List<Entry> entries = new ArrayList<>();
        private final Deque<Change> later = new ArrayDeque<>();
        private boolean here;
        private boolean alive;
        private long floor;
        private ListProperties properties = ListProperties.NONE;
        private TodoList list = TodoList.EMPTY;
        private @Nullable Change last;
        private BackupFile.@Nullable Header header;

        Finding(String name, long version, Instant moment) {
            this.name = name;
            this.version = version;
            this.moment = moment;
        }

        @Override
        public void begin(BackupFile.Header header) {
            this.header = header;
        }

        @Override
        public void take(Snapshot.Row row) {
            var known = header;
            if (known == null) {
                return;
            }
            var values = new Values(row, known.tables());
            if (row.table().equals(Snapshot.LISTS)) {
                here = values.text("name").equals(name);
            }
            if (here) {
                inList(row.table(), values);
            }
        }

        private void inList(String table, Values values) {
            switch (table) {
                case Snapshot.LISTS -> {
                    alive = values.number("alive") != 0;
                    properties = Json.read(values.bytes("properties"), ChangeJson::readProperties);
                }
                case "floor" -> floor = values.number("version");
                case "change" ->
                    change(ChangeJson.read(
                            values.number("version"),
                            Instant.ofEpochMilli(values.number("at")),
                            values.text("by"),
                            values.bytes("data")));
                case "entry" -> {
                    if (floor > 0) {
                        entries.add(Json.read(values.bytes("data"), EntryJson::read));
                    }
                }
                default -> {}
            }
        }

        private void change(Change change) {
            if (change.version() > version || change.at().isAfter(moment)) {
                later.push(change);
                return;
            }
            last = change;
            if (floor == 0) {
                list = list.with(change);
            }
        }

        /// Where the history does not go back to its beginning, the list is got from its end.
        @Nullable
        Then then() {
            var found = last;
            if (found == null) {
                return null;
            }
            if (floor == 0) {
                return new Then(list, found);
            }
            long end = later.isEmpty() ? found.version() : later.peek().version();
            var then = TodoList.of(end, found.at(), 0, alive, properties, entries);
            for (var change : later) {
                then = then.without(change);
            }
            return new Then(then, found);
        }
    }
}
