package todo.server;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import todo.list.Change;

/// What one list has to tell: changes that are on disk now, or none, to say that the list was loaded and is
/// at `version`, which those who have heard of an earlier one alone take for "there is something you missed".
///
/// It goes to many, so what they make of it is made once.
public final class News {
    private final String list;
    private final long version;
    private final List<Change> changes;
    private final long length;
    private volatile byte @Nullable [] written;

    News(String list, long version, List<Change> changes) {
        this.list = list;
        this.version = version;
        this.changes = changes;
        this.length = changes.stream().mapToLong(Change::length).sum();
    }

    public String list() {
        return list;
    }

    public long version() {
        return version;
    }

    /// How long the texts of the changes are.
    long length() {
        return length;
    }

    public List<Change> changes() {
        return changes;
    }

    /// This as `write` writes it, which must be the same function for all who ask.
    public byte[] written(Function<News, byte[]> write) {
        byte[] known = written;
        if (known == null) {
            known = write.apply(this);
            written = known;
        }
        return known;
    }
}
