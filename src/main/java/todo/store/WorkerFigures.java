package todo.store;

import java.util.concurrent.atomic.LongAdder;

/// What a worker has done since it started: read by those who watch it, from any thread.
public final class WorkerFigures {
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void committed(int count, long took) {
        commits.increment();
        writes.add(count);
        nanos.add(took);
    }

    void failed() {
        failures.increment();
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
