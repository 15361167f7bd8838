package todo.prove;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A client of several servers, which asks one after the other in turn, as what shares requests out among them would. A
/// request with a key that is not answered goes to the next one, until one answers.
final class Spread implements Sender {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Http> servers;
    private final Duration longestAnswer;
    private final long pace;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Integer> reasons = new ConcurrentHashMap<>();
    private final AtomicLong longest = new AtomicLong();
    private List<String> mostFailures = List.of();

    /// @param longestAnswer after which it asks the next one
    /// @param pace how long it rests before each request
    Spread(List<Http> servers, Duration longestAnswer, Duration pace) {
        this.servers = List.copyOf(servers);
        this.longestAnswer = longestAnswer;
        this.pace = pace.toNanos();
    }

    /// The number of the server whose turn it is.
    int next() {
        return Math.floorMod(turn.getAndIncrement(), servers.size());
    }

    /// How often the request was sent that was sent most often.
    int mostTries() {
        return mostFailures().size() + 1;
    }

    /// Why that one was not answered, each time.
    synchronized List<String> mostFailures() {
        return mostFailures;
    }

    private synchronized void failed(List<String> failures) {
        if (failures.size() > mostFailures.size()) {
            mostFailures = List.copyOf(failures);
        }
    }

    /// How long the answer took that took longest, whatever it was, in milliseconds.
    long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longest.get());
    }

    /// Why requests were not answered, and how often.
    List<String> reasons() {
        return reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " times: " + reason.getKey())
                .toList();
    }

    /// @throws IOException if nobody has answered a request with a key for long, or one has failed
    @Override
    public Http.Answer send(String method, String path, byte @Nullable [] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        LockSupport.parkNanos(pace);
        long end = System.nanoTime() + PATIENCE.toNanos();
        int first = next();
        List<String> failures = new ArrayList<>();
        for (int tries = 1; ; tries++) {
            var answer = once(first + tries - 1, method, path, body, headers);
            if (answer.status() != 503) {
                return tries == 1 ? answer : answer.sentBefore();
            }
            if (System.nanoTime() > end) {
                throw new IOException(method + " " + path + " was not answered for " + PATIENCE + ": " + answer);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (!headers.containsKey("Idempotency-Key")) {
                return answer;
            }
            failures.add(Instant.now() + " " + method + " " + path + ": " + answer.body());
            failed(failures);
        }
    }

    /// Asks one of them, once.
    ///
    /// @param server its number, or that and any multiple of how many there are
    /// @return 503 if it did not answer
    Http.Answer once(int server, String method, String path, byte @Nullable [] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        Http.Answer answer;
        long start = System.nanoTime();
        try {
            answer = servers.get(server % servers.size()).send(method, path, body, headers, longestAnswer);
        } catch (IOException e) {
            reasons.merge(e.toString(), 1, Integer::sum);
            return new Http.Answer(503, e.toString(), 0);
        } finally {
            longest.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
        if (answer.status() == 503) {
            reasons.merge(answer.body(), 1, Integer::sum);
        }
        if (answer.status() >= 500 && answer.status() != 503) {
            throw new IOException(method + " " + path + " was answered with " + answer);
        }
        return answer;
    }
}
