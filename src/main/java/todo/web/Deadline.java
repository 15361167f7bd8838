package todo.web;

import io.helidon.webserver.ConnectionContext;
import java.util.concurrent.atomic.AtomicLong;

/// When a call that waits for the client must be over, or its connection is cut.
///
/// The thread that waits says so by [#enter] and [#leave]; the watchdog calls [#check]. Whoever takes
/// the deadline away first has the socket: the thread to go on, or the watchdog to close it.
abstract class Deadline {
    private static final long NONE = 0;

    private final ConnectionContext context;
    private final AtomicLong due = new AtomicLong(NONE);

    Deadline(ConnectionContext context) {
        this.context = context;
    }

    /// @param at in [System#nanoTime]
    final long enter(long at) {
        long mine = at == NONE ? 1 : at;
        due.set(mine);
        return mine;
    }

    /// `false` if the connection was cut meanwhile.
    final boolean leave(long entered) {
        return due.compareAndSet(entered, NONE);
    }

    final void check(long now) {
        long waiting = due.get();
        if (waiting != NONE && waiting - now <= 0 && due.compareAndSet(waiting, NONE)) {
            Thread.startVirtualThread(this::cut);
        }
    }

    /// Called on a thread of its own when the time is over.
    abstract void cut();

    final void closeSocket() {
        context.serverSocket().close();
    }

    /// Reads and drops what the client still sends, so that closing does not take away the answer just written.
    final void linger(long until, int atMost) {
        int read = 0;
        while (read < atMost && until - System.nanoTime() > 0) {
            long entered = enter(until);
            byte[] bytes;
            try {
                bytes = context.serverSocket().get();
            } catch (RuntimeException _) {
                return; // the client is gone, which is what is waited for
            }
            if (!leave(entered) || bytes == null) {
                return;
            }
            read += bytes.length;
        }
    }
}
