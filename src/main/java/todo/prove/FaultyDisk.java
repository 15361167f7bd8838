package todo.prove;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
///
/// When a sync fails, each other who had the file open is told with their own next one, as Linux does it since 4.13
/// (fsync(2)): what was lost may be theirs.
final class FaultyDisk implements Witness {
    private static final Logger LOG = LoggerFactory.getLogger(FaultyDisk.class);
    private static final int LONGEST = 20;
    private static final int MOST_TRIES = 1_000;

    private final Random random;
    private final int perThousand;
    private final AtomicLong faults = new AtomicLong();
    private final Map<Integer, Path> open = new HashMap<>();
    private final Set<Integer> toBeTold = new HashSet<>();
    private final Map<Path, Integer> syncing = new HashMap<>();
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
        if (call.path().toString().endsWith("-shm")) {
            return disk.get();
        }
        if (call instanceof Call.Close(var handle, var _)) {
            forget(handle);
        }
        var fault = call instanceof Call.Sync sync ? beginSync(sync) : fault(call);
        if (fault != null) {
            return fault;
        }
        var answer = disk.get();
        done(call, answer);
        return answer;
    }

    /// Before it is closed: the next to be opened may have the same handle.
    private synchronized void forget(int handle) {
        open.remove(handle);
        toBeTold.remove(handle);
    }

    /// One that fails does so alone: what of others that are under way for the same file is lost could not be told.
    private synchronized @Nullable Answer beginSync(Call.Sync sync) {
        if (toBeTold.remove(sync.handle())) {
            return Answer.BROKEN;
        }
        var fault = syncing.getOrDefault(sync.path(), 0) > 0 ? null : fault(sync);
        if (fault == null) {
            syncing.merge(sync.path(), 1, Integer::sum);
        } else {
            open.forEach((handle, path) -> {
                if (path.equals(sync.path()) && handle != sync.handle()) {
                    toBeTold.add(handle);
                }
            });
        }
        return fault;
    }

    private synchronized void done(Call call, Answer answer) {
        if (call instanceof Call.Sync sync) {
            syncing.merge(sync.path(), -1, Integer::sum);
        } else if (call instanceof Call.Open opened && !answer.failed()) {
            open.put((int) answer.value(), opened.path());
        }
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
