package todo.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A client of several servers, which asks one after the other in turn, as what shares requests out among them would. A
/// request with a key that is not answered goes to the next one, until one answers.
final class Spread implements Sender {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Http.Answer NONE = new Http.Answer(503, "", 0);

    private final List<Http> servers;
    private final Duration longestAnswer;
    private final long pace;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Integer> reasons = new ConcurrentHashMap<>();
    private final AtomicInteger mostTries = new AtomicInteger();

    /// @param longestAnswer after which it asks the next one
    /// @param pace how long it rests before each request
    Spread(List<Http> servers, Duration longestAnswer, Duration pace) {
        this.servers = List.copyOf(servers);
        this.longestAnswer = longestAnswer;
        this.pace = pace.toNanos();
    }

    /// How often the request was sent that was sent most often.
    int mostTries() {
        return mostTries.get();
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
        int first = Math.floorMod(turn.getAndIncrement(), servers.size());
        for (int tries = 1; ; tries++) {
            mostTries.accumulateAndGet(tries, Math::max);
            var server = servers.get((first + tries - 1) % servers.size());
            var answer = once(server, method, path, body, headers);
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
        }
    }

    private Http.Answer once(
            Http server, String method, String path, byte @Nullable [] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        Http.Answer answer;
        try {
            answer = server.send(method, path, body, headers, longestAnswer);
        } catch (IOException e) {
            reasons.merge(e.toString(), 1, Integer::sum);
            return NONE;
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
