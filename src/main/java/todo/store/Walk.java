package todo.store;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import todo.list.Query;

/// A way through the committed entries of all lists that a query wants, in order of [Place] and in pages
/// of a bounded size.
///
/// Open entries that are wanted by date are found by date; others by looking at all. Whoever walks
/// waits for the pages, so this is for virtual threads. Each method throws [StoreException] if the
/// database can't be read.
public final class Walk implements Iterator<Placed> {
    private final PriorityQueue<Source> sources = new PriorityQueue<>(
            Comparator.comparing(source -> source.page.element().place()));

    Walk(List<DatabaseReader> readers, Query query, Place after) {
        for (int file = 0; file < readers.size(); file++) {
            offer(new Source(readers.get(file), file, query, after));
        }
    }

    private void offer(Source source) {
        source.fill();
        if (!source.page.isEmpty()) {
            sources.add(source);
        }
    }

    @Override
    public boolean hasNext() {
        return !sources.isEmpty();
    }

    @Override
    public Placed next() {
        var nearest = sources.poll();
        if (nearest == null) {
            throw new NoSuchElementException();
        }
        var placed = nearest.page.remove();
        offer(nearest);
        return placed;
    }

    /// What one file has of it.
    private static final class Source {
        private final DatabaseReader reader;
        private final int file;
        private final Query query;
        private final @Nullable String until;
        private final Deque<Placed> page = new ArrayDeque<>();
        private Place last;
        private boolean ended;

        Source(DatabaseReader reader, int file, Query query, Place after) {
            this.reader = reader;
            this.file = file;
            this.query = query;
            var to = query.to();
            boolean byDate = query.byDate() && Boolean.FALSE.equals(query.completed());
            this.until = !byDate ? null : to == null || to.getYear() > 9999 ? "A" : to + "~";
            this.last = after.equals(Place.START) && byDate && query.from() != null
                    ? new Place(query.from().toString(), file, -1, 0)
                    : inFile(after);
        }

        /// The place in this file from which all is behind `after`.
        private Place inFile(Place after) {
            return after.file() == file
                    ? after
                    : new Place(after.due(), file, after.file() < file ? -1 : Long.MAX_VALUE, Long.MAX_VALUE);
        }

        /// Reads on, if all that was read is taken, until there is something that is wanted.
        void fill() {
            while (page.isEmpty() && !ended) {
                var rows = read(last);
                ended = rows.size() < RowReader.PAGE;
                for (var row : rows) {
                    last = row.place();
                    if (query.matches(row.entry())) {
                        page.add(row);
                    }
                }
            }
        }

        private List<Placed> read(Place after) {
            String to = until;
            var rows = to == null
                    ? reader.read(all -> all.allEntries(file, after))
                    : reader.read(all -> all.dueEntries(file, after, to));
            return Database.join(rows);
        }
    }
}
