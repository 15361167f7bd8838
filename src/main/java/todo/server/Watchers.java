package todo.server;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/// Those who watch one list.
final class Watchers {
    private Set<ActorRef<Event>> watchers = Set.of();

    /// `false` if it was there already.
    boolean add(ActorRef<Event> watcher) {
        if (watchers.isEmpty()) {
            watchers = new LinkedHashSet<>();
        }
        return watchers.add(watcher);
    }

    void remove(ActorRef<Event> watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty()) {
            watchers = Set.of();
        }
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    void tell(Event event) {
        watchers.forEach(watcher -> watcher.tell(event));
    }
}
