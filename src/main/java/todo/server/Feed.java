package todo.server;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import todo.list.Change;

/// Where the processes of all lists tell what has come to be on disk, for those who watch all lists.
///
/// Telling never waits: each watcher has a queue of its own, and one that is full ends.
final class Feed {
    private final Set<WatchAll> watches = ConcurrentHashMap.newKeySet();

    void add(WatchAll watch) {
        watches.add(watch);
    }

    void remove(WatchAll watch) {
        watches.remove(watch);
    }

    /// Called by the process of `list`, in the order of its versions.
    void tell(String list, long version, List<Change> changes) {
        if (!watches.isEmpty()) {
            var news = new News(list, version, changes);
            watches.forEach(watch -> watch.hear(news));
        }
    }
}
