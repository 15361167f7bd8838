package todo.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.ConnectionContext;

/// What is written to a client, each write with a deadline of its own, apart from the one for what is being read.
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
        writer.flush();
    }

    @Override
    public void close() {
        flush();
    }

    private void timed(Runnable write) {
        long entered = enter(System.nanoTime() + connections.limits().write().toNanos());
        try {
            write.run();
        } finally {
            leave(entered);
        }
    }

    @Override
    void cut() {
        connections.wasCut();
        closeSocket();
    }
}
