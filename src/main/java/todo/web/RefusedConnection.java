package todo.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/// A connection too many: it is told so, and closed.
final class RefusedConnection extends Deadline implements ServerConnection {
    private static final long LINGER_NANOS = Duration.ofMillis(500).toNanos();
    private static final int LINGER_BYTES = 64 * 1024;
    private static final byte[] BUSY =
            Problem.busy("too many connections are open").http();

    private final Connections connections;
    private final ConnectionContext context;

    RefusedConnection(Connections connections, ConnectionContext context) {
        super(context);
        this.connections = connections;
        this.context = context;
    }

    @Override
    public void handle(Limit limit) {
        connections.watch(this);
        try {
            long entered = enter(System.nanoTime() + LINGER_NANOS);
            context.serverSocket().write(BufferData.create(BUSY));
            if (leave(entered)) {
                linger(System.nanoTime() + LINGER_NANOS, LINGER_BYTES);
            }
        } finally {
            connections.unwatch(this);
            connections.closed();
        }
    }

    @Override
    void cut() {
        closeSocket();
    }

    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        closeSocket();
    }
}
