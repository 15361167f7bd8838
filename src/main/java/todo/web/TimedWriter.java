package todo.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.io.UncheckedIOException;

/// What is written to a client, each write with a deadline of its own, apart from the one for what is being read.
///
/// A failed write is a [CloseConnectionException], as a failed read is by [BoundedConnection]: whatever else fails with
/// an
/// [UncheckedIOException] amid a request is the server's own failure.
final class TimedWriter extends Deadline implements DataWriter {
    private final Connections connections;
    private final DataWriter writer;

    TimedWriter(Connections connections, ConnectionContext context) {
        super(context);
        this.connections = connections;
        this.writer = context.dataWriter();
    }

    @Override
    public void write(BufferData... buffers) {
        timed(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        timed(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        timed(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        timed(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        written(writer::flush);
    }

    @Override
    public void close() {
        flush();
    }

    private void timed(Runnable write) {
        long entered = enter(System.nanoTime() + connections.limits().write().toNanos());
        try {
            written(write);
        } finally {
            leave(entered);
        }
    }

    private static void written(Runnable write) {
        try {
            write.run();
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("can't write to the client", e);
        }
    }

    @Override
    void cut() {
        connections.wasCut();
        closeSocket();
    }
}
