package todo.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import todo.store.RepeatedTask;

/// All open connections, and the bounds they keep: how many, and how long a client may take.
///
/// Where one too many comes, another that only waits is closed; if none does, the new one is answered 503 at once.
final class Connections implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final Duration LOOK = Duration.ofMillis(250);

    /// @param most how many can be open at once
    /// @param ofOne how many of one address
    /// @param unbounded whose addresses may have any number of them
    /// @param request from the first byte of a request to its last
    /// @param idle from one request to the next
    /// @param write for each piece of an answer to be taken
    record Limits(
            int most, int ofOne, Predicate<InetAddress> unbounded, Duration request, Duration idle, Duration write) {}

    private static final Problem TOO_MANY = Problem.busy("too many connections are open");
    private static final Problem TOO_MANY_OF_ONE = Problem.busy("too many connections are open from your address");

    private final Limits limits;
    private final Set<BoundedEndPoint> ends = ConcurrentHashMap.newKeySet();
    private final Deque<BoundedEndPoint> longest = new ArrayDeque<>();
    private final Map<Object, Integer> byAddress = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder cut = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connections").factory());

    Connections(Limits limits) {
        this.limits = limits;
        repeat("look after connections", this::look);
    }

    /// Does `task` now and then, until this is closed.
    void repeat(String what, Runnable task) {
        var repeated = new RepeatedTask(what, task);
        var _ = watchdog.scheduleWithFixedDelay(repeated, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        for (var end : ends) {
            end.check(now);
            if (!end.getChannel().isOpen()) {
                closed(end); // also one that Jetty could not make a connection of
            }
        }
    }

    Limits limits() {
        return limits;
    }

    /// A client has come; why it is not let in, or `null`.
    @Nullable
    Problem opened(InetAddress from) {
        int all = open.incrementAndGet();
        int ofOne = byAddress.merge(place(from), 1, Integer::sum);
        Problem refusal = ofOne > limits.ofOne && !limits.unbounded.test(from)
                ? TOO_MANY_OF_ONE
                : all > limits.most && !makeRoom() ? TOO_MANY : null;
        if (refusal != null) {
            refused.increment();
        }
        return refusal;
    }

    /// Closes the connection that has waited longest for a request or the rest of one; `false` if none does. So
    /// those that only wait, however many, keep nobody out.
    private synchronized boolean makeRoom() {
        if (longest.isEmpty()) {
            ends.stream()
                    .filter(BoundedEndPoint::waits)
                    .sorted(Comparator.comparingLong(BoundedEndPoint::since))
                    .limit(AT_ONCE)
                    .forEach(longest::add);
        }
        for (var end = longest.poll(); end != null; end = longest.poll()) {
            if (end.waits()) {
                end.giveWay();
                return true;
            }
        }
        return false;
    }

    /// What one client has: an address, or all of a network of IPv6 (RFC 6177).
    static Object place(InetAddress address) {
        return address instanceof Inet6Address
                ? ByteBuffer.wrap(address.getAddress()).getLong()
                : address;
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
            byAddress.computeIfPresent(place(end.address()), (_, many) -> many == 1 ? null : many - 1);
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
