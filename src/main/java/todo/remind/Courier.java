package todo.remind;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.ReminderStorage;
import todo.store.ReminderStorage.Delivery;
import todo.store.ReminderStorage.GivenUp;
import todo.store.ReminderStorage.Result;

/// Sends the deliveries that wait in the [ReminderStorage], each again and again until it is accepted, for a day.
///
/// Each target for which something waits has a thread of its own, so that none waits for another.
final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReminderStorage storage;
    private final Post post;
    private final InstantSource clock;
    private final BooleanSupplier tells;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Thread> served = new HashMap<>();
    private final LongAdder givenUp = new LongAdder();
    private boolean closed;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /// @param tells whether this server is the one that sends, if there are several
    Courier(ReminderStorage storage, Post post, InstantSource clock, BooleanSupplier tells) {
        this.storage = storage;
        this.post = post;
        this.clock = clock;
        this.tells = tells;
    }

    /// Sends what waits.
    void wake() {
        var targets = storage.targets();
        lock.lock();
        try {
            for (var each : targets) {
                String target = each.target().id();
                if (!closed && each.waiting() > 0 && !served.containsKey(target)) {
                    var thread = Thread.ofPlatform().daemon().name("reminders to " + target);
                    served.put(target, thread.start(() -> serve(target)));
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
                send(next);
                failing.remove(target);
            }
        } catch (InterruptedException _) {
            leave(target, 0);
        } catch (RuntimeException e) {
            if (failing.add(target)) {
                LOG.error("Sending reminders to {} failed; retrying every 5 s", target, e);
            }
            leave(target, AFTER_FAILURE_NANOS);
        }
    }

    /// Ends the thread of a target, after a pause in which none is started for it.
    private void leave(String target, long pauseNanos) {
        lock.lock();
        try {
            for (long left = pauseNanos; left > 0 && !closed; ) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            served.remove(target);
            lock.unlock();
        }
    }

    /// Waits until something is to be sent to `target`; `null` if nothing waits for it, and the thread is to end.
    private @Nullable Delivery next(String target) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                var next = closed || !tells.getAsBoolean() ? null : storage.next(target);
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

    private void send(Delivery delivery) throws InterruptedException {
        var said = post.send(delivery, clock.instant());
        String target = delivery.target().id();
        var now = clock.instant();
        int attempts = delivery.attempts() + 1;
        if (said.delivered()) {
            storage.tried(delivery, new Result(now, true, said.detail(), attempts), null);
        } else if (said.gone()) {
            LOG.info("the browser of target {} has unsubscribed; removed it", target);
            var _ = storage.remove(target);
        } else if (now.isAfter(delivery.fired().plus(LONGEST))) {
            var result = new Result(now, false, said.detail() + "; given up", attempts);
            gaveUp(storage.giveUp(target, now.minus(LONGEST), result), "not accepted within a day");
        } else {
            var next = now.plus(pause(attempts));
            storage.tried(delivery, new Result(now, false, said.detail(), attempts), next);
        }
    }

    /// Twice as long each time, and never quite the same.
    private static Duration pause(int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        long most = Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most));
    }

    /// Counts what was given up, and logs it for a target the first time and whenever the number has doubled.
    void gaveUp(List<GivenUp> all, String why) {
        for (var each : all) {
            givenUp.add(each.count());
            if (Long.highestOneBit(each.total()) != Long.highestOneBit(each.total() - each.count())) {
                LOG.warn(
                        "gave up {} reminders for target {} since {}, the last because {}; the next line comes at twice as many",
                        each.total(),
                        each.target(),
                        each.since(),
                        why);
            }
        }
    }

    /// How many deliveries this server has given up.
    long givenUp() {
        return givenUp.sum();
    }

    /// What is not sent yet stays in the storage.
    @Override
    public void close() {
        List<Thread> threads;
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            threads = List.copyOf(served.values());
        } finally {
            lock.unlock();
        }
        post.close();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
