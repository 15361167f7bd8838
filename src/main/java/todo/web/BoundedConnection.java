package todo.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// A connection that keeps the bounds of [Connections], around the one of Helidon's that does the protocol.
///
/// To that one it is the context: what it reads comes through [#read] and what it writes through a
/// [TimedWriter]. It is also the limit from which Helidon takes a place for each request, for that is
/// how it says when a request is over.
final class BoundedConnection extends Deadline
        implements ServerConnection, InterruptableTask<Void>, ConnectionContext, Limit, LimitAlgorithm.Token {
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();
    private static final byte[] LATE = Problem.of(408, "Request Timeout", "the request did not come in time")
            .http();

    private final Connections connections;
    private final ConnectionContext context;
    private final DataReader reader = DataReader.create(this::read);
    private final TimedWriter writer;
    private final ServerConnection http;
    private final LimitAlgorithm.Outcome accepted = LimitAlgorithm.Outcome.immediateAcceptance("todo", "none", this);
    private volatile boolean idle = true;
    private volatile int status;
    private long phaseEnds;
    private long requestBytes;
    private boolean closeAfter;
    private boolean hasBody = true;
    private boolean isHead;

    BoundedConnection(Connections connections, ConnectionContext context, ServerConnectionSelector http1) {
        super(context);
        this.connections = connections;
        this.context = context;
        this.writer = new TimedWriter(connections, context);
        this.phaseEnds = System.nanoTime() + connections.limits().request().toNanos();
        this.http = http1.connection(this);
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        connections.watch(this);
        connections.watch(writer);
        try {
            http.handle((Limit) this);
        } finally {
            if (!idle && hasBody && status >= 400) {
                linger(System.nanoTime() + LINGER_NANOS, (int)
                        connections.limits().requestBytes());
            }
            connections.unwatch(this);
            connections.unwatch(writer);
            connections.closed();
        }
    }

    private byte[] read() {
        if (phaseEnds - System.nanoTime() <= 0) {
            cut();
            throw new CloseConnectionException("the request did not come in time");
        }
        long entered = enter(phaseEnds);
        byte[] bytes;
        boolean cutOff;
        try {
            bytes = context.serverSocket().get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("can't read from the client", e);
        } finally {
            cutOff = !leave(entered);
        }
        if (cutOff || bytes == null && !idle) {
            throw new CloseConnectionException("the client is gone, or was cut off");
        }
        if (bytes != null) {
            begun();
            requestBytes += bytes.length;
            if (requestBytes > connections.limits().requestBytes()) {
                throw new CloseConnectionException("the request is too long");
            }
        }
        return bytes;
    }

    /// A request has begun to come in.
    void begun() {
        if (idle) {
            idle = false;
            status = 0;
            requestBytes = 0;
            hasBody = true;
            phaseEnds = System.nanoTime() + connections.limits().request().toNanos();
        }
    }

    void hasBody(boolean has) {
        hasBody = has;
    }

    void answered(int code) {
        status = code;
    }

    /// Whether Helidon's `Content-Length: 0` is wrong (RFC 9110 §8.6).
    boolean hasNoLength() {
        return isHead || status == 204 || status == 304;
    }

    void isHead(boolean is) {
        isHead = is;
    }

    void closeAfter() {
        closeAfter = true;
    }

    @Override
    void cut() {
        connections.wasCut();
        if (!idle && status == 0) {
            try {
                context.serverSocket().write(BufferData.create(LATE));
            } catch (RuntimeException _) {
                // the client is gone already
            }
        }
        closeSocket();
    }

    /// A request is over. Helidon says "Connection: close" but goes on reading, so it is done here.
    @Override
    public void success() {
        if (closeAfter) {
            throw new CloseConnectionException("Connection: close");
        }
        idle = true;
        phaseEnds = System.nanoTime() + connections.limits().idle().toNanos();
    }

    @Override
    public void dropped() {}

    @Override
    public void ignore() {}

    @Override
    public LimitAlgorithm.Outcome tryAcquireOutcome(boolean wait) {
        return accepted;
    }

    @Override
    @SuppressWarnings("removal")
    public Optional<LimitAlgorithm.Token> tryAcquire() {
        return Optional.of(this);
    }

    @Override
    @SuppressWarnings("removal")
    public Optional<LimitAlgorithm.Token> tryAcquire(boolean wait) {
        return Optional.of(this);
    }

    @Override
    public Limit copy() {
        return this;
    }

    @Override
    public String name() {
        return "todo";
    }

    @Override
    public String type() {
        return "todo";
    }

    @Override
    public Duration idleTime() {
        return Duration.ZERO; // it is watched here
    }

    @Override
    public void close(boolean interrupt) {
        http.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
        return ((InterruptableTask<?>) http).canInterrupt();
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
