package todo.remind;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what waits in the [Book] to the targets, again and again until it is taken, for at most a day.
///
/// Each target that something waits for has a thread of its own, so none waits for another.
final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Book book;
    private final Post post;
    private final InstantSource clock;
    private final BooleanSupplier tells;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> served = new HashSet<>();
    private boolean closed;

    /// @param tells whether it is this server that tells, if there are several
    Courier(Book book, Post post, InstantSource clock, BooleanSupplier tells) {
        this.book = book;
        this.post = post;
        this.clock = clock;
        this.tells = tells;
    }

    /// There may be something that waits.
    void wake() {
        lock.lock();
        try {
            for (var target : book.targets()) {
                if (!closed && book.next(target.id()) != null && served.add(target.id())) {
                    Thread.ofVirtual().name("reminders to " + target.id()).start(() -> serve(target.id()));
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void serve(String target) {
        try {
            for (var next = next(target); next != null; next = next(target)) {
                var to = book.target(target);
                if (to != null) {
                    bring(next, to);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("can't bring reminders to {}; it is tried again with the next one", target, e);
            leave(target);
        }
    }

    private void leave(String target) {
        lock.lock();
        try {
            served.remove(target);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something is to be sent to `target`; `null` if nothing is waiting any more, and the thread is to
    /// end.
    private @Nullable Delivery next(String target) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                var next = closed || !tells.getAsBoolean() ? null : book.next(target);
                if (next == null) {
                    served.remove(target);
                    return null;
                }
                if (!next.next().isAfter(clock.instant())) {
                    return next;
                }
                var _ = changed.awaitNanos(LOOK_NANOS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void bring(Delivery delivery, Target target) throws InterruptedException {
        var said = post.send(target, delivery, clock.instant());
        var now = clock.instant();
        int attempts = delivery.attempts() + 1;
        if (said.delivered()) {
            book.ended(delivery, new Result(now, true, said.detail(), attempts));
        } else if (said.gone()) {
            LOG.info("a browser does not want reminders any more: {}", target.id());
            var _ = book.remove(target.id());
        } else if (now.isAfter(delivery.fired().plus(LONGEST))) {
            LOG.warn("gave up telling {} of a reminder after {} attempts: {}", target.id(), attempts, said.detail());
            book.ended(delivery, new Result(now, false, said.detail() + "; given up", attempts));
        } else {
            book.later(delivery.tried(now.plus(pause(attempts))), new Result(now, false, said.detail(), attempts));
        }
    }

    /// Twice as long each time, and never quite the same.
    private static Duration pause(int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        long most = Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most));
    }

    /// What is not sent yet stays in the book.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
