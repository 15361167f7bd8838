package todo.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// What lies between servers of a cluster on one machine: all that one says to another goes through here, and can be
/// held up. What is held up is not lost, and comes when it may, as with a real network for a while.
///
/// Each server has an address of its own in 127.0.0.0/8, from which it speaks, so that it is known who speaks to whom.
final class Network implements AutoCloseable {
    private static final int FIRST_HOST = 11;
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private final List<ServerSocket> inFront = new ArrayList<>();
    private final List<Integer> behind = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private int alone = -1;
    private int far = -1;
    private Duration heldUp = Duration.ZERO;

    /// Between so many servers.
    Network(int servers) throws IOException {
        for (int server = 0; server < servers; server++) {
            var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            inFront.add(socket);
            behind.add(freePort());
            int to = server;
            Thread.ofVirtual().start(() -> accept(socket, to));
        }
    }

    /// A port on which nobody listens, apart from those that are given out to whoever connects.
    static int freePort() throws IOException {
        for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 5_000); port < 32_000; port++) {
            if (TAKEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IOException("there is no port left");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static String host(int server) {
        return "127.0.0." + (FIRST_HOST + server);
    }

    /// Whether there are such addresses here.
    static boolean isPossible() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host(0), 0));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Where the others reach a server, for `--cluster`.
    String address(int server) {
        return "127.0.0.1:" + inFront.get(server).getLocalPort();
    }

    /// What the JVM of a server needs so that it listens, and speaks, behind this.
    List<String> flags(int server) {
        return List.of(
                "-Dpekko.remote.artery.bind.hostname=127.0.0.1",
                "-Dpekko.remote.artery.bind.port=" + behind.get(server),
                "-Dpekko.remote.artery.advanced.tcp.outbound-client-hostname=" + host(server));
    }

    /// From now on nothing comes from `server` to the others, nor to it from them.
    synchronized void isolate(int server) {
        alone = server;
    }

    /// From now on all that goes between `server` and the others takes so long, at least.
    synchronized void holdUp(int server, Duration time) {
        far = server;
        heldUp = time;
    }

    /// From now on all is brought, also what was held up.
    synchronized void heal() {
        alone = -1;
        far = -1;
        notifyAll();
    }

    private void await(int from, int to) throws InterruptedException {
        long until = System.nanoTime() + way(from, to);
        while (until - System.nanoTime() > 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        awaitReachable(from, to);
    }

    private synchronized long way(int from, int to) {
        return from == far || to == far ? heldUp.toNanos() : 0;
    }

    private synchronized void awaitReachable(int from, int to) throws InterruptedException {
        while (from == alone || to == alone) {
            wait();
        }
    }

    private void accept(ServerSocket socket, int to) {
        while (!socket.isClosed()) {
            try {
                var caller = socket.accept();
                open.add(caller);
                Thread.ofVirtual().start(() -> connect(caller, to));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void connect(Socket caller, int to) {
        int from = (caller.getInetAddress().getAddress()[3] & 0xff) - FIRST_HOST;
        try (caller;
                var called = new Socket()) {
            await(from, to);
            called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind.get(to)));
            open.add(called);
            var back = Thread.ofVirtual().start(() -> bring(called, caller, to, from));
            bring(caller, called, from, to);
            back.join();
            open.remove(called);
        } catch (IOException _) {
            // so is the caller's connection
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(caller);
        }
    }

    private void bring(Socket source, Socket target, int from, int to) {
        try (source;
                target) {
            copy(source.getInputStream(), target.getOutputStream(), from, to);
        } catch (IOException _) {
            // both are closed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(InputStream in, OutputStream out, int from, int to) throws IOException, InterruptedException {
        byte[] some = new byte[1 << 16];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            await(from, to);
            out.write(some, 0, read);
        }
        await(from, to);
    }

    @Override
    public void close() throws IOException {
        heal();
        for (var socket : inFront) {
            socket.close();
        }
        for (var socket : open) {
            socket.close();
        }
    }
}
