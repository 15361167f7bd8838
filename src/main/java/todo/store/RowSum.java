package todo.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import todo.list.Change;
import todo.list.Entry;

/// The checksums of rows (CRC-32C), by which a row is found that is not as it was written. Used by one thread.
///
/// The sum of a change goes over the one before it too, so that none can be missing, doubled or in another
/// place; that of an entry and of a list is its own.
final class RowSum {
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer numbers = ByteBuffer.allocate(48);

    /// @param before the sum of the change before it, or 0 for the first
    int change(int before, ChangeRow row) {
        crc.reset();
        numbers.clear()
                .putInt(before)
                .putLong(row.version())
                .putLong(row.at())
                .putLong(row.lastId())
                .putInt(row.open())
                .putInt(row.completed())
                .putInt(row.entries());
        addNumbers();
        add(row.by());
        add(row.request());
        add(row.digest());
        return sum(row.data());
    }

    int entry(long id, long version, @Nullable String due, byte[] data) {
        return entry(id, version, utf8(due), data);
    }

    /// @param due in UTF-8
    int entry(long id, long version, byte @Nullable [] due, byte[] data) {
        crc.reset();
        numbers.clear().putLong(id).putLong(version);
        addNumbers();
        add(due);
        return sum(data);
    }

    int list(long key, String name, boolean alive, byte[] properties) {
        crc.reset();
        numbers.clear().putLong(key).putInt(alive ? 1 : 0);
        addNumbers();
        add(name);
        return sum(properties);
    }

    private void addNumbers() {
        crc.update(numbers.flip());
    }

    private void add(@Nullable String text) {
        add(utf8(text));
    }

    private void add(byte @Nullable [] text) {
        numbers.clear().putInt(text == null ? -1 : text.length);
        addNumbers();
        if (text != null) {
            crc.update(text);
        }
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private int sum(byte[] last) {
        crc.update(last);
        return (int) crc.getValue();
    }

    /// What `change` adds to the sum over a list's entries, by which is known that each is there in its last version.
    static int entriesBy(Change change) {
        return switch (change.what()) {
            case Change.Added(var entry) -> ofEntry(entry);
            case Change.MovedIn(var entry, var _, var _) -> ofEntry(entry);
            case Change.Edited(var before, var entry) -> ofEntry(entry) - ofEntry(before);
            case Change.Removed(var entry) -> -ofEntry(entry);
            case Change.MovedOut(var entry, var _) -> -ofEntry(entry);
            case Change.Described _, Change.Dropped _ -> 0;
        };
    }

    /// The share of `entry` in that sum.
    static int ofEntry(Entry entry) {
        return ofEntry(entry.id(), entry.version());
    }

    static int ofEntry(long id, long version) {
        long mixed = (id * 0x9E3779B97F4A7C15L + version) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 32 ^ mixed >>> 7);
    }
}
