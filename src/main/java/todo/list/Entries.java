package todo.list;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entries of a list, found by id, uid and parent, and walked by place and by date; open ones
/// apart from completed ones, so that what is long done costs nothing.
final class Entries {
    private static final Comparator<Entry> BY_ID = (a, b) -> Long.compare(a.id(), b.id());
    private static final Comparator<Entry> BY_UID = (a, b) -> a.uid().compareTo(b.uid());
    private static final Comparator<Entry> BY_PARENT = (a, b) -> {
        int side = Long.compare(a.parent(), b.parent());
        return side != 0 ? side : Long.compare(a.id(), b.id());
    };
    private static final Comparator<Entry> BY_PLACE = (a, b) -> {
        int side = Double.compare(a.order(), b.order());
        return side != 0 ? side : Long.compare(a.id(), b.id());
    };
    private static final Comparator<Entry> BY_DUE = (a, b) -> {
        int side = Due.compare(dueOf(a), dueOf(b));
        return side != 0 ? side : BY_PLACE.compare(a, b);
    };
    private static final Comparator<Entry> BY_COMPLETION = (a, b) -> {
        int side = completionOf(b).compareTo(completionOf(a));
        return side != 0 ? side : Long.compare(b.id(), a.id());
    };
    static final Entries NONE = of(List.of());

    private final SortedTree<Entry> byId;
    private final SortedTree<Entry> byUid;
    private final SortedTree<Entry> byParent;
    private final Side open;
    private final Side completed;

    private Entries(
            SortedTree<Entry> byId, SortedTree<Entry> byUid, SortedTree<Entry> byParent, Side open, Side completed) {
        this.byId = byId;
        this.byUid = byUid;
        this.byParent = byParent;
        this.open = open;
        this.completed = completed;
    }

    /// One half of the entries, by place and, those that have a date, by date.
    private record Side(SortedTree<Entry> byPlace, SortedTree<Entry> byDue) {
        static final Side NONE = new Side(SortedTree.empty(BY_PLACE), SortedTree.empty(BY_DUE));

        static Side of(List<Entry> entries) {
            return entries.isEmpty()
                    ? NONE
                    : new Side(
                            SortedTree.of(BY_PLACE, entries),
                            entries.stream().anyMatch(entry -> entry.due() != null)
                                    ? SortedTree.of(
                                            BY_DUE,
                                            entries.stream()
                                                    .filter(entry -> entry.due() != null)
                                                    .toList())
                                    : NONE.byDue);
        }

        Side plus(Entry entry) {
            return new Side(byPlace.plus(entry), entry.due() == null ? byDue : byDue.plus(entry));
        }

        Side minus(Entry entry) {
            return new Side(byPlace.minus(entry), entry.due() == null ? byDue : byDue.minus(entry));
        }

        Iterator<Entry> walk(Query query, @Nullable Entry after) {
            if (!query.byDate()) {
                return past(after, after == null ? byPlace.iterator() : byPlace.from(after));
            }
            if (after != null) {
                return past(after, byDue.from(after));
            }
            return query.from() == null ? byDue.iterator() : byDue.from(probe(query.from()));
        }

        private static Iterator<Entry> past(@Nullable Entry after, Iterator<Entry> from) {
            if (after == null || !from.hasNext()) {
                return from;
            }
            var first = from.next();
            return first.id() == after.id() ? from : new Merge(List.of(first).iterator(), from, (_, _) -> -1);
        }
    }

    static Entries of(List<Entry> entries) {
        var open = new ArrayList<Entry>();
        var completed = new ArrayList<Entry>();
        var parts = new ArrayList<Entry>();
        for (var entry : entries) {
            (entry.completed() ? completed : open).add(entry);
            if (entry.parent() != 0) {
                parts.add(entry);
            }
        }
        return new Entries(
                SortedTree.of(BY_ID, entries),
                SortedTree.of(BY_UID, entries),
                SortedTree.of(BY_PARENT, parts),
                Side.of(open),
                Side.of(completed));
    }

    int size() {
        return byId.size();
    }

    int completedCount() {
        return completed.byPlace.size();
    }

    @Nullable
    Entry byId(long id) {
        return byId.find(probe(id, "", 0));
    }

    @Nullable
    Entry byUid(String uid) {
        return byUid.find(probe(0, uid, 0));
    }

    Iterable<Entry> inOrderOfId() {
        return byId;
    }

    /// A place after all entries.
    double endOfOrder() {
        var lastOpen = open.byPlace.last();
        var lastCompleted = completed.byPlace.last();
        double last =
                Math.max(lastOpen == null ? 0 : lastOpen.order(), lastCompleted == null ? 0 : lastCompleted.order());
        return Math.floor(last) + 1;
    }

    /// `entry` and all that is part of it, each before its own parts.
    List<Entry> withParts(Entry entry) {
        var all = new ArrayList<Entry>();
        all.add(entry);
        for (int i = 0; i < all.size(); i++) {
            all.addAll(partsOf(all.get(i).id()));
        }
        return all;
    }

    /// How many steps deep the parts of the entry `id` go.
    int stepsBelow(long id) {
        int steps = 0;
        for (var level = partsOf(id); !level.isEmpty(); steps++) {
            level = level.stream().flatMap(part -> partsOf(part.id()).stream()).toList();
        }
        return steps;
    }

    /// The direct parts of the entry `id`, in order of place.
    private List<Entry> partsOf(long id) {
        var parts = new ArrayList<Entry>();
        var walk = byParent.from(probe(0, "", id));
        while (walk.hasNext()) {
            var entry = walk.next();
            if (entry.parent() != id) {
                break;
            }
            parts.add(entry);
        }
        parts.sort(BY_PLACE);
        return parts;
    }

    /// With `entry` in the place of the one that has its id, if there is one.
    Entries plus(Entry entry) {
        var before = byId(entry.id());
        var rest = before == null ? this : minus(before);
        return new Entries(
                rest.byId.plus(entry),
                rest.byUid.plus(entry),
                entry.parent() == 0 ? rest.byParent : rest.byParent.plus(entry),
                entry.completed() ? rest.open : rest.open.plus(entry),
                entry.completed() ? rest.completed.plus(entry) : rest.completed);
    }

    /// Without the entry that has the id of `like`.
    Entries minus(Entry like) {
        var entry = byId(like.id());
        if (entry == null) {
            return this;
        }
        return new Entries(
                byId.minus(entry),
                byUid.minus(entry),
                entry.parent() == 0 ? byParent : byParent.minus(entry),
                entry.completed() ? open : open.minus(entry),
                entry.completed() ? completed.minus(entry) : completed);
    }

    /// The completed ones, newest first: put in order each time anew, for an index would cost each list its memory.
    private Iterator<Entry> byCompletion(@Nullable Entry after) {
        List<Entry> found = new ArrayList<>();
        for (var entry : completed.byPlace) {
            if (after == null || BY_COMPLETION.compare(after, entry) < 0) {
                found.add(entry);
            }
        }
        found.sort(BY_COMPLETION);
        return found.iterator();
    }

    /// What `query` may want, in its order, from behind `after`; it may still hold what `query` does not match.
    Iterator<Entry> walk(Query query, @Nullable Entry after) {
        if (query.lastCompletedFirst()) {
            return byCompletion(after);
        }
        if (query.completed() != null) {
            return (query.completed() ? completed : open).walk(query, after);
        }
        return new Merge(open.walk(query, after), completed.walk(query, after), query.byDate() ? BY_DUE : BY_PLACE);
    }

    private static final class Merge implements Iterator<Entry> {
        private final Iterator<Entry> left;
        private final Iterator<Entry> right;
        private final Comparator<Entry> order;
        private @Nullable Entry nextLeft;
        private @Nullable Entry nextRight;

        Merge(Iterator<Entry> left, Iterator<Entry> right, Comparator<Entry> order) {
            this.left = left;
            this.right = right;
            this.order = order;
            nextLeft = take(left);
            nextRight = take(right);
        }

        private static @Nullable Entry take(Iterator<Entry> from) {
            return from.hasNext() ? from.next() : null;
        }

        @Override
        public boolean hasNext() {
            return nextLeft != null || nextRight != null;
        }

        @Override
        public Entry next() {
            var fromLeft = nextLeft;
            var fromRight = nextRight;
            if (fromLeft != null && (fromRight == null || order.compare(fromLeft, fromRight) < 0)) {
                nextLeft = take(left);
                return fromLeft;
            }
            if (fromRight == null) {
                throw new java.util.NoSuchElementException();
            }
            nextRight = take(right);
            return fromRight;
        }
    }

    private static Instant completionOf(Entry entry) {
        return java.util.Objects.requireNonNull(entry.completedAt(), "only completed entries stand by completion");
    }

    private static Due dueOf(Entry entry) {
        return java.util.Objects.requireNonNull(entry.due(), "only entries with a date stand by date");
    }

    private static Entry probe(long id, String uid, long parent) {
        return new Entry(
                id,
                uid,
                "",
                null,
                "",
                null,
                0,
                List.of(),
                0,
                parent,
                "",
                null,
                Map.of(),
                0,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static Entry probe(LocalDate from) {
        return new Entry(
                0,
                "",
                "",
                new Due.Day(from),
                "",
                null,
                0,
                List.of(),
                Double.NEGATIVE_INFINITY,
                0,
                "",
                null,
                Map.of(),
                0,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
