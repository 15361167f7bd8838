package todo.list;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The entries of one version of a list that a [Query] wants, in order: those wanted by date in order
/// of date, or of completion, others by their place. It is worked out as it is walked, by whoever walks it.
public final class Selection implements Iterable<Entry> {
    private final Entries entries;
    private final Query query;
    private final @Nullable Entry after;

    Selection(Entries entries, Query query, @Nullable Entry after) {
        this.entries = entries;
        this.query = query;
        this.after = after;
    }

    /// The first `limit` of a selection, and whether it goes on.
    public record Page(List<Entry> entries, boolean more) {}

    public Page page(int limit) {
        var page = new ArrayList<Entry>(Math.min(limit, 64));
        var walk = iterator();
        while (page.size() < limit && walk.hasNext()) {
            page.add(walk.next());
        }
        return new Page(page, walk.hasNext());
    }

    @Override
    public Iterator<Entry> iterator() {
        return new Matching(entries.walk(query, after));
    }

    private final class Matching implements Iterator<Entry> {
        private final Iterator<Entry> walk;
        private @Nullable Entry next;

        Matching(Iterator<Entry> walk) {
            this.walk = walk;
            this.next = find();
        }

        private @Nullable Entry find() {
            while (walk.hasNext()) {
                var entry = walk.next();
                if (isPast(entry)) {
                    return null;
                }
                if (query.matches(entry)) {
                    return entry;
                }
            }
            return null;
        }

        private boolean isPast(Entry entry) {
            return query.to() != null
                    && entry.due() != null
                    && entry.due().date().isAfter(query.to());
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Entry next() {
            var entry = next;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            next = find();
            return entry;
        }
    }
}
