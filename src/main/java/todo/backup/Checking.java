package todo.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Entry;
import todo.list.ListProperties;
import todo.list.TodoList;
import todo.store.Snapshot;
import todo.store.Snapshot.Row;

/// Goes through rows, list by list, and refuses those that can't have been written: each list's history must be
/// without a gap, and lead to exactly the entries and the properties that the list has. Of a history that is no
/// longer kept from its beginning, only its end is held against the entries.
final class Checking implements BackupFile.Taker {
    private static final Set<String> OF_THE_FILE = Set.of("seq", "key", "list");

    private Map<String, List<String>> tables = Map.of();
    private final byte[] fingerprint = new byte[32];
    private @Nullable One list;
    private long lists;
    private long entries;
    private long changes;

    @Override
    public void begin(BackupFile.Header header) {
        begin(header.tables());
    }

    /// @param columns those of each table
    void begin(Map<String, List<String>> columns) {
        tables = columns;
    }

    @Override
    public void take(Row row) throws IOException {
        try {
            var values = new Values(row, tables);
            if (row.table().equals(Snapshot.LISTS)) {
                endList();
                list = new One(values);
            } else if (list == null || values.number("list") != list.key) {
                throw new BadBackup("a row of the table " + row.table() + " is not of its list");
            } else {
                list.take(row.table(), values);
            }
            list.sum(values);
        } catch (BadRequest | IllegalArgumentException e) {
            throw new BadBackup("a row of the table " + row.table() + " can't be read: " + e.getMessage(), e);
        }
    }

    private void endList() throws BadBackup {
        var ended = list;
        if (ended == null) {
            return;
        }
        ended.check();
        lists++;
        entries += ended.entries.size();
        changes += ended.changes;
        byte[] sum = ended.sum.digest();
        for (int i = 0; i < fingerprint.length; i++) {
            fingerprint[i] ^= sum[i];
        }
        list = null;
    }

    /// What went by, when all of it has.
    Summary summary() throws BadBackup {
        endList();
        return new Summary(lists, entries, changes, new Summary.Fingerprint(fingerprint.clone()));
    }

    /// The list that is going by.
    private final class One {
        private final long key;
        private final String name;
        private final boolean alive;
        private final ListProperties properties;
        private final List<Entry> entries = new ArrayList<>();
        private final MessageDigest sum = PartWriter.sha256();
        private TodoList replayed = TodoList.EMPTY;
        private long changes;
        private long floor;
        private long lastId;
        private long open;
        private long completed;

        One(Values values) {
            key = values.number("key");
            name = values.text("name");
            alive = values.number("alive") != 0;
            properties = Json.read(values.bytes("properties"), ChangeJson::readProperties);
        }

        void take(String table, Values values) throws BadBackup {
            switch (table) {
                case "floor" -> floor = values.number("version");
                case "change" -> change(values);
                case "entry" -> entries.add(Json.read(values.bytes("data"), EntryJson::read));
                default -> {} // of which only the sum is known
            }
        }

        private void change(Values values) throws BadBackup {
            long version = values.number("version");
            if (version != floor + ++changes) {
                throw wrong("has no change " + (floor + changes));
            }
            var change = ChangeJson.read(
                    version, Instant.ofEpochMilli(values.number("at")), values.text("by"), values.bytes("data"));
            if (floor == 0 && !fits(change)) {
                throw wrong("was not as its change " + version + " says before that");
            }
            if (floor == 0) {
                replayed = replayed.with(change);
            }
            lastId = values.number("last_id");
            open = values.number("open");
            completed = values.number("completed");
        }

        private boolean fits(Change change) {
            return switch (change.what()) {
                case Change.Added(var entry) -> replayed.entry(entry.id()) == null;
                case Change.MovedIn(var entry, var _, var _) -> replayed.entry(entry.id()) == null;
                case Change.Edited(var before, var entry) -> before.equals(replayed.entry(entry.id()));
                case Change.Removed(var entry) -> entry.equals(replayed.entry(entry.id()));
                case Change.MovedOut(var entry, var _) -> entry.equals(replayed.entry(entry.id()));
                case Change.Described(var before, var _) -> before.equals(replayed.properties());
                case Change.Dropped _ -> replayed.size() == 0;
            };
        }

        /// All but what only says where in its file the row lies.
        void sum(Values values) {
            sum.update(values.row().table().getBytes(StandardCharsets.UTF_8));
            var columns = tables.getOrDefault(values.row().table(), List.of());
            for (int i = 0; i < columns.size(); i++) {
                if (!isOfTheFile(values.row().table(), columns.get(i))) {
                    sum.update(String.valueOf(values.row().values().get(i)).getBytes(StandardCharsets.UTF_8));
                    sum.update((byte) (values.row().values().get(i) == null ? 1 : 0));
                }
            }
        }

        /// Whether `column` says where its row lies, as the sum of a list's row does too.
        private static boolean isOfTheFile(String table, String column) {
            return OF_THE_FILE.contains(column) || table.equals(Snapshot.LISTS) && column.equals("sum");
        }

        void check() throws BadBackup {
            if (floor > 0) {
                checkEnd();
                return;
            }
            entries.sort(Comparator.comparingLong(Entry::id));
            if (!replayed.all().equals(entries)) {
                throw wrong("does not have the entries that its history leads to");
            }
            if (replayed.alive() != alive || !replayed.properties().equals(properties)) {
                throw wrong("does not have the properties that its history leads to");
            }
            if (replayed.lastId() != lastId || replayed.openCount() != open || replayed.completedCount() != completed) {
                throw wrong("does not have as many entries as its last change says");
            }
        }

        private void checkEnd() throws BadBackup {
            long done = entries.stream().filter(Entry::completed).count();
            if (done != completed || entries.size() - done != open) {
                throw wrong("does not have as many entries as its last change says");
            }
        }

        private BadBackup wrong(String what) {
            return new BadBackup("the list \"" + name + "\" " + what);
        }
    }

    /// Checks the lists of `snapshot`.
    static Summary of(Snapshot snapshot) throws IOException {
        var checking = new Checking();
        checking.begin(snapshot.columns());
        snapshot.forEach(checking);
        return checking.summary();
    }
}
