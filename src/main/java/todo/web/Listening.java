package todo.web;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Helidon's server, which listens for connections.
///
/// When the system refuses it a connection, as it does where no file handle is left, Helidon stops to listen for ever,
/// and lives on. So this looks now and then whether the port is free, and if it is, starts another in its place.
final class Listening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final int LOOK_SECONDS = 2;
    private static final int OTHER_FILES = 256;
    private static final int LEAST = 64;
    private static final int LEAST_FILES = 2 * OTHER_FILES + LEAST;

    private final String host;
    private final int port;
    private final IntFunction<WebServer> fresh;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("listening").factory());
    private WebServer server;
    private boolean closed;

    private Listening(String host, IntFunction<WebServer> fresh, WebServer server) {
        this.host = host;
        this.port = server.port();
        this.fresh = fresh;
        this.server = server;
        var _ = looking.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /// @param fresh makes a server for a port
    /// @throws IOException saying why it can't listen
    static Listening start(String host, int port, IntFunction<WebServer> fresh) throws IOException {
        tryToListen(host, port);
        var server = fresh.apply(port).start();
        if (!server.isRunning()) {
            throw new IOException("can't listen on " + host + ":" + port);
        }
        return new Listening(host, fresh, server);
    }

    /// Helidon only logs that it can't listen, so that is found out here, in words for people.
    private static void tryToListen(String host, int port) throws IOException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("can't listen on " + host + ": there is no such host; give --host another address");
        }
        try (var socket = new Socket()) { // not one that listens: who comes just now would be let in, and thrown out
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (BindException e) {
            throw new IOException(
                    "can't listen on %s:%d: %s; stop what has it or give --port another number"
                            .formatted(
                                    host, port, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT)),
                    e);
        }
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        try {
            tryToListen(host, port);
        } catch (IOException e) {
            return; // it listens, or nobody can
        }
        LOG.error("the server had stopped to listen on {}:{} and is started again", host, port);
        server = fresh.apply(port).start();
    }

    int port() {
        return port;
    }

    @Override
    public synchronized void close() {
        closed = true;
        looking.shutdownNow();
        server.stop();
    }

    /// How many connections there can be, at most `wanted`, with the files that this process may have open.
    ///
    /// @throws IOException if these are too few to work with
    static int most(int wanted) throws IOException {
        int files = files();
        if (files < LEAST_FILES) {
            throw new IOException("\"ulimit -n\" allows %d open files, and a server needs %d; allow it more"
                    .formatted(files, LEAST_FILES));
        }
        openProgram();
        int most = Math.min(wanted, files - 2 * OTHER_FILES);
        if (most < wanted) {
            LOG.warn("at most {} connections at once, for \"ulimit -n\" allows {} open files", most, files);
        }
        return most;
    }

    /// Opens all jars of the program. Java opens them when it first looks for something in them, and passes over one
    /// for ever that it could not open, as when no file handle was left.
    private static void openProgram() {
        var _ = ClassLoader.getSystemResource("nowhere/to-be-found");
    }

    private static int files() {
        var limits = Path.of("/proc/self/limits");
        try (var lines = Files.lines(limits)) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split(" {2,}", 3)[1])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException | RuntimeException e) {
            return Integer.MAX_VALUE; // another system, or no limit
        }
    }
}
