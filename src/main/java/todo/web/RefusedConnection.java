package todo.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/// A connection too many: it is told so, and closed when its client has heard it.
final class RefusedConnection extends AbstractConnection {
    private static final int LINGER_BYTES = 64 * 1024;

    private final Problem reason;
    private int read;

    RefusedConnection(EndPoint end, Executor executor, Problem reason) {
        super(end, executor);
        this.reason = reason;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getEndPoint().write(Callback.from(this::told, _ -> close()), ByteBuffer.wrap(reason.http()));
    }

    private void told() {
        getEndPoint().shutdownOutput();
        fillInterested();
    }

    /// Reads and drops what the client still sends, so that closing does not take away the answer just written.
    @Override
    public void onFillable() {
        var buffer = ByteBuffer.allocate(1024).limit(0);
        try {
            int filled = getEndPoint().fill(buffer);
            read += filled;
            if (filled < 0 || read > LINGER_BYTES) {
                close();
            } else {
                fillInterested();
            }
        } catch (IOException _) {
            close(); // the client is gone, which is what is waited for
        }
    }
}
