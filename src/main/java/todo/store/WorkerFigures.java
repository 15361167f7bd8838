package todo.store;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What a worker has done since it started: read by those who watch it, from any thread.
public final class WorkerFigures {
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private volatile @Nullable Commit last;

    /// One transaction.
    ///
    /// @param edits how many it held
    /// @param nanos how long it took
    /// @param at when it was done, as [System#nanoTime] has it
    public record Commit(int edits, long nanos, long at) {}

    void committed(int count, long took) {
        last = new Commit(count, took, System.nanoTime());
        commits.increment();
        writes.add(count);
        nanos.add(took);
    }

    void failed() {
        failures.increment();
    }

    /// The last transaction; `null` before the first.
    public @Nullable Commit last() {
        return last;
    }

    /// How many transactions were committed.
    public long commits() {
        return commits.sum();
    }

    /// How many edits those held.
    public long writes() {
        return writes.sum();
    }

    /// How long they took in all, in seconds, their fsync included.
    public double seconds() {
        return nanos.sum() / 1e9;
    }

    /// How many edits could not be stored.
    public long failures() {
        return failures.sum();
    }
}
