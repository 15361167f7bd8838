package todo.web;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
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

    /// What a request takes for a page that is read of the database.
    static final int PAGE = 1 << 20;

    private static final int SMALL = 16 * 1024; // as many as there can be connections are no matter
    private static final int FIRST = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("todo.audit");
    static final String JSON = "application/json";
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/(merge-patch\\+)?json([ \t]*;.*)?", Pattern.CASE_INSENSITIVE);

    private final HttpCall call;
    private final Caller caller;
    private final String publicUrl;
    private final Parameters parameters;
    private final RequestMemory memory;
    private long taken;
    private byte @Nullable [] body;

    /// @param publicUrl what the server is to call itself; empty for what the client calls it
    /// @param zone where the server is
    Exchange(HttpCall call, Caller caller, String publicUrl, ZoneId zone, RequestMemory memory) {
        this.call = call;
        this.caller = caller;
        this.publicUrl = publicUrl;
        this.parameters = new Parameters(call.query(), zone);
        this.memory = memory;
    }

    /// Takes memory for as long as this request lasts.
    ///
    /// @throws Problem.Found if it is not there
    void take(long bytes) {
        if (!memory.take(bytes)) {
            throw new Problem.Found(Problem.busy("too much is under way for the server's memory"));
        }
        taken += bytes;
    }

    /// The request is answered.
    void end() {
        if (taken > 0) {
            memory.give(taken);
            taken = 0;
        }
    }

    Caller caller() {
        return caller;
    }

    Parameters parameters() {
        return parameters;
    }

    String method() {
        return call.method();
    }

    /// The address under which people know this server.
    String base() {
        return publicUrl.isEmpty() ? (call.isSecure() ? "https://" : "http://") + call.authority() : publicUrl;
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
        if (!call.hasBody()) {
            return new byte[0];
        }
        String type = text("Content-Type");
        if (type != null && !type.equals(JSON) && !JSON_TYPE.matcher(type).matches()) {
            throw new Problem.Found(
                    Problem.of(415, "Unsupported Media Type", "the body must be application/json, not " + type));
        }
        String encoding = text("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Problem.Found(
                    Problem.of(415, "Unsupported Media Type", "the body must not be encoded as " + encoding));
        }
        long length = call.length() < 0 ? MAX_BODY : call.length();
        if (length > SMALL && length <= MAX_BODY) {
            take(length);
        }
        byte[] bytes = call.body(MAX_BODY);
        if (bytes == null) {
            throw new Problem.Found(Problem.of(413, "Content Too Large", "the body must be at most 1 MiB")
                    .with("Connection", "close"));
        }
        return bytes;
    }

    /// The versions that a write is meant for (RFC 9110 §13.1.1); none if it does not say.
    List<Long> ifMatch() {
        if (call.has("If-None-Match")) {
            throw new BadRequest(
                    "If-None-Match goes with GET and HEAD, and as * with PUT of a list; a write takes If-Match");
        }
        var header = text("If-Match");
        if (header == null) {
            return List.of();
        }
        return header.equals("*") ? List.of(TodoList.THERE) : Etags.versions(header, "If-Match", false);
    }

    /// Whether a write is meant only for what is not there yet.
    boolean isForWhatIsNotThere() {
        return "*".equals(text("If-None-Match")) && !call.has("If-Match");
    }

    /// A header field's value.
    @Nullable
    String text(String name) {
        return call.field(name);
    }

    /// Whether the client has `version` of what it asks for already (RFC 9110 §13.1.2).
    boolean has(long version) {
        var header = text("If-None-Match");
        return header != null
                && (header.equals("*")
                        || Etags.versions(header, "If-None-Match", true).contains(version));
    }

    /// What makes this request one that may come again, if its client says so by an `Idempotency-Key`.
    @Nullable
    Request repeatable() {
        String key = text("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (!key.matches("[\\x21-\\x7e]([\\x20-\\x7e]{0,198}[\\x21-\\x7e])?")) {
            throw new BadRequest("the Idempotency-Key must be 1 to 200 printable ASCII characters");
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            String asked = method() + " " + call.path() + "?" + call.query() + "\n"
                    + Objects.requireNonNullElse(text("If-Match"), "") + "\n"
                    + Objects.requireNonNullElse(text("If-None-Match"), "");
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
        String id = text("Last-Event-ID");
        if (id == null || id.isEmpty()) {
            return null;
        }
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : Long.MAX_VALUE;
    }

    /// Puts into the log who did what, of what is rare and weighty. `did` goes on after the caller's name, and has no
    /// secrets.
    void audit(String did) {
        AUDIT.info("{} at {} {}", caller.name(), call.client().getHostAddress(), did);
    }

    Exchange status(int status) {
        call.status(status);
        return this;
    }

    Exchange header(String name, String value) {
        call.put(name, value);
        return this;
    }

    Exchange etag(long version) {
        return header("ETag", "\"" + version + "\"");
    }

    Exchange length(long bytes) {
        call.length(bytes);
        return this;
    }

    Exchange location(String url) {
        return header("Location", url);
    }

    /// Says where the next page is (RFC 8288): this request's address with `name` set to `value`.
    Exchange next(String name, String value) {
        return header("Link", "<" + parameters.with(call.path(), name, value) + ">; rel=\"next\"");
    }

    /// Answers with what `content` writes: with its length, or piece by piece where it is long.
    void json(Consumer<JsonGenerator> content) {
        var out = new Answer();
        stream(JSON, () -> {
            Json.write(out, content);
            out.close();
        });
    }

    /// An answer in JSON, of which the first is kept until there is more than that.
    private final class Answer extends OutputStream {
        private final ByteArrayOutputStream first = new ByteArrayOutputStream(512);
        private final boolean head = method().equals("HEAD");
        private @Nullable OutputStream rest;
        private long length;

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int many) throws IOException {
            length += many;
            if (head) {
                return;
            }
            if (rest == null && first.size() + many > FIRST) {
                rest = call.stream();
                first.writeTo(rest);
            }
            (rest == null ? first : rest).write(bytes, from, many);
        }

        @Override
        public void close() {
            if (head) {
                call.length(length);
                call.send();
            } else if (rest == null) {
                call.send(first.toByteArray());
            } else {
                call.end();
            }
        }
    }

    void notModified() {
        status(304).noBody();
    }

    void noContent() {
        status(204).noBody();
    }

    /// Answers with the status alone.
    void noBody() {
        call.send();
    }

    void send(String type, byte[] content) {
        call.put("Content-Type", type);
        if (method().equals("HEAD")) {
            call.length(content.length);
            call.send();
        } else {
            call.send(content);
        }
    }

    /// Answers with what `content` writes, as it comes.
    void stream(String type, Content content) {
        if (method().equals("HEAD")) {
            call.put("Content-Type", type);
            call.send();
            return;
        }
        var out = new BufferedOutputStream(call.stream(), 16 * 1024);
        stream(type, () -> {
            content.writeTo(out);
            out.flush();
            call.end();
        });
    }

    /// Does what writes an answer. If that fails, the client sees a broken answer, never a shorter one.
    private void stream(String type, Writing writing) {
        call.put("Content-Type", type);
        try {
            writing.run();
        } catch (HttpCall.Gone e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (!call.hasBegun()) {
                throw e instanceof RuntimeException failure ? failure : new UncheckedIOException((IOException) e);
            }
            LOG.error("broke off the answer to {} {}", method(), call.path(), e);
            throw new HttpCall.Gone("the answer broke off", e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    void streamJson(Consumer<JsonGenerator> content) {
        stream(JSON, out -> Json.write(out, content));
    }

    /// Writes the body of an answer.
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
