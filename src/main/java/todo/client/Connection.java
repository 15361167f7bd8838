package todo.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import todo.client.ClientException.Kind;
import todo.json.JsonReader;

/// The way to one server. What is not answered with success is a [ClientException].
///
/// A write carries a key of its own, so that it can be tried again without having two effects: it is
/// for [#PATIENCE] when there is no answer or the server says that it is busy. A read is not tried again.
public final class Connection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration LONGEST_DOWNLOAD = Duration.ofHours(2);
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    private final URI server;
    private final Supplier<@Nullable String> tokens;
    private final Runnable start;
    private final HttpClient http;
    private volatile @Nullable String token;
    private Consumer<Set<String>> unknown = _ -> {};

    /// @param token the server's token, or `null` if it is not known
    public Connection(URI server, @Nullable String token) {
        this(server, () -> token, () -> {});
    }

    /// @param tokens gives the server's token, or `null` if it is not known; asked again when the server does not know
    /// it,
    ///     for a server makes its token when it first starts
    /// @param start waits for a server that is starting, if there is none; it is asked once more then
    public Connection(URI server, Supplier<@Nullable String> tokens, Runnable start) {
        this.server = server;
        this.tokens = tokens;
        this.start = start;
        this.token = tokens.get();
        var builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST_CONNECT);
        this.http = "http".equals(server.getScheme())
                ? builder.sslContext(trustingNobody()).build()
                : builder.build();
    }

    /// What the client wants even where there is no TLS; reading the machine's certificates for it would take
    /// longer than the request.
    private static SSLContext trustingNobody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Tells `listener` the names of what is in answers from now on and not known here.
    public void listenForUnknown(Consumer<Set<String>> listener) {
        unknown = listener;
    }

    public URI server() {
        return server;
    }

    public Reply get(String path) {
        return get(server.resolve(path));
    }

    private Reply get(URI uri) {
        var request = request(uri).timeout(LONGEST_ANSWER).GET().build();
        try {
            return success(exchange(request));
        } catch (IOException e) {
            throw Problem.unreachable(server, e);
        }
    }

    /// Gets an array that may come in pages, page by page.
    public void pages(String path, Consumer<Reply> page) {
        @Nullable URI uri = server.resolve(path);
        while (uri != null) {
            var reply = get(uri);
            page.accept(reply);
            var next = reply.next();
            uri = next == null ? null : server.resolve(next.getRawPath() + "?" + next.getRawQuery());
        }
    }

    /// Gets all elements of an array, in however many pages.
    public <T> List<T> all(String path, Function<JsonReader, T> element) {
        List<T> all = new ArrayList<>();
        pages(path, page -> all.addAll(page.readAll(element)));
        return all;
    }

    /// Sends a write without a body.
    public Reply send(String method, String path) {
        return send(method, path, null, UUID.randomUUID().toString());
    }

    /// Sends a write with a body of JSON.
    public Reply send(String method, String path, byte[] body) {
        return send(method, path, body, UUID.randomUUID().toString());
    }

    /// Sends a write that is the same as any other with that `key`.
    public Reply send(String method, String path, byte @Nullable [] body, String key) {
        var request = request(server.resolve(path)).timeout(LONGEST_ANSWER).header("Idempotency-Key", key);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(body));
        }
        return success(insist(request.build()));
    }

    private HttpRequest.Builder request(URI uri) {
        return authorized(HttpRequest.newBuilder(uri));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        var known = token;
        return known == null ? request : request.setHeader("Authorization", "Bearer " + known);
    }

    /// Sends a request; once more if there was no server, or if it does not know the token and there is another by now.
    private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpResponse<T> response;
        try {
            response = http.send(request, body);
        } catch (ConnectException _) {
            start.run();
            var _ = hasAnotherToken(); // a server that has just started for the first time has made one
            response = http.send(again(request), body);
        }
        if (response.statusCode() == 401 && hasAnotherToken()) {
            if (response.body() instanceof InputStream unread) {
                unread.close();
            }
            return http.send(again(request), body);
        }
        return response;
    }

    private boolean hasAnotherToken() {
        var now = tokens.get();
        if (now == null || now.equals(token)) {
            return false;
        }
        token = now;
        return true;
    }

    private HttpRequest again(HttpRequest request) {
        return authorized(HttpRequest.newBuilder(request, (_, _) -> true)).build();
    }

    private Reply insist(HttpRequest request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = 100; ; pause = Math.min(2 * pause, 1_000)) {
            boolean last = System.nanoTime() + pause * 1_000_000 > deadline;
            try {
                var reply = exchange(request);
                if (last || reply.status() != 503) {
                    return reply;
                }
            } catch (IOException e) {
                if (last) {
                    throw Problem.unreachable(server, e);
                }
            }
            pause(pause);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(Kind.BROKEN, 0, "interrupted");
        }
    }

    private Reply exchange(HttpRequest request) throws IOException {
        try {
            var response = answer(request, BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.body(), next(response), unknown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(Kind.BROKEN, 0, "interrupted");
        }
    }

    private static @Nullable URI next(HttpResponse<?> response) {
        for (String link : response.headers().allValues("Link")) {
            var next = NEXT.matcher(link);
            if (next.find()) {
                return URI.create(next.group(1));
            }
        }
        return null;
    }

    private Reply success(Reply reply) {
        if (reply.status() >= 300) {
            throw Problem.of(server, reply.status(), reply.body());
        }
        return reply;
    }

    /// Gets something long into `out`. What breaks off is an error.
    ///
    /// @throws IOException if `out` can't be written
    public void download(String path, OutputStream out, Progress progress) throws IOException {
        var request =
                request(server.resolve(path)).timeout(LONGEST_DOWNLOAD).GET().build();
        var response = send(request);
        try (var body = response.body()) {
            if (response.statusCode() >= 300) {
                throw Problem.of(server, response.statusCode(), body.readAllBytes());
            }
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            byte[] piece = new byte[1 << 16];
            long done = 0;
            for (int read = read(body, piece); read >= 0; read = read(body, piece)) {
                out.write(piece, 0, read);
                done += read;
                progress.bytes(done, length);
            }
        }
    }

    /// Told how much has come, and how much will come in all, or -1 if that is not known.
    public interface Progress {
        void bytes(long done, long all);
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return answer(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw Problem.unreachable(server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(Kind.BROKEN, 0, "interrupted");
        }
    }

    private int read(InputStream body, byte[] piece) {
        try {
            return body.read(piece);
        } catch (IOException e) {
            throw Problem.unreachable(server, e);
        }
    }

    /// Opens the stream of a list's live changes after the version `since`. It is read line by line.
    InputStream events(String list, long since) throws IOException, InterruptedException {
        var request = request(server.resolve(Path.list(list) + "/events"))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(since))
                .build();
        var response = answer(request, BodyHandlers.ofInputStream());
        if (response.statusCode() >= 300) {
            try (var body = response.body()) {
                throw Problem.of(server, response.statusCode(), body.readAllBytes());
            }
        }
        return response.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
