package todo.web;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.Caller;
import todo.account.Token;
import todo.json.BadRequest;
import todo.json.Json;
import todo.remind.Reminders;
import todo.server.TodoSystem;
import todo.settings.Network;
import todo.store.MemoryShares;
import todo.store.OutOfMemory;
import todo.store.StoreException;

/// The HTTP server: listens, and answers each request by [Api] or by itself.
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int MOST = 12_000;
    private static final int FEW = 256;
    private static final long HEAP_OF_ONE = 128 * 1024;
    private static final Duration ALIVE = Duration.ofSeconds(5);
    private static final String TEXT = "text/plain; charset=utf-8";

    /// @param host the address to listen on; `127.0.0.1` for this machine alone
    /// @param port 0 for any that is free
    /// @param hostNames further names by which the server is known
    /// @param publicUrl how people reach it, scheme and authority; empty for the address that a client has used
    /// @param corsOrigins the origins whose pages may use the API
    /// @param tlsCertificate a file, for HTTPS; empty for HTTP
    /// @param tlsKey a file
    /// @param trustedProxies who may have any number of connections, and is believed whom they are for
    public record Settings(
            String host,
            int port,
            List<String> hostNames,
            String publicUrl,
            List<String> corsOrigins,
            String tlsCertificate,
            String tlsKey,
            List<Network> trustedProxies,
            boolean logRequests) {

        /// What is reached by HTTP.
        public Settings(String host, int port, List<String> hostNames, String publicUrl, List<String> corsOrigins) {
            this(host, port, hostNames, publicUrl, corsOrigins, "", "", List.of(), false);
        }
    }

    private final Settings settings;
    private final TodoSystem system;
    private final Gate gate;
    private final EventRoutes events;
    private final Api api;
    private final Metrics metrics;
    private final Connections connections;
    private final RequestMemory memory;
    private final Refusals refusals = new Refusals(System::nanoTime);
    private final Clients clients;
    private final Listening http;

    private WebServer(TodoSystem system, Reminders reminders, Token token, Settings settings, Connections.Limits limits)
            throws IOException {
        this.settings = settings;
        this.system = system;
        List<String> names = new ArrayList<>(settings.hostNames);
        names.add(settings.host);
        if (!settings.publicUrl.isEmpty()) {
            names.add(URI.create(settings.publicUrl).getHost());
        }
        gate = new Gate(token, names, settings.corsOrigins);
        events = new EventRoutes(system.todos());
        connections = new Connections(limits);
        memory = new RequestMemory(MemoryShares.ofHeap().requests());
        clients = new Clients(settings.trustedProxies);
        metrics = new Metrics(system, reminders, connections, memory, events);
        metrics.refusals(refusals);
        var inside = new InsideRoutes(system.inside(), connections, memory, events, metrics);
        api = new Api(system, events, inside, new RemindRoutes(reminders));
        try {
            http = Listening.start(settings, connections, new Answers(), WebServer::refuse);
        } catch (IOException | RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /// Starts to listen.
    ///
    /// @throws IOException saying why it can't
    public static WebServer start(TodoSystem system, Reminders reminders, Token token, Settings settings)
            throws IOException {
        return start(system, reminders, token, settings, limits(settings));
    }

    /// A header that never ends holds some 32 KiB, and a quarter of the heap is for these.
    private static Connections.Limits limits(Settings settings) throws IOException {
        long heap = Runtime.getRuntime().maxMemory() / HEAP_OF_ONE;
        int most = Listening.most(Math.clamp(heap, FEW, MOST));
        return new Connections.Limits(
                most,
                Math.max(FEW, most / 8),
                address -> address.isLoopbackAddress()
                        || settings.trustedProxies.stream().anyMatch(proxy -> proxy.has(address)),
                Duration.ofSeconds(20),
                Duration.ofSeconds(75),
                Duration.ofSeconds(20));
    }

    static WebServer start(
            TodoSystem system, Reminders reminders, Token token, Settings settings, Connections.Limits limits)
            throws IOException {
        return new WebServer(system, reminders, token, settings, limits);
    }

    public URI address() {
        String host = settings.host.contains(":") ? "[" + settings.host + "]" : settings.host;
        String scheme = settings.tlsCertificate.isEmpty() ? "http" : "https";
        return URI.create(scheme + "://" + host + ":" + http.port());
    }

    /// Takes no new requests, answers those there are, and ends.
    @Override
    public void close() {
        events.close();
        http.close();
        connections.close();
    }

    private final class Answers extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            long start = System.nanoTime();
            try {
                var call = new HttpCall(request, response, connections, clients);
                answer(call);
                call.done(callback);
            } catch (HttpCall.Gone e) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.failed(e);
            } finally {
                metrics.answered(request.getMethod(), response.getStatus(), System.nanoTime() - start);
            }
            return true;
        }
    }

    /// What follows could be taken for a request and be a part of this one where a body that was announced and not
    /// asked for may still come (RFC 9110 §10.1.1), or has chunks, whose borders proxies see in other places.
    private void answer(HttpCall call) {
        try {
            call.put("X-Content-Type-Options", "nosniff");
            if (call.isSecure() || settings.publicUrl.startsWith("https:")) {
                call.put("Strict-Transport-Security", "max-age=31536000"); // which counts only where it came by HTTPS
            }
            String coding = call.field("Transfer-Encoding");
            if (coding != null || call.has("Expect")) {
                call.put("Connection", "close");
            }
            if (coding != null && !coding.equalsIgnoreCase("chunked")) {
                throw new Problem.Found(Problem.of(501, "Not Implemented", "the body must come as it is, or chunked"));
            }
            String host = call.field("Host");
            if (host != null) { // HTTP/1.0 may leave it out, and no browser speaks that
                gate.checkHost(host);
            }
            if (gate.answersOrigin(call)) {
                call.status(204);
                call.send();
            } else {
                route(call);
            }
        } catch (Problem.Found found) {
            call.send(refusals.answer(call, found.problem()));
        } catch (BadRequest e) {
            call.send(Problem.of(400, "Bad Request", String.valueOf(e.getMessage())));
        } catch (HttpCall.Gone e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            OutOfMemory.look(e);
            failed(call, e);
        }
    }

    private void route(HttpCall call) throws IOException {
        var path = RequestPath.segments(call.path());
        if (path.getFirst().equals("api") && path.size() > 1) {
            call.put("Cache-Control", "no-store");
            var caller = gate.caller(call.field("Authorization"));
            var exchange = exchange(call, caller);
            try {
                api.answer(exchange, path.subList(1, path.size()));
            } finally {
                exchange.end();
            }
            return;
        }
        var exchange = exchange(call, Caller.OWNER);
        exchange.parameters().allow();
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Api.methodNotAllowed("GET", "HEAD");
        }
        if (Page.answers(exchange, path)) {
            return;
        }
        switch (String.join("/", path)) {
            case "" -> exchange.send(TEXT, resource("index.txt"));
            case "openapi.json" -> exchange.send(Exchange.JSON, resource("openapi.json"));
            case "health", "health/ready" -> ready(exchange);
            case "health/live" -> {
                String defect = system.defect(ALIVE);
                health(exchange, defect == null ? 200 : 503, defect == null ? "alive" : defect, Duration.ZERO);
            }
            case "metrics" -> {
                gate.caller(call.field("Authorization"));
                exchange.send(TEXT, metrics.text());
            }
            default -> throw new Problem.Found(Problem.notFound("such address"));
        }
    }

    private Exchange exchange(HttpCall call, Caller caller) {
        return new Exchange(call, caller, settings.publicUrl, system.todos().zone(), memory);
    }

    private void ready(Exchange exchange) {
        var trouble = system.trouble(Duration.ofSeconds(2));
        var ahead = system.aheadOfClock();
        if (trouble == null) {
            health(exchange, 200, "ready", ahead);
        } else {
            boolean full = trouble.trouble() == StoreException.Trouble.DISK_FULL;
            health(exchange, full ? 507 : 503, String.valueOf(trouble.getMessage()), ahead);
        }
    }

    private static void health(Exchange exchange, int status, String word, Duration ahead) {
        exchange.status(status).send(Exchange.JSON, Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", word);
            if (!ahead.isZero()) {
                json.writeStringProperty(
                        "warning",
                        "the newest change is " + ahead.toDays()
                                + " days ahead of this machine's clock; set the clock");
            }
            json.writeEndObject();
        }));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = WebServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }

    /// What no other place has an answer for: the client gets a number, and the log what it stands for. How far the
    /// request was read is not known then, so nothing more is read of the connection.
    private static void failed(HttpCall call, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("request {} ({} {}) failed", id, call.method(), call.path(), failure);
        if (call.hasBegun()) {
            throw new HttpCall.Gone("the answer broke off", failure);
        }
        call.put("Connection", "close");
        var trouble = failure instanceof StoreException store ? store.trouble() : StoreException.Trouble.BROKEN;
        String logged = "; the server's log has it as request " + id;
        var problem = switch (trouble) {
            case DISK_FULL -> Problem.diskFull("the disk is full" + logged);
            case AWAY, BUSY -> Problem.busy("the database does not answer now" + logged);
            case DAMAGED -> Problem.of(500, "Internal Server Error", failure.getMessage() + logged);
            case OVERTAKEN, BROKEN, UNUSABLE -> Problem.of(500, "Internal Server Error", "something broke" + logged);
        };
        call.send(problem.with(json -> json.writeStringProperty("request", id)));
    }

    /// What Jetty refuses by itself, before there is a request.
    private static boolean refuse(Request request, Response response, Callback callback) {
        int code = response.getStatus() == 426 ? 505 : response.getStatus(); // Jetty would have HTTP/2 asked for
        var problem = switch (code) {
            case 414 -> Problem.of(414, "URI Too Long", "the request line must be at most 16 KiB");
            case 431 -> Problem.of(431, "Request Header Fields Too Large", "the header must be at most 16 KiB");
            case 500 -> Problem.of(500, "Internal Server Error", "something broke");
            default -> Problem.of(code, HttpStatus.getMessage(code), "this is not a request as HTTP/1.1 has it");
        };
        response.setStatus(code);
        response.getHeaders().put("Content-Type", "application/problem+json").put("Connection", "close");
        response.write(true, ByteBuffer.wrap(problem.json()), callback);
        return true;
    }
}
