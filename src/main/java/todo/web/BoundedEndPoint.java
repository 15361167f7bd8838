package todo.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// A client's end of a connection, with a deadline for a whole header: Jetty's own is for the time between two bytes.
final class BoundedEndPoint extends SocketChannelEndPoint {
    private static final Duration LINGER = Duration.ofMillis(500);
    private static final long NONE = 0;
    private static final byte[] LATE = HttpCall.LATE.http();

    private final Connections connections;
    private final InetAddress address;
    private final @Nullable Problem refusal;
    private final AtomicLong due; // in System.nanoTime
    private volatile boolean idle = true;
    private volatile boolean awaitsBody;
    private volatile long since = System.nanoTime();
    private long begun;

    BoundedEndPoint(
            Connections connections,
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler)
            throws IOException {
        super(channel, selector, key, scheduler);
        this.connections = connections;
        this.address = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
        this.refusal = connections.opened(address);
        this.due = new AtomicLong(in(refusal == null ? connections.limits().request() : LINGER));
        connections.watch(this);
    }

    private static long in(Duration time) {
        long at = System.nanoTime() + time.toNanos();
        return at == NONE ? 1 : at;
    }

    /// The client's end of a connection, whether it is enciphered or not.
    static BoundedEndPoint of(EndPoint end) {
        return (BoundedEndPoint) (end instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : end);
    }

    InetAddress address() {
        return address;
    }

    /// Why this connection is not taken; `null` if it is.
    @Nullable
    Problem refusal() {
        return refusal;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0 && idle && refusal == null) {
            begin();
        }
        return filled;
    }

    private void begin() {
        idle = false;
        since = System.nanoTime();
        begun = in(connections.limits().request());
        due.set(begun);
    }

    /// A request's header is there; when its body must be, or 0 if the connection was cut off.
    long received() {
        if (idle) {
            begin();
        }
        return due.getAndSet(NONE) == NONE ? 0 : begun;
    }

    /// A request is answered, and the next may begin.
    void answered() {
        since = System.nanoTime();
        idle = true;
    }

    /// Says whether more of a body is waited for.
    void awaits(boolean body) {
        awaitsBody = body;
    }

    /// Whether the next request is waited for, or the rest of one.
    boolean waits() {
        return refusal == null && isOpen() && (idle || awaitsBody || due.get() != NONE);
    }

    /// Since when it waits, in [System#nanoTime].
    long since() {
        return since;
    }

    /// Makes room for another.
    void giveWay() {
        if (waits()) {
            connections.wasCut();
            close();
        }
    }

    void closeIfIdle() {
        if (idle) {
            close();
        }
    }

    /// Cuts the connection off if its header has not come in time.
    void check(long now) {
        long at = due.get();
        if (at != NONE && at - now <= 0 && due.compareAndSet(at, NONE)) {
            try {
                if (!idle && !(getConnection() instanceof SslConnection)) {
                    getChannel().write(ByteBuffer.wrap(LATE));
                }
            } catch (IOException _) {
                // the client is gone already
            } finally {
                if (refusal == null) {
                    connections.wasCut();
                }
                close();
            }
        }
    }

    @Override
    public void onClose(Throwable cause) {
        connections.closed(this);
        super.onClose(cause);
    }
}
