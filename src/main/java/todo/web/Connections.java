package todo.web;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open connections, and the bounds they keep: how many, and how long a client may take.
///
/// What comes beyond the bound is answered 503 at once.
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    /// @param most how many can be open at once
    /// @param request from the first byte of a request to its last
    /// @param idle from one request to the next
    /// @param write for each piece of an answer to be taken
    record Limits(int most, Duration request, Duration idle, Duration write) {
        Limits with(int connections) {
            return new Limits(connections, request, idle, write);
        }
    }

    private final Limits limits;
    private final Set<BoundedEndPoint> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder cut = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connections").factory());

    Connections(Limits limits) {
        this.limits = limits;
        var _ = watchdog.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Never fails, for a scheduled task that does is not run again.
    private void look() {
        long now = System.nanoTime();
        for (var end : ends) {
            try {
                end.check(now);
                if (!end.getChannel().isOpen()) {
                    closed(end); // also one that Jetty could not make a connection of
                }
            } catch (RuntimeException | Error e) {
                LOG.error("can't cut off a connection", e);
            }
        }
    }

    Limits limits() {
        return limits;
    }

    /// A client has come; `false` if there are too many.
    boolean opened() {
        if (open.incrementAndGet() <= limits.most) {
            return true;
        }
        refused.increment();
        return false;
    }

    void watch(BoundedEndPoint end) {
        ends.add(end);
    }

    /// Lets go of all that have no request under way, and of the others after theirs.
    void stop() {
        stopping = true;
        ends.forEach(BoundedEndPoint::closeIfIdle);
    }

    boolean stopping() {
        return stopping;
    }

    void closed(BoundedEndPoint end) {
        if (ends.remove(end)) {
            open.decrementAndGet();
        }
    }

    void wasCut() {
        cut.increment();
    }

    /// How many connections are open.
    int open() {
        return open.get();
    }

    /// How many were cut off because their client took too long.
    long cut() {
        return cut.sum();
    }

    /// How many were turned away because there were too many.
    long refused() {
        return refused.sum();
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
