package todo.remind;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Whoever is told: a real HTTP server that answers as the test says, and keeps what it got.
public final class Receiver implements AutoCloseable {
    /// One request.
    public static final class Got {
        private final String path;
        private final Map<String, String> headers;
        private final byte[] body;

        private Got(String path, Map<String, String> headers, byte[] body) {
            this.path = path;
            this.headers = headers;
            this.body = body;
        }

        public String path() {
            return path;
        }

        /// @param name in lower case
        public String header(String name) {
            return Objects.requireNonNull(headers.get(name), name);
        }

        public byte[] body() {
            return body;
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final HttpServer server;
    private final AtomicInteger status = new AtomicInteger(204);
    private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        int answer = status.get(); // before anyone hears of the request, and has the next one answered otherwise
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        got.add(new Got(
                exchange.getRequestURI().getPath(),
                headers,
                exchange.getRequestBody().readAllBytes()));
        if (answer / 100 == 3) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    /// From now on it answers so.
    public void answer(int status) {
        this.status.set(status);
    }

    /// How many requests came that nobody has taken.
    int count() {
        return got.size();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /// What comes next.
    public Got next() throws InterruptedException {
        return Objects.requireNonNull(got.poll(60, TimeUnit.SECONDS), "nothing came");
    }

    public boolean gotNothingMore() {
        return got.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
