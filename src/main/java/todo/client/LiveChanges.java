package todo.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The changes of one list as they come, by Server-Sent Events, each once and in order.
///
/// When the connection breaks it is made again, from the last change seen. Used by one thread, which waits.
public final class LiveChanges {
    /// The server says something each 15 seconds; twice without is a broken connection.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(35);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Connection connection;
    private final String list;
    private final Listener listener;
    private long seen;

    /// Hears what comes.
    public interface Listener {
        /// A change, as JSON in one line. Gives whether to go on.
        boolean changed(String json);

        /// The connection is there, from `version` on.
        void connected(long version);

        /// The connection broke, and is made again after `pause`.
        void interrupted(String reason, Duration pause);
    }

    /// @param since the version after which changes are wanted
    public LiveChanges(Connection connection, String list, long since, Listener listener) {
        this.connection = connection;
        this.list = list;
        this.seen = since;
        this.listener = listener;
    }

    /// Follows the list until the listener has had enough, or the thread is interrupted.
    public void follow() throws InterruptedException {
        var pause = SHORTEST_PAUSE;
        try (var watchdog =
                Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
            for (long before = seen; ; before = seen) {
                String broken = followOnce(watchdog);
                if (broken == null) {
                    return;
                }
                pause = seen > before ? SHORTEST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
                listener.interrupted(broken, pause);
                Thread.sleep(pause);
            }
        }
    }

    /// Gives why the connection broke, or `null` if the listener has had enough.
    private @Nullable String followOnce(ScheduledExecutorService watchdog) throws InterruptedException {
        try (var body = connection.events(list, seen)) {
            listener.connected(seen);
            return read(body, watchdog) ? "the server ended the connection" : null;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Problem.unreachable(connection.server(), e).getMessage();
        } catch (ClientException e) {
            if (e.kind() != ClientException.Kind.BROKEN) {
                throw e;
            }
            return e.getMessage();
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean read(InputStream body, ScheduledExecutorService watchdog) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        var event = new Event();
        while (true) {
            var bark = closeAfterSilence(body, watchdog);
            String line;
            try {
                line = lines.readLine();
            } finally {
                bark.cancel(false);
            }
            if (line == null) {
                return true;
            }
            if (!line.isEmpty()) {
                event.take(line);
            } else if (event.data != null) {
                seen = event.id > 0 ? event.id : seen;
                if (!listener.changed(event.data)) {
                    return false;
                }
                event = new Event();
            }
        }
    }

    private static ScheduledFuture<?> closeAfterSilence(InputStream body, ScheduledExecutorService watchdog) {
        return watchdog.schedule(
                () -> {
                    body.close();
                    return null;
                },
                LONGEST_SILENCE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static final class Event {
        private long id;
        private @Nullable String data;

        void take(String line) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String value = line.startsWith(" ", colon + 1) ? line.substring(colon + 2) : line.substring(colon + 1);
                switch (line.substring(0, colon)) {
                    case "id" -> id = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
                    case "data" -> data = data == null ? value : data + "\n" + value;
                    default -> {}
                }
            }
        }
    }
}
