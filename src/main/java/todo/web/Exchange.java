package todo.web;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.Caller;
import todo.json.BadRequest;
import todo.json.Json;
import todo.list.TodoList;
import todo.store.Request;
import tools.jackson.core.JsonGenerator;

/// One request and its answer.
final class Exchange {
    static final int MAX_BODY = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final HeaderName LINK = HeaderNames.create("Link");
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header PROBLEM =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");
    private static final List<HeaderName> OF_WHAT_IS_THERE =
            List.of(HeaderNames.ETAG, HeaderNames.CACHE_CONTROL, HeaderNames.LOCATION, LINK);
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/(merge-patch\\+)?json([ \t]*;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Header REVALIDATE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");

    private final ServerRequest request;
    private final ServerResponse response;
    private final Caller caller;
    private final String publicUrl;
    private final Parameters parameters;
    private byte @Nullable [] body;

    /// @param publicUrl what the server is to call itself; empty for what the client calls it
    /// @param zone where the server is
    Exchange(ServerRequest request, ServerResponse response, Caller caller, String publicUrl, ZoneId zone) {
        this.request = request;
        this.response = response;
        this.caller = caller;
        this.publicUrl = publicUrl;
        this.parameters = new Parameters(request.query().rawValue(), zone);
    }

    Caller caller() {
        return caller;
    }

    Parameters parameters() {
        return parameters;
    }

    String method() {
        return request.prologue().method().text();
    }

    /// The path, as it was sent.
    private String path() {
        return request.prologue().uriPath().rawPath();
    }

    /// The address under which people know this server.
    String base() {
        return publicUrl.isEmpty()
                ? "http://" + request.headers().get(HeaderNames.HOST).get()
                : publicUrl;
    }

    /// The body, all of it, which must be JSON.
    byte[] body() {
        byte[] known = body;
        if (known == null) {
            known = readBody();
            body = known;
        }
        return known;
    }

    private byte[] readBody() {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        String type = text(HeaderNames.CONTENT_TYPE);
        if (type != null
                && !type.equals("application/json")
                && !JSON_TYPE.matcher(type).matches()) {
            throw new Problem.Found(
                    Problem.of(415, "Unsupported Media Type", "the body must be application/json, not " + type));
        }
        try {
            InputStream in = request.content().inputStream();
            long announced = request.headers().contentLength().orElse(Long.MAX_VALUE);
            byte[] bytes = in.readNBytes((int) Math.min(announced, MAX_BODY) + 1); // its end too: else the server looks
            if (bytes.length > MAX_BODY) {
                throw new Problem.Found(tooLarge());
            }
            return bytes;
        } catch (RequestException e) {
            throw new Problem.Found(e.status().code() == 413 ? tooLarge() : misframed());
        } catch (NumberFormatException | DataReader.IncorrectNewLineException _) {
            throw new Problem.Found(misframed());
        } catch (IOException e) {
            throw new CloseConnectionException("can't read the body", e);
        }
    }

    private static Problem misframed() {
        return Problem.of(400, "Bad Request", "the body is not framed as HTTP/1.1 has it")
                .with("Connection", "close");
    }

    private static Problem tooLarge() {
        return Problem.of(413, "Content Too Large", "the body must be at most 1 MiB")
                .with("Connection", "close");
    }

    /// The versions that a write is meant for (RFC 9110 §13.1.1); none if it does not say.
    List<Long> ifMatch() {
        if (request.headers().contains(HeaderNames.IF_NONE_MATCH)) {
            throw new BadRequest(
                    "If-None-Match goes with GET and HEAD, and as * with PUT of a list; a write takes If-Match");
        }
        var header = text(HeaderNames.IF_MATCH);
        if (header == null) {
            return List.of();
        }
        return header.equals("*") ? List.of(TodoList.THERE) : Etags.versions(header, "If-Match", false);
    }

    /// Whether a write is meant only for what is not there yet.
    boolean isForWhatIsNotThere() {
        return "*".equals(text(HeaderNames.IF_NONE_MATCH)) && !request.headers().contains(HeaderNames.IF_MATCH);
    }

    /// A header field's value; that of one which came in several lines is their list (RFC 9110 §5.3).
    @Nullable
    String text(HeaderName name) {
        return request.headers().contains(name)
                ? String.join(", ", request.headers().get(name).allValues()).strip()
                : null;
    }

    /// Whether the client has `version` of what it asks for already (RFC 9110 §13.1.2).
    boolean has(long version) {
        var header = text(HeaderNames.IF_NONE_MATCH);
        return header != null
                && (header.equals("*")
                        || Etags.versions(header, "If-None-Match", true).contains(version));
    }

    /// What makes this request one that may come again, if its client says so by an `Idempotency-Key`.
    @Nullable
    Request repeatable() {
        var header = request.headers().first(IDEMPOTENCY_KEY);
        if (header.isEmpty()) {
            return null;
        }
        String key = header.get();
        if (!key.matches("[\\x21-\\x7e]([\\x20-\\x7e]{0,198}[\\x21-\\x7e])?")) {
            throw new BadRequest("the Idempotency-Key must be 1 to 200 printable ASCII characters");
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            String asked = method() + " " + path() + "?" + request.query().rawValue() + "\n"
                    + request.headers().first(HeaderNames.IF_MATCH).orElse("") + "\n"
                    + request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("");
            digest.update(asked.getBytes(StandardCharsets.UTF_8));
            return new Request(key, HexFormat.of().formatHex(digest.digest(body()), 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The version in the `Last-Event-ID` of a client that was cut off; [Long#MAX_VALUE] for one that is none, and
    /// `null` if there is none.
    @Nullable
    Long lastEvent() {
        var header = request.headers().first(HeaderNames.create("Last-Event-ID"));
        if (header.isEmpty() || header.get().isEmpty()) {
            return null;
        }
        return header.get().matches("[0-9]{1,18}") ? Long.parseLong(header.get()) : Long.MAX_VALUE;
    }

    Exchange status(int status) {
        response.status(Status.create(status));
        return this;
    }

    Exchange header(Header header) {
        response.header(header);
        return this;
    }

    Exchange etag(long version) {
        response.header(HeaderNames.ETAG, "\"" + version + "\"");
        response.header(REVALIDATE);
        return this;
    }

    Exchange length(long bytes) {
        response.contentLength(bytes);
        return this;
    }

    Exchange location(String url) {
        response.header(HeaderNames.LOCATION, url);
        return this;
    }

    /// Says where the next page is (RFC 8288): this request's address with `name` set to `value`.
    Exchange next(String name, String value) {
        response.header(LINK, "<" + parameters.with(path(), name, value) + ">; rel=\"next\"");
        return this;
    }

    void json(Consumer<JsonGenerator> content) {
        send(JSON, Json.write(content));
    }

    void notModified() {
        response.status(Status.NOT_MODIFIED_304).send();
    }

    /// Answers with the status alone.
    void noBody() {
        response.send();
    }

    void noContent() {
        response.status(Status.NO_CONTENT_204).send();
    }

    void send(Header type, byte[] content) {
        response.header(type);
        if (method().equals("HEAD")) {
            response.contentLength(content.length);
            response.send();
        } else {
            response.send(content);
        }
    }

    /// Answers with what `content` writes, as it comes. If that fails, the client sees a broken answer, never a shorter
    /// one.
    void stream(Header type, Content content) {
        response.header(type);
        if (method().equals("HEAD")) {
            response.send();
            return;
        }
        var begun = new LateStream(response);
        try {
            var out = new BufferedOutputStream(begun, 16 * 1024);
            content.writeTo(out);
            out.flush();
        } catch (CloseConnectionException e) {
            throw e; // the client is gone
        } catch (IOException | RuntimeException e) {
            if (!begun.hasBegun()) {
                throw e instanceof RuntimeException failure ? failure : new UncheckedIOException((IOException) e);
            }
            LOG.error("broke off the answer to {} {}", method(), path(), e);
            throw new CloseConnectionException("the answer broke off", e);
        }
    }

    void streamJson(Consumer<JsonGenerator> content) {
        stream(JSON, out -> Json.write(out, content));
    }

    /// Writes the body of an answer.
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void send(ServerResponse response, Problem problem) {
        OF_WHAT_IS_THERE.forEach(response.headers()::remove);
        response.status(Status.create(problem.status(), problem.title()));
        response.header(PROBLEM);
        problem.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.send(problem.json());
    }
}
