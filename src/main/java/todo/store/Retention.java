package todo.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.StoreException.Trouble;

/// Has each worker remove the history that is older than it need be kept, now and then and little by little, so
/// that what is written meanwhile hardly waits.
final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final long PAUSE_MILLIS = 20;

    private final List<DatabaseWorker> workers;
    private final List<DatabaseReader> readers;
    private final Period keep;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("history").factory());

    /// @param keep how long history is kept; [Period#ZERO] for ever
    Retention(List<DatabaseWorker> workers, List<DatabaseReader> readers, Period keep, InstantSource clock) {
        this.workers = List.copyOf(workers);
        this.readers = List.copyOf(readers);
        this.keep = keep;
        this.clock = clock;
    }

    void start() {
        if (!keep.isZero()) {
            var _ = thread.scheduleWithFixedDelay(
                    new RepeatedTask("remove old history", this::trimNow), 1, BETWEEN.toMinutes(), TimeUnit.MINUTES);
        }
    }

    private void trimNow() {
        var _ = trim(clock.instant().atOffset(ZoneOffset.UTC).minus(keep).toInstant())
                .whenComplete((removed, failure) -> {
                    if (failure != null) {
                        LOG.warn("can't remove old history now: {}", failure.getMessage());
                    } else if (removed > 0) {
                        LOG.info("removed {} changes that were older than {}", removed, keep);
                    }
                });
    }

    /// Removes what was made before `before`, and gives how many changes that were. What is on its way between two
    /// lists keeps what came after it, for whoever has taken it in already must know that he has.
    CompletableFuture<Long> trim(Instant before) {
        var limit = CompletableFuture.completedFuture(before);
        for (var reader : readers) {
            limit = limit.thenCombine(reader.read(RowReader::oldestSent), (a, b) -> a.isBefore(b) ? a : b);
        }
        return limit.thenCompose(this::trimAll);
    }

    private CompletableFuture<Long> trimAll(Instant before) {
        var all = CompletableFuture.completedFuture(0L);
        for (var worker : workers) {
            var trimming = new Trimming(before);
            all = all.thenCompose(sum -> goOn(worker, trimming).thenApply(_ -> sum + trimming.removed()));
        }
        return all;
    }

    private CompletableFuture<Boolean> goOn(DatabaseWorker worker, Trimming trimming) {
        return step(worker, trimming)
                .thenCompose(more -> more
                        ? CompletableFuture.supplyAsync(
                                        () -> true,
                                        CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, thread))
                                .thenCompose(_ -> goOn(worker, trimming))
                        : CompletableFuture.completedFuture(false));
    }

    private static CompletableFuture<Boolean> step(DatabaseWorker worker, Trimming trimming) {
        var done = new CompletableFuture<Boolean>();
        boolean queued = worker.trim(trimming, (more, failure) -> {
            if (failure == null) {
                done.complete(more);
            } else {
                done.completeExceptionally(failure);
            }
        });
        if (!queued) {
            done.completeExceptionally(new StoreException(Trouble.BUSY, "too many wait for the database"));
        }
        return done;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
