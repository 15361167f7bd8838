package todo.prove;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.disk.Answer;
import todo.disk.Call;
import todo.disk.Witness;
import todo.store.StoreException;

/// A disk that now and then fails, or is full for a while.
final class FaultyDisk implements Witness {
    private static final Logger LOG = LoggerFactory.getLogger(FaultyDisk.class);
    private static final int LONGEST = 20;
    private static final int MOST_TRIES = 1_000;

    private final Random random;
    private final int perThousand;
    private final AtomicLong faults = new AtomicLong();
    private boolean working;
    private int fullFor;

    /// @param perThousand how many of a thousand calls fail
    FaultyDisk(Random random, int perThousand) {
        this.random = random;
        this.perThousand = perThousand;
    }

    synchronized void begin() {
        working = true;
    }

    synchronized void end() {
        working = false;
    }

    long faults() {
        return faults.get();
    }

    @Override
    public Answer on(Call call, Supplier<Answer> disk) {
        var fault = call.path().toString().endsWith("-shm") ? null : fault(call);
        return fault == null ? disk.get() : fault;
    }

    private synchronized @Nullable Answer fault(Call call) {
        if (!working || perThousand == 0) {
            return null;
        }
        boolean writes = call instanceof Call.Write;
        if (writes && fullFor > 0) {
            fullFor--;
            return Answer.FULL;
        }
        boolean fails =
                writes || call instanceof Call.Sync || call instanceof Call.Truncate || call instanceof Call.Read;
        if (!fails || random.nextInt(1_000) >= perThousand) {
            return null;
        }
        faults.incrementAndGet();
        if (writes && random.nextBoolean()) {
            fullFor = random.nextInt(LONGEST);
            return Answer.FULL;
        }
        return Answer.BROKEN;
    }

    /// Takes it that something failed, if anything may have.
    void excuse(StoreException failure) {
        if (faults.get() == 0) {
            throw failure;
        }
        LOG.debug("an edit failed", failure);
    }

    /// What `reading` gives, in the end: it may go on failing for a while after the disk is well again.
    <T> T insist(Supplier<T> reading) {
        for (int tries = 1; ; tries++) {
            try {
                return reading.get();
            } catch (StoreException e) {
                excuse(e);
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }
}
