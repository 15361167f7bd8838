package todo.list;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One half of the entries of a list, the open or the completed: by place and, those that have a date, by date.
record Half(SortedTree<Entry> byPlace, SortedTree<Entry> byDue) {
    static final Half NONE = new Half(SortedTree.empty(Orders.BY_PLACE), SortedTree.empty(Orders.BY_DUE));

    static Half of(List<Entry> entries) {
        if (entries.isEmpty()) {
            return NONE;
        }
        var dated = entries.stream().filter(entry -> entry.due() != null).toList();
        return new Half(
                SortedTree.of(Orders.BY_PLACE, entries),
                dated.isEmpty() ? NONE.byDue : SortedTree.of(Orders.BY_DUE, dated));
    }

    Half plus(Entry entry) {
        return new Half(byPlace.plus(entry), entry.due() == null ? byDue : byDue.plus(entry));
    }

    Half minus(Entry entry) {
        return new Half(byPlace.minus(entry), entry.due() == null ? byDue : byDue.minus(entry));
    }

    Iterator<Entry> walk(Query query, @Nullable Entry after) {
        if (!query.byDate()) {
            return past(after, after == null ? byPlace.iterator() : byPlace.from(after));
        }
        if (after != null) {
            return past(after, byDue.from(after));
        }
        return query.from() == null ? byDue.iterator() : byDue.from(Orders.on(query.from()));
    }

    private static Iterator<Entry> past(@Nullable Entry after, Iterator<Entry> from) {
        if (after == null || !from.hasNext()) {
            return from;
        }
        var first = from.next();
        return first.id() == after.id() ? from : new Merge(List.of(first).iterator(), from, (_, _) -> -1);
    }
}
