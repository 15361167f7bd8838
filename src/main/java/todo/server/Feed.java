package todo.server;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import todo.list.Change;

/// Where the processes of all lists tell what has come to be on disk, for those who watch all lists.
///
/// Telling never waits: each watcher has a queue of its own, and one that is full ends. Where several servers have the
/// lists, a [Relay] brings what is told on one to the others.
final class Feed {
    private static final long MOST_TO_RELAY = 4 << 20; // characters, of which each piece of news counts some more
    private static final long OF_NEWS = 400;
    private static final long LONGEST_START = 5;

    private final Set<WatchAll> watches = ConcurrentHashMap.newKeySet();
    private final AtomicLong toRelay = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private volatile @Nullable ActorRef<Relay.Message> relay;
    private volatile boolean relayed;

    void add(WatchAll watch) {
        watches.add(watch);
        var known = relay;
        if (known != null) {
            var ready = new CompletableFuture<Void>().completeOnTimeout(null, LONGEST_START, TimeUnit.SECONDS);
            known.tell(new Relay.Wanted(ready));
            ready.join();
        }
    }

    void remove(WatchAll watch) {
        watches.remove(watch);
    }

    /// From now on `relay` brings the news of other servers, or nobody does.
    void relay(@Nullable ActorRef<Relay.Message> relay) {
        this.relay = relay;
        relayed = false;
    }

    /// Whether anybody watches elsewhere. For the relay.
    void relayed(boolean relayed) {
        this.relayed = relayed;
    }

    boolean isWatched() {
        return !watches.isEmpty();
    }

    /// `news` was passed on by the relay. Gives how many it was not given before it, as too much waited.
    long passed(News news) {
        toRelay.addAndGet(-size(news));
        return skipped.getAndSet(0);
    }

    private static long size(News news) {
        return OF_NEWS + news.length();
    }

    /// Something may have been missed: all watches end, and who watches again asks for it.
    void interrupt() {
        watches.forEach(WatchAll::close);
    }

    /// Called by the process of `list`, in the order of its versions.
    void tell(String list, long version, List<Change> changes) {
        boolean here = !watches.isEmpty();
        if (here || relayed) {
            var news = new News(list, version, changes);
            hear(news);
            relay(news);
        }
    }

    private void relay(News news) {
        var known = relay;
        if (known == null || !relayed) {
            return;
        }
        long size = size(news);
        long all = toRelay.addAndGet(size);
        if (all > MOST_TO_RELAY && all > size) {
            toRelay.addAndGet(-size);
            skipped.incrementAndGet();
        } else {
            known.tell(new Relay.Here(news));
        }
    }

    /// Called also for what happened on other servers.
    void hear(News news) {
        watches.forEach(watch -> watch.hear(news));
    }
}
