package todo.prove;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A client of several servers that does not wait for one of them: what is not answered at once is asked of the next
/// one too,
/// and the first answer counts. So it has an answer as soon as there can be one. For requests with a key.
final class Eager implements Sender {
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_UNANSWERED = Nodes.COUNT;

    private final Spread servers;

    /// @param answer what a server said, or how that failed
    private record Got(
            Http.@Nullable Answer answer, @Nullable Exception failure) {}

    Eager(Spread servers) {
        this.servers = servers;
    }

    @Override
    public Http.Answer send(String method, String path, byte @Nullable [] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var got = new LinkedBlockingQueue<Got>();
        long end = System.nanoTime() + Spread.PATIENCE.toNanos();
        int first = servers.next();
        int tries = 0;
        int unanswered = 0;
        while (true) {
            if (unanswered < MOST_UNANSWERED) {
                int server = first + tries++;
                unanswered++;
                Thread.ofVirtual().start(() -> got.add(ask(server, method, path, body, headers)));
            }
            var one = got.poll(AT_ONCE_NANOS, TimeUnit.NANOSECONDS);
            if (one != null) {
                unanswered--;
                var answer = answer(one);
                if (answer.status() != 503) {
                    return tries == 1 ? answer : answer.sentBefore();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (System.nanoTime() > end) {
                throw new IOException(method + " " + path + " was not answered for " + Spread.PATIENCE);
            }
        }
    }

    private Got ask(int server, String method, String path, byte @Nullable [] body, Map<String, String> headers) {
        try {
            return new Got(servers.once(server, method, path, body, headers), null);
        } catch (IOException e) {
            return new Got(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Got(null, e);
        }
    }

    private static Http.Answer answer(Got got) throws IOException {
        if (got.answer == null) {
            throw new IOException("a server failed", got.failure);
        }
        return got.answer;
    }
}
