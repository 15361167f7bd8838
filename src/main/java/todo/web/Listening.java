package todo.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jetty's server, which listens for connections: the only place that knows how it is set up.
final class Listening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    /// What these warn of is what a client has sent, which it hears of itself.
    private static final List<java.util.logging.Logger> QUIET = List.of(
            java.util.logging.Logger.getLogger(HttpParser.class.getName()),
            java.util.logging.Logger.getLogger(HostPort.class.getName()));

    private static final Duration GRACE = Duration.ofSeconds(7);
    private static final int OTHER_FILES = 256;
    private static final int LEAST = 64;
    private static final int LEAST_FILES = 2 * OTHER_FILES + LEAST;

    private final Server server;
    private final ServerConnector connector;
    private final Connections connections;

    private Listening(Server server, ServerConnector connector, Connections connections) {
        this.server = server;
        this.connector = connector;
        this.connections = connections;
    }

    /// @param settings where, and how
    /// @param answers to each request, on a virtual thread
    /// @param refusals of what is no request
    /// @throws IOException saying why it can't listen
    static Listening start(
            WebServer.Settings settings, Connections connections, Handler answers, Request.Handler refusals)
            throws IOException {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        var server = new Server(new VirtualThreadPool(0)); // as many as there are requests, which connections bound
        var connector = connector(server, connections, settings);
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(connections.limits().most() + OTHER_FILES, connector));
        server.setHandler(new GracefulHandler(answers));
        server.setErrorHandler(refusals);
        if (settings.logRequests()) {
            server.setRequestLog(new RequestLog(new Clients(settings.trustedProxies())));
        }
        server.setStopTimeout(GRACE.toMillis());
        listen(connector);
        try {
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new IOException("can't listen on " + settings.host() + ":" + settings.port(), e);
        }
        return new Listening(server, connector, connections);
    }

    private static ServerConnector connector(Server server, Connections connections, WebServer.Settings settings)
            throws IOException {
        var connector = new Door(server, connections, protocols(connections, settings));
        connector.setIdleTimeout(connections.limits().idle().toMillis());
        connector.setShutdownIdleTimeout(connector.getIdleTimeout()); // see Connections.stop
        connector.setAcceptQueueSize(1024);
        connector.setAcceptedSendBufferSize(64 * 1024);
        return connector;
    }

    private static ConnectionFactory[] protocols(Connections connections, WebServer.Settings settings)
            throws IOException {
        var http = new Http(rules());
        if (settings.tlsCertificate().isEmpty()) {
            return new ConnectionFactory[] {http};
        }
        var certificate = new ServerCertificate(Path.of(settings.tlsCertificate()), Path.of(settings.tlsKey()));
        connections.repeat("look for a new certificate", certificate::look);
        return new ConnectionFactory[] {new SslConnectionFactory(certificate.tls(), http.getProtocol()), http};
    }

    private static HttpConfiguration rules() {
        var rules = new HttpConfiguration();
        rules.setRequestHeaderSize(16 * 1024);
        rules.setHttpCompliance(HttpCompliance.STRICT);
        rules.setSendServerVersion(false);
        rules.setUriCompliance(UriCompliance.UNSAFE); // a list's name may have anything in it: see RequestPath
        return rules;
    }

    private static final class Http extends HttpConnectionFactory {
        Http(HttpConfiguration settings) {
            super(settings);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint end) {
            var refusal = BoundedEndPoint.of(end).refusal();
            var connection = refusal == null
                    ? new BoundedHttp(getHttpConfiguration(), connector, end)
                    : new RefusedConnection(end, connector.getExecutor(), refusal);
            return configure(connection, connector, end);
        }
    }

    private static final class Door extends ServerConnector {
        private final Connections connections;

        Door(Server server, Connections connections, ConnectionFactory... protocols) {
            super(server, 1, 1, protocols);
            this.connections = connections;
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key)
                throws IOException {
            var end = new BoundedEndPoint(connections, channel, selector, key, getScheduler());
            end.setIdleTimeout(getIdleTimeout());
            return end;
        }
    }

    private static void listen(ServerConnector connector) throws IOException {
        String host = connector.getHost();
        if (new InetSocketAddress(host, connector.getPort()).isUnresolved()) {
            throw new IOException("can't listen on " + host + ": there is no such host; give --host another address");
        }
        try {
            connector.open();
        } catch (IOException e) {
            String reason =
                    String.valueOf(e.getCause() instanceof BindException cause ? cause.getMessage() : e.getMessage());
            throw new IOException(
                    "can't listen on %s:%d: %s; stop what has it or give --port another number"
                            .formatted(host, connector.getPort(), reason.toLowerCase(Locale.ROOT)),
                    e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /// Takes no more requests, and ends when those there are have been answered.
    @Override
    public void close() {
        connector.close();
        connections.stop();
        try {
            server.stop();
        } catch (TimeoutException _) {
            LOG.warn("requests that were under way for {} s more were broken off", GRACE.toSeconds());
        } catch (Exception e) {
            LOG.error("can't stop to listen", e);
        }
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
