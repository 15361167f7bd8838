package todo.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What lists were asked from here and have not answered.
///
/// What was on its way to a server that is gone is lost; nobody would hear of that before the time is over that an
/// answer may take. Others go on with the lists long before, so who asked is told to try again.
final class Unanswered {
    /// How long others that were asked before may still take.
    private static final long GRACE_MILLIS = 1_000;

    /// The same where nothing should be lost, and lists are only moving.
    private static final long LONG_GRACE_MILLIS = 5_000;

    /// How long it takes at most until nothing is sent any more to a server that is gone.
    private static final long STRAY_MILLIS = 500;

    private final Map<Long, CompletableFuture<?>> asked = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /// Gives what `answer` gives, unless it is given up before.
    <T> CompletionStage<T> add(CompletionStage<T> answer) {
        var future = new CompletableFuture<T>();
        long own = number.incrementAndGet();
        asked.put(own, future);
        var _ = answer.whenComplete((value, failure) -> {
            asked.remove(own);
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    /// One of the servers is gone: what is not answered in a moment will not be. What is asked just now may be sent
    /// there yet.
    ///
    /// @param inOrder whether it had handed over all it had
    void giveUpSoon(boolean inOrder) {
        giveUp(inOrder ? LONG_GRACE_MILLIS : GRACE_MILLIS);
        later(STRAY_MILLIS, () -> giveUp(inOrder ? LONG_GRACE_MILLIS : GRACE_MILLIS));
    }

    private void giveUp(long grace) {
        var before = List.copyOf(asked.values());
        if (!before.isEmpty()) {
            later(grace, () -> before.forEach(Unanswered::giveUp));
        }
    }

    private static void later(long millis, Runnable action) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(action);
    }

    private static void giveUp(CompletableFuture<?> future) {
        future.completeExceptionally(new Lists.Away("the server that had the list is gone; try again"));
    }
}
