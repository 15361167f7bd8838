package todo.list;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The entries of one version of a list that a [Query] wants, in order: those wanted by date in order
/// of date, or of completion, others by their place. It is worked out as it is walked, by whoever walks it.
public final class Selection implements Iterable<Entry> {
    private final Iterable<Entry> entries;

    private Selection(Iterable<Entry> entries) {
        this.entries = entries;
    }

    Selection(Entries entries, Query query, @Nullable Entry after) {
        this(() -> new Matching(entries.walk(query, after), query));
    }

    /// These, which were selected before.
    public static Selection of(List<Entry> entries) {
        return new Selection(List.copyOf(entries));
    }

    /// The first `most` of these.
    public Selection first(int most) {
        return new Selection(() -> new First(iterator(), most));
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
        return entries.iterator();
    }

    private static final class First implements Iterator<Entry> {
        private final Iterator<Entry> all;
        private int left;

        First(Iterator<Entry> all, int most) {
            this.all = all;
            this.left = most;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && all.hasNext();
        }

        @Override
        public Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            left--;
            return all.next();
        }
    }

    private static final class Matching implements Iterator<Entry> {
        private final Iterator<Entry> walk;
        private final Query query;
        private @Nullable Entry next;

        Matching(Iterator<Entry> walk, Query query) {
            this.walk = walk;
            this.query = query;
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
