package todo.prove;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// One client a list, which changes it again and again, to see how long it does not answer.
final class Probes {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KillLoad load;
    private final Ledger ledger;
    private final Sender servers;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> waits = new ConcurrentLinkedQueue<>();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong longestOfPart = new AtomicLong();
    private final Map<String, Long> parts = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /// @param servers where they ask
    Probes(KillLoad load, Ledger ledger, Sender servers) {
        this.load = load;
        this.ledger = ledger;
        this.servers = servers;
    }

    Probes start(String name, List<String> lists) {
        for (String list : lists) {
            answers.put(list, 0);
            threads.add(Thread.ofVirtual().start(() -> probe(name, list)));
        }
        return this;
    }

    private void probe(String name, String list) {
        try {
            while (!ended) {
                String mark = name + "-probe-" + number.incrementAndGet();
                long start = System.nanoTime();
                load.send(servers, ledger.begin(new Deed.Describe(list, mark), mark));
                answered(list, System.nanoTime() - start);
                answers.merge(list, 1, Integer::sum);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException | RuntimeException e) {
            load.failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// From now on it counts; when they have all answered once, as those that are not used to it may take long.
    void begin() throws IOException {
        awaitAnswers();
        longest.set(0);
        longestOfPart.set(0);
        waits.clear();
    }

    /// What was done since the last part ended, or all of it began, was `part`; when each list has answered after it.
    void endPart(String part) throws IOException {
        awaitAnswers();
        parts.merge(part, TimeUnit.NANOSECONDS.toMillis(longestOfPart.getAndSet(0)), Math::max);
    }

    /// How long the list that did so longest has not answered during each part, in milliseconds.
    Map<String, Long> parts() {
        return Map.copyOf(parts);
    }

    private void answered(String list, long nanos) {
        longest.accumulateAndGet(nanos, Math::max);
        longestOfPart.accumulateAndGet(nanos, Math::max);
        if (nanos > LONG_NANOS) {
            waits.add("%s: %s after %d ms".formatted(Instant.now(), list, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
    }

    /// The answers that took long, for who wants to know why.
    List<String> waits() {
        return List.copyOf(waits);
    }

    /// Waits until each list has answered what it was asked after now.
    void awaitAnswers() throws IOException {
        var before = Map.copyOf(answers);
        while (!before.keySet().stream()
                .allMatch(list -> answers.getOrDefault(list, 0) >= before.getOrDefault(list, 0) + 2)) {
            load.throwFailure();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// Ends, and gives how long the list that did so longest has not answered, in milliseconds.
    long end() throws InterruptedException {
        ended = true;
        for (var thread : threads) {
            thread.join();
        }
        return TimeUnit.NANOSECONDS.toMillis(longest.get());
    }
}
