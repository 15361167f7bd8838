package todo.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.Caller;
import todo.account.Token;
import todo.json.BadRequest;
import todo.json.Json;
import todo.remind.Reminders;
import todo.server.TodoSystem;
import todo.store.StoreException;

/// The HTTP server: listens, and answers each request by [Api] or by itself.
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Connections.Limits LIMITS = new Connections.Limits(
            12_000, Duration.ofSeconds(20), Duration.ofSeconds(75), Duration.ofSeconds(20), 4 << 20);
    private static final Duration GRACE = Duration.ofSeconds(7);
    private static final HeaderName NAMELESS = HeaderNames.create("");
    private static final Header TEXT = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    /// @param host the address to listen on; `127.0.0.1` for this machine alone
    /// @param port 0 for any that is free
    /// @param hostNames further names by which the server is known
    /// @param publicUrl how people reach it, scheme and authority; empty for the address that a client has used
    /// @param corsOrigins the origins whose pages may use the API
    public record Settings(String host, int port, List<String> hostNames, String publicUrl, List<String> corsOrigins) {}

    private final Settings settings;
    private final TodoSystem system;
    private final Gate gate;
    private final EventRoutes events;
    private final Api api;
    private final Metrics metrics;
    private final Connections connections;
    private final Listening http;
    private volatile boolean stopping;

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
        connections = new Connections(
                Http1Config.builder()
                        .maxPrologueLength(8 * 1024)
                        .maxHeadersSize(16 * 1024)
                        .sendKeepAliveHeader(false)
                        .validateResponseHeaders(false),
                limits);
        metrics = new Metrics(system, reminders, connections, events);
        var inside = new InsideRoutes(system.inside(), connections, events, metrics);
        api = new Api(system, events, inside, new RemindRoutes(reminders));
        try {
            http = Listening.start(settings.host, settings.port, this::listener);
        } catch (IOException | RuntimeException e) {
            connections.stop();
            throw e;
        }
    }

    private io.helidon.webserver.WebServer listener(int port) {
        return WebServerConfig.builder()
                .host(settings.host)
                .port(port)
                .routing(HttpRouting.builder().any(this::answer))
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .shutdownHook(false)
                .mediaContext(MediaContext.builder()
                        .mediaSupportsDiscoverServices(false)
                        .build())
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build())
                .directHandlers(directHandlers())
                .errorHandling(ErrorHandling.builder().includeEntity(true).buildPrototype())
                .shutdownGracePeriod(GRACE)
                .maxPayloadSize(Exchange.MAX_BODY)
                .addConnectionSelector(connections)
                .maxTcpConnections(connections.limits().most() + 256)
                .connectionOptions(options -> options.tcpNoDelay(true).socketSendBufferSize(64 * 1024))
                .build();
    }

    /// Starts to listen.
    ///
    /// @throws IOException saying why it can't
    public static WebServer start(TodoSystem system, Reminders reminders, Token token, Settings settings)
            throws IOException {
        return start(system, reminders, token, settings, LIMITS.with(Listening.most(LIMITS.most())));
    }

    static WebServer start(
            TodoSystem system, Reminders reminders, Token token, Settings settings, Connections.Limits limits)
            throws IOException {
        return new WebServer(system, reminders, token, settings, limits);
    }

    public URI address() {
        String host = settings.host.contains(":") ? "[" + settings.host + "]" : settings.host;
        return URI.create("http://" + host + ":" + http.port());
    }

    /// Takes no new requests, answers those there are, and ends.
    @Override
    public void close() {
        stopping = true;
        events.close();
        http.close();
        connections.stop();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        long start = System.nanoTime();
        try {
            if (stopping || isUnclearWhereItEnds(request.headers())) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
            if (request.headers().contains(NAMELESS)) {
                throw new BadRequest("a header field has no name");
            }
            gate.checkHost(request.headers());
            String method = request.prologue().method().text();
            if (gate.answersOrigin(request.headers(), method, response)) {
                response.status(Status.NO_CONTENT_204).send();
            } else {
                route(request, response);
            }
        } catch (Problem.Found found) {
            Exchange.send(response, found.problem());
        } catch (BadRequest e) {
            Exchange.send(response, Problem.of(400, "Bad Request", String.valueOf(e.getMessage())));
        } catch (CloseConnectionException e) {
            throw e; // the client is gone
        } catch (IOException | RuntimeException | Error e) {
            failed(request, response, e);
        } finally {
            metrics.answered(
                    request.prologue().method().text(), response.status().code(), System.nanoTime() - start);
        }
    }

    /// Whether what follows could be taken for a request and be a part of this one: a body that was announced and
    /// not asked for may still come (RFC 9110 §10.1.1), and Helidon is lax about the borders of chunks.
    private static boolean isUnclearWhereItEnds(ServerRequestHeaders headers) {
        return headers.contains(HeaderNames.EXPECT)
                || headers.contains(HeaderNames.TRANSFER_ENCODING)
                || headers.contains(NAMELESS);
    }

    private void route(ServerRequest request, ServerResponse response) throws IOException {
        var path = RequestPath.segments(request.prologue().uriPath().rawPath());
        if (path.getFirst().equals("api") && path.size() > 1) {
            api.answer(exchange(request, response, gate.caller(request.headers())), path.subList(1, path.size()));
            return;
        }
        var exchange = exchange(request, response, Caller.OWNER);
        exchange.parameters().allow();
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Api.methodNotAllowed("GET", "HEAD");
        }
        if (Page.answers(exchange, path)) {
            return;
        }
        switch (String.join("/", path)) {
            case "" -> exchange.send(TEXT, resource("index.txt"));
            case "openapi.json" -> exchange.send(JSON, resource("openapi.json"));
            case "health", "health/ready" -> ready(exchange);
            case "health/live" -> health(exchange, 200, "alive", Duration.ZERO);
            case "metrics" -> {
                gate.caller(request.headers());
                exchange.send(TEXT, metrics.text());
            }
            default -> throw new Problem.Found(Problem.notFound("such address"));
        }
    }

    private Exchange exchange(ServerRequest request, ServerResponse response, Caller caller) {
        return new Exchange(
                request, response, caller, settings.publicUrl, system.todos().zone());
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
        exchange.status(status).send(JSON, Json.write(json -> {
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
    private static void failed(ServerRequest request, ServerResponse response, Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error(
                "request {} ({} {}) failed",
                id,
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                failure);
        if (!response.isSent()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        var trouble = failure instanceof StoreException store ? store.trouble() : StoreException.Trouble.BROKEN;
        String logged = "; the server's log has it as request " + id;
        var problem = switch (trouble) {
            case DISK_FULL -> Problem.diskFull("the disk is full" + logged);
            case AWAY, BUSY -> Problem.busy("the database does not answer now" + logged);
            case DAMAGED -> Problem.of(500, "Internal Server Error", failure.getMessage() + logged);
            case OVERTAKEN, BROKEN, UNUSABLE -> Problem.of(500, "Internal Server Error", "something broke" + logged);
        };
        Exchange.send(response, problem.with(json -> json.writeStringProperty("request", id)));
    }

    private static DirectHandlers directHandlers() {
        var handlers = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, WebServer::malformed);
        }
        return handlers.build();
    }

    /// What Helidon refuses by itself, before there is a request.
    private static DirectHandler.TransportResponse malformed(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        int code = status.code();
        if (type == DirectHandler.EventType.INTERNAL_ERROR && request.method().isEmpty()) {
            code = 400;
        }
        if (code == 400 && "Header size exceeded".equals(message)) {
            code = 431;
        }
        var problem = switch (code) {
            case 413 -> Problem.of(413, "Content Too Large", "the body must be at most 1 MiB");
            case 414 -> Problem.of(414, "URI Too Long", "the request line must be at most 8 KiB");
            case 431 -> Problem.of(431, "Request Header Fields Too Large", "the header must be at most 16 KiB");
            default -> Problem.of(code, Status.create(code).reasonPhrase(), "this is not a request as HTTP/1.1 has it");
        };
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(problem.status(), problem.title()))
                .headers(headers)
                .keepAlive(false)
                .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
                .entity(problem.json())
                .build();
    }
}
