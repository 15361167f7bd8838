package todo.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import todo.account.Access;
import todo.account.Caller;

/// The news of all lists that a caller may see, from now on; of each list in order.
///
/// It has no beginning to resume at: who was cut off watches again, asks which lists there are, and reads of
/// those that have come further what is missing. Used by one thread, which waits; any thread may close it.
public final class WatchAll implements AutoCloseable {
    private static final long MOST_TEXT = 1 << 20; // characters of changes

    /// Wakes whoever waits.
    private static final News END = new News("", 0, List.of());

    private final BlockingQueue<News> queue;
    private final Feed feed;
    private final Caller caller;
    private final Predicate<News> wanted;
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean ended;

    /// @param wanted what is asked by the lists' processes, and must be quick; the rest is passed over
    /// @param most how much can wait to be taken; less, where it has much text
    WatchAll(Feed feed, Caller caller, Predicate<News> wanted, int most) {
        this.queue = new ArrayBlockingQueue<>(most);
        this.wanted = wanted;
        this.feed = feed;
        this.caller = caller;
        feed.add(this);
    }

    /// What comes next, at least one, or none if none came for `timeout`.
    ///
    /// @throws Watch.Ended when it was closed, or so much was not taken that the rest had to be given up
    public List<News> next(Duration timeout) throws InterruptedException, Watch.Ended {
        var first = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (ended) {
            throw new Watch.Ended();
        }
        if (first == null) {
            return List.of();
        }
        List<News> next = new ArrayList<>(List.of(first));
        queue.drainTo(next);
        next.forEach(news -> waiting.addAndGet(-news.length()));
        return next;
    }

    void hear(News news) {
        if (!ended
                && wanted.test(news)
                && Access.check(caller, news.list(), Access.Right.READ) == null
                && !take(news)) {
            close();
        }
    }

    /// However long, one that is alone is taken.
    private boolean take(News news) {
        long all = waiting.addAndGet(news.length());
        return (all <= MOST_TEXT || all == news.length()) && queue.offer(news);
    }

    /// Ends the watching, also for a thread that waits in [#next].
    @Override
    public void close() {
        ended = true;
        feed.remove(this);
        while (!queue.offer(END)) {
            queue.clear();
        }
    }
}
