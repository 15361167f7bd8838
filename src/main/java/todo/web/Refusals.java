package todo.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests that are refused, as whoever sent them may not make them or means another server: each is counted, and
/// logged as long as they are not too many. An address that is refused very often is told so. No valid credentials are
/// ever refused for that.
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int MOST_A_MINUTE = 600;
    private static final int MOST_ADDRESSES = 10_000;
    private static final int MOST_LINES = 20;
    private static final long LINES_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LONGEST = 200;

    private record Minute(long number, int refused) {}

    private final LongSupplier nanos;
    private final Map<Object, Minute> byAddress = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> byStatus =
            Map.of(401, new LongAdder(), 403, new LongAdder(), 421, new LongAdder(), 429, new LongAdder());
    private long linesSince;
    private int lines;
    private int unlogged;

    /// @param nanos as [System#nanoTime]
    Refusals(LongSupplier nanos) {
        this.nanos = nanos;
        this.linesSince = nanos.getAsLong();
    }

    /// The answer to `call` where it would be `problem`.
    Problem answer(HttpCall call, Problem problem) {
        if (!byStatus.containsKey(problem.status())) {
            return problem;
        }
        var client = call.client();
        boolean tooMany = problem.status() != 403 && count(Connections.place(client)) > MOST_A_MINUTE;
        var answer = tooMany
                ? Problem.of(
                                429,
                                "Too Many Requests",
                                "more than " + MOST_A_MINUTE + " requests of your address were refused within a minute")
                        .with("Retry-After", "60")
                : problem;
        byStatus.getOrDefault(answer.status(), new LongAdder()).increment();
        log(client.getHostAddress(), call, answer);
        return answer;
    }

    /// How many of this minute were refused to `address`, with this one.
    private int count(Object address) {
        long now = TimeUnit.NANOSECONDS.toMinutes(nanos.getAsLong());
        if (byAddress.size() >= MOST_ADDRESSES) {
            byAddress.values().removeIf(minute -> minute.number != now);
            if (byAddress.size() >= MOST_ADDRESSES) {
                byAddress.clear();
            }
        }
        return byAddress.merge(
                        address,
                        new Minute(now, 1),
                        (before, one) -> before.number == now ? new Minute(now, before.refused + 1) : one)
                .refused;
    }

    private synchronized void log(String client, HttpCall call, Problem answer) {
        long now = nanos.getAsLong();
        if (now - linesSince > LINES_NANOS) {
            linesSince = now;
            lines = 0;
        }
        if (lines++ >= MOST_LINES) {
            unlogged++;
            return;
        }
        LOG.warn(
                "refused {}: {} {}: {} {}{}",
                client,
                call.method(),
                shortened(call.path()),
                answer.status(),
                answer.title(),
                unlogged == 0 ? "" : "; " + unlogged + " more were refused that are not in this log");
        unlogged = 0;
    }

    private static String shortened(String path) {
        return path.length() <= LONGEST ? path : path.substring(0, LONGEST) + "…";
    }

    /// How many were answered `status`.
    long count(int status) {
        return byStatus.getOrDefault(status, new LongAdder()).sum();
    }
}
