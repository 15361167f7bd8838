package todo.list;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The orders in which the entries of a list stand, and what is looked for in them.
final class Orders {
    static final Comparator<Entry> BY_ID = (a, b) -> Long.compare(a.id(), b.id());
    static final Comparator<Entry> BY_UID = (a, b) -> a.uid().compareTo(b.uid());
    static final Comparator<Entry> BY_PARENT = (a, b) -> {
        int side = Long.compare(a.parent(), b.parent());
        return side != 0 ? side : Long.compare(a.id(), b.id());
    };
    static final Comparator<Entry> BY_PLACE = (a, b) -> {
        int side = Double.compare(a.order(), b.order());
        return side != 0 ? side : Long.compare(a.id(), b.id());
    };
    static final Comparator<Entry> BY_DUE = (a, b) -> {
        int side = Due.compare(dueOf(a), dueOf(b));
        return side != 0 ? side : BY_PLACE.compare(a, b);
    };
    static final Comparator<Entry> BY_COMPLETION = (a, b) -> {
        int side = completionOf(b).compareTo(completionOf(a));
        return side != 0 ? side : Long.compare(b.id(), a.id());
    };

    private Orders() {}

    private static Instant completionOf(Entry entry) {
        return Objects.requireNonNull(entry.completedAt(), "only completed entries stand by completion");
    }

    private static Due dueOf(Entry entry) {
        return Objects.requireNonNull(entry.due(), "only entries with a date stand by date");
    }

    /// Stands where the entry `id` does, by id.
    static Entry withId(long id) {
        return probe(id, "", null, 0, 0);
    }

    /// Stands where the entry `uid` does, by uid.
    static Entry withUid(String uid) {
        return probe(0, uid, null, 0, 0);
    }

    /// Stands before the first part of the entry `id`, by parent.
    static Entry partOf(long id) {
        return probe(0, "", null, 0, id);
    }

    /// Stands before the first entry that is due on `day`, by date.
    static Entry on(LocalDate day) {
        return probe(0, "", new Due.Day(day), Double.NEGATIVE_INFINITY, 0);
    }

    private static Entry probe(long id, String uid, @Nullable Due due, double order, long parent) {
        return new Entry(
                id,
                uid,
                "",
                due,
                "",
                null,
                0,
                List.of(),
                order,
                parent,
                "",
                null,
                Map.of(),
                0,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
