package todo.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Many who listen to the news of all lists, over a connection each, read by one thread.
///
/// News are known by `~NUMBER~` in them, with numbers that rise; it is noted when each has come to each.
final class Watchers implements AutoCloseable {
    private final Selector selector;
    private final List<Long> arrivals = new ArrayList<>();
    private final int count;
    private int open;
    private boolean closed;

    /// One connection: the last number that came, and the one that is just being read, or -1.
    private static final class Watcher {
        private int last = -1;
        private int number = -1;
        private boolean open;
    }

    Watchers(String address, String token, int count) throws IOException {
        this.count = count;
        selector = Selector.open();
        var where = URI.create(address);
        String request = "GET /api/events HTTP/1.1\r\nHost: " + where.getAuthority() + "\r\nAuthorization: Bearer "
                + token + "\r\n\r\n";
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(where.getHost(), where.getPort()));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Watcher());
        }
        Thread.ofPlatform().daemon().name("watchers").start(this::read);
        await(() -> open == count);
    }

    private void read() {
        var buffer = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (!closed) {
                selector.select(key -> read(key, buffer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        if (!(key.channel() instanceof SocketChannel channel) || !(key.attachment() instanceof Watcher watcher)) {
            throw new IllegalStateException("this is no connection of a watcher");
        }
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IllegalStateException("the server has ended the stream of a watcher");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long now = System.nanoTime();
        buffer.flip();
        synchronized (this) {
            open += watcher.open ? 0 : 1;
            watcher.open = true;
            while (buffer.hasRemaining()) {
                if (comesWith(watcher, buffer.get())) {
                    arrivals.add(now);
                }
            }
            notifyAll();
        }
    }

    /// Whether with this byte another number has come.
    private static boolean comesWith(Watcher watcher, byte next) {
        int number = watcher.number;
        if (next == '~') {
            watcher.number = number < 0 ? 0 : -1;
            boolean fresh = number > watcher.last;
            watcher.last = Math.max(number, watcher.last);
            return fresh;
        }
        watcher.number = number >= 0 && next >= '0' && next <= '9' ? number * 10 + next - '0' : -1;
        return false;
    }

    /// When the next number came to each of them, in order; waits until it has.
    List<Long> arrivals() {
        await(() -> arrivals.size() >= count);
        synchronized (this) {
            var all = List.copyOf(arrivals);
            arrivals.clear();
            return all;
        }
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void await(Condition condition) {
        try {
            while (!condition.holds()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
