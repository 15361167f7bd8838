package todo.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The most that a server's process held at any time while this was open, as far as it was looked at.
final class Heights implements AutoCloseable {
    private final ServerProcess server;
    private final Path data;
    private final Thread looking;
    private volatile boolean closed;
    private volatile Vitals highest = new Vitals(-1, -1, -1, -1, -1);

    Heights(ServerProcess server, Path data) {
        this.server = server;
        this.data = data;
        this.looking = Thread.ofVirtual().start(this::look);
    }

    private void look() {
        while (!closed) {
            try {
                highest = highest.most(Vitals.seen(server, data));
            } catch (IOException e) {
                return; // it is gone
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    Vitals highest() {
        return highest;
    }

    @Override
    public void close() {
        closed = true;
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
