package todo.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// All open connections, and the bounds they keep: how many, and how long a client may take.
///
/// Helidon's own connection does the protocol; it is given a context (see [Connection]) whose reading
/// and writing have deadlines. What comes beyond the bound is answered 503 at once.
final class Connections implements ServerConnectionSelector {
    private static final Duration LOOK = Duration.ofMillis(250);

    /// @param most how many can be open at once
    /// @param request from the first byte of a request to its last
    /// @param idle from one request to the next
    /// @param write for each piece of an answer to be taken
    /// @param requestBytes a request's length at most, framing included
    record Limits(int most, Duration request, Duration idle, Duration write, long requestBytes) {
        Limits with(int connections) {
            return new Limits(connections, request, idle, write, requestBytes);
        }
    }

    private final Limits limits;
    private final ServerConnectionSelector http1;
    private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder cut = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connections").factory());

    Connections(Http1Config.Builder http1, Limits limits) {
        this.limits = limits;
        this.http1 = Http1ConnectionSelector.builder()
                .config(http1.addReceiveListener(new Received())
                        .addSendListener(new Sent())
                        .buildPrototype())
                .build();
        var _ = watchdog.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        deadlines.forEach(deadline -> deadline.check(now));
    }

    private static final class Received implements Http1ConnectionListener {
        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            var connection = (BoundedConnection) context;
            connection.begun();
            connection.isHead(prologue.method().equals(Method.HEAD));
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            var connection = (BoundedConnection) context;
            connection.hasBody(
                    headers.contains(HeaderNames.TRANSFER_ENCODING) || headers.contains(HeaderNames.CONTENT_LENGTH));
            if (headers.containsToken(HeaderValues.CONNECTION_CLOSE)) {
                connection.closeAfter();
            }
        }
    }

    private static final class Sent implements Http1ConnectionListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            ((BoundedConnection) context).answered(status.code());
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            var connection = (BoundedConnection) context;
            if (headers.containsToken(HeaderValues.CONNECTION_CLOSE)) {
                connection.closeAfter();
            }
            if (headers.contentLength().orElse(-1) == 0 && connection.hasNoLength()) {
                ((WritableHeaders<?>) headers).remove(HeaderNames.CONTENT_LENGTH);
            }
        }
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        if (open.incrementAndGet() > limits.most) {
            refused.increment();
            return new RefusedConnection(this, context);
        }
        return new BoundedConnection(this, context, http1);
    }

    Limits limits() {
        return limits;
    }

    void watch(Deadline deadline) {
        deadlines.add(deadline);
    }

    void unwatch(Deadline deadline) {
        deadlines.remove(deadline);
    }

    void wasCut() {
        cut.increment();
    }

    void closed() {
        open.decrementAndGet();
    }

    /// How many connections are open.
    int open() {
        return open.get();
    }

    /// How many were cut off because their client took too long.
    long cut() {
        return cut.sum();
    }

    /// How many were turned away because there were too many.
    long refused() {
        return refused.sum();
    }

    void stop() {
        watchdog.shutdownNow();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("http/1.1");
    }
}
