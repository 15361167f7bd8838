package todo.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A moment at which no worker of a database writes: each stops at its next [#arrive] until all have, and goes on.
///
/// Nobody is held for longer than a bound, whatever the others do; but then it was no standstill.
final class Standstill {
    private static final long LONGEST_MILLIS = 1_000;

    private final CountDownLatch coming;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean broken;
    private volatile @Nullable StoreException failure;

    Standstill(int workers) {
        coming = new CountDownLatch(workers);
    }

    /// Called on a worker's thread, which stands still in here.
    void arrive(@Nullable StoreException reason) {
        if (reason != null) {
            failure = reason;
        }
        coming.countDown();
        try {
            if (!over.await(LONGEST_MILLIS, TimeUnit.MILLISECONDS)) {
                broken = true;
            }
        } catch (InterruptedException e) {
            broken = true;
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until all workers stand still; `false` if one takes too long.
    ///
    /// @throws StoreException if one of them failed
    boolean reached() throws InterruptedException {
        boolean all = coming.await(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        var reason = failure;
        if (reason != null) {
            throw reason;
        }
        return all;
    }

    /// Whether nobody has gone on so far.
    boolean held() {
        return !broken;
    }

    /// Lets all go on.
    void end() {
        over.countDown();
    }
}
