package todo.remind;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is to be reminded of, by time: an item for each open entry that has a reminder to come. Used by one thread.
final class Agenda {
    /// One entry, and when people are reminded of it.
    record Item(Instant at, String list, String uid) {}

    private final Map<String, Map<String, Item>> byList = new HashMap<>();
    private final NavigableSet<Item> byTime = new TreeSet<>(
            Comparator.comparing(Item::at).thenComparing(Item::list).thenComparing(Item::uid));

    /// Sets when people are reminded of an entry; `null` for never.
    void set(String list, String uid, @Nullable Instant at) {
        var known = byList.get(list);
        var before = known == null ? null : known.remove(uid);
        if (before != null) {
            byTime.remove(before);
        }
        if (at != null) {
            var item = new Item(at, list, uid);
            byList.computeIfAbsent(list, _ -> new HashMap<>(4)).put(uid, item);
            byTime.add(item);
        } else if (known != null && known.isEmpty()) {
            byList.remove(list);
        }
    }

    /// Forgets all of a list.
    void clear(String list) {
        var known = byList.remove(list);
        if (known != null) {
            known.values().forEach(byTime::remove);
        }
    }

    void clear() {
        byList.clear();
        byTime.clear();
    }

    /// When something is due first, or `null` if nothing is.
    @Nullable
    Instant first() {
        return byTime.isEmpty() ? null : byTime.first().at();
    }

    /// What is due at `now`, in order.
    List<Item> due(Instant now) {
        return byTime.stream().takeWhile(item -> !item.at().isAfter(now)).toList();
    }
}
