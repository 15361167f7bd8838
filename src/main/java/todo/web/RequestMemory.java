package todo.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that requests may take at once for their bodies, and for what is read of histories to answer them. Who
/// does not fit waits a while, first come, first served.
final class RequestMemory {
    private static final int UNIT = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final int most;
    private final Semaphore free;
    private final Duration longestWait;

    /// @param most in bytes
    RequestMemory(long most) {
        this(most, LONGEST_WAIT);
    }

    RequestMemory(long most, Duration longestWait) {
        this.longestWait = longestWait;
        this.most = Math.toIntExact(Math.clamp(most / UNIT, 1, Integer.MAX_VALUE));
        this.free = new Semaphore(this.most, true);
    }

    /// Takes `bytes`, or all there is where that is less; `false` if they are not free for long.
    boolean take(long bytes) {
        try {
            return free.tryAcquire(units(bytes), longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Gives back what was taken by the same number.
    void give(long bytes) {
        free.release(units(bytes));
    }

    private int units(long bytes) {
        return Math.toIntExact(Math.clamp((bytes + UNIT - 1) / UNIT, 0, most));
    }

    long used() {
        return (long) (most - free.availablePermits()) * UNIT;
    }

    long most() {
        return (long) most * UNIT;
    }
}
