package todo.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A TCP proxy between one server and its PostgreSQL database, which can fail as networks do.
///
/// What is held up is not lost: it is passed on when the link is open again, as TCP would.
public final class DatabaseLink implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(jdbc:postgresql://)([^/:,?\\[\\]]+)(?::(\\d+))?(/.*)");
    private static final int USUAL_PORT = 5432;
    private static final int BACKLOG = 50;
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// How it passes bytes on.
    public enum State {
        OPEN,
        /// Connections are reset, and new ones refused.
        REFUSED,
        /// Connections are accepted; nothing is passed on.
        HUNG,
        /// What the server says is passed on; nothing of what the database answers.
        UNANSWERED,
        /// Each direction of a connection passes one byte a second.
        SLOW
    }

    private final InetSocketAddress database;
    private final String url;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;
    private State state = State.OPEN;

    /// @param url of a database at one host, as the driver takes it
    public DatabaseLink(String url) throws IOException {
        var address = ADDRESS.matcher(url);
        if (!address.matches()) {
            throw new IOException(
                    "the address of the database must name one host, such as jdbc:postgresql://HOST/NAME");
        }
        String port = address.group(3);
        this.database = new InetSocketAddress(address.group(2), port == null ? USUAL_PORT : Integer.parseInt(port));
        this.listening = listen(0);
        this.port = listening.getLocalPort();
        this.url = address.group(1) + "127.0.0.1:" + this.port + address.group(4);
    }

    /// The address of the database by way of this.
    public String url() {
        return url;
    }

    private ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        Thread.ofVirtual().start(() -> accept(socket));
        return socket;
    }

    public synchronized void set(State now) throws IOException {
        state = now;
        if (now == State.REFUSED) {
            listening.close();
            reset();
        } else if (listening.isClosed()) {
            listening = listen(port);
        }
        notifyAll();
    }

    private void reset() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                var caller = from.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void connect(Socket caller) {
        try (caller;
                var called = new Socket()) {
            sockets.add(caller);
            sockets.add(called);
            called.connect(database);
            var answers = Thread.ofVirtual().start(() -> bring(called, caller, true));
            bring(caller, called, false);
            answers.join();
            sockets.remove(called);
        } catch (IOException _) {
            // so is the caller's connection
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(caller);
        }
    }

    private void bring(Socket source, Socket target, boolean answers) {
        try (source;
                target) {
            copy(source.getInputStream(), target.getOutputStream(), answers);
        } catch (IOException _) {
            // both are closed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(InputStream in, OutputStream out, boolean answers) throws IOException, InterruptedException {
        byte[] some = new byte[1 << 16];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            for (int passed = 0; passed < read; ) {
                int now = Math.min(allowed(answers), read - passed);
                out.write(some, passed, now);
                passed += now;
            }
        }
        int _ = allowed(answers); // the end of a connection is held up too
    }

    /// How many bytes may be passed on, as soon as any may.
    private synchronized int allowed(boolean answers) throws IOException, InterruptedException {
        while (state == State.HUNG || state == State.UNANSWERED && answers) {
            wait();
        }
        if (state == State.REFUSED) {
            throw new IOException("refused");
        }
        if (state != State.SLOW) {
            return Integer.MAX_VALUE;
        }
        long next = System.nanoTime() + SLOW_NANOS;
        for (long left = SLOW_NANOS; left > 0 && state == State.SLOW; left = next - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return 1;
    }

    @Override
    public void close() throws IOException {
        set(State.REFUSED);
    }
}
