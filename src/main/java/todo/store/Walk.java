package todo.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Query;
import todo.store.Backlog.Held;
import todo.store.RowReader.PlacedRow;

/// A way through the committed entries of all lists that a query wants, in order of [Place] and in pages
/// of a bounded size.
///
/// Open entries that are wanted by date are found by date; others by looking at all. The table of entries may be
/// behind (see [Backlog]): of an entry that was held back when the walk began, the row of the later version holds.
/// Whoever walks waits for the pages and makes entries of their texts, so this is for virtual threads. Each method
/// throws [StoreException] if the database can't be read.
public final class Walk implements Iterator<Placed> {
    private final PriorityQueue<Source> sources = new PriorityQueue<>(
            Comparator.comparing(source -> source.page.element().place()));

    /// @param heldBack what the table of each reader does not have yet
    Walk(List<DatabaseReader> readers, List<List<Held>> heldBack, Query query, Place after) {
        for (int file = 0; file < readers.size(); file++) {
            offer(new Source(readers.get(file), file, heldBack.get(file), query, after));
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
        private final Map<Backlog.Key, Long> heldBack = new HashMap<>();
        private final Deque<PlacedRow> late = new ArrayDeque<>();
        private final Deque<Placed> page = new ArrayDeque<>();
        private Place last;
        private boolean ended;

        Source(DatabaseReader reader, int file, List<Held> heldBack, Query query, Place after) {
            this.reader = reader;
            this.file = file;
            this.query = query;
            var to = query.to();
            boolean byDate = query.byDate() && Boolean.FALSE.equals(query.completed());
            this.until = !byDate ? null : to == null || to.getYear() > 9999 ? "A" : to + "~";
            this.last = after.equals(Place.START) && byDate && query.from() != null
                    ? new Place(query.from().toString(), file, -1, 0)
                    : inFile(after);
            List<PlacedRow> late = new ArrayList<>();
            for (var row : heldBack) {
                this.heldBack.put(row.key(), row.version());
                var placed = placed(row);
                if (placed != null && placed.place().compareTo(last) > 0) {
                    late.add(placed);
                }
            }
            late.sort(Comparator.comparing(PlacedRow::place));
            this.late.addAll(late);
        }

        /// The place in this file from which all is behind `after`.
        private Place inFile(Place after) {
            return after.file() == file
                    ? after
                    : new Place(after.due(), file, after.file() < file ? -1 : Long.MAX_VALUE, Long.MAX_VALUE);
        }

        /// A row as it would be read if it was not held back; `null` if it would not.
        private @Nullable PlacedRow placed(Held row) {
            byte[] data = row.data();
            String due = until == null ? "" : row.due();
            if (data == null || due == null || until != null && due.compareTo(until) >= 0) {
                return null;
            }
            var place = new Place(due, file, row.key().list(), row.key().id());
            return new PlacedRow(place, row.listName(), row.version(), data);
        }

        /// Reads on, if all that was read is taken, until there is something that is wanted.
        void fill() {
            while (page.isEmpty() && !ended) {
                var found = read(last);
                ended = !found.full();
                for (var row : found.rows()) {
                    last = row.place();
                    takeLate(last);
                    take(row);
                }
                if (ended) {
                    takeLate(null);
                }
            }
        }

        /// Takes the rows that were held back and come before `place`, or all if that is `null`.
        private void takeLate(@Nullable Place place) {
            while (!late.isEmpty() && (place == null || late.element().place().compareTo(place) < 0)) {
                take(late.remove());
            }
        }

        /// Takes the row if it is wanted, and no later version of its entry was held back, or was taken.
        private void take(PlacedRow row) {
            var key = new Backlog.Key(row.place().list(), row.place().id());
            long known = heldBack.getOrDefault(key, 0L);
            if (row.version() < known) {
                return;
            }
            if (known > 0) {
                heldBack.put(key, Long.MAX_VALUE);
            }
            if (!query.text().isEmpty() && !mayMatch(row.data())) {
                return;
            }
            try {
                var entry = Json.readStored(row.data(), EntryJson::read);
                if (query.matches(entry)) {
                    page.add(new Placed(row.place(), row.list(), entry));
                }
            } catch (BadRequest e) {
                throw reader.damaged(row.list(), e);
            }
        }

        /// Whether the text that is looked for may be in an entry: of most that it is not in, its JSON tells so at less
        /// cost than the entry.
        private boolean mayMatch(byte[] json) {
            for (byte here : json) {
                if (here < 0 || here == '\\') {
                    return true; // what stands there is not what it stands for
                }
            }
            return new String(json, StandardCharsets.US_ASCII)
                    .toLowerCase(Locale.ROOT)
                    .contains(query.text());
        }

        private RowReader.PlacedRows read(Place after) {
            String to = until;
            var rows = to == null
                    ? reader.scan(all -> all.allEntries(file, after))
                    : reader.scan(all -> all.dueEntries(file, after, to));
            return Database.join(rows);
        }
    }
}
