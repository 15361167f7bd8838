package todo.prove;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import todo.json.Json;
import todo.json.JsonReader;

/// A client that sends each request once: what is not answered stays so. For any number of threads.
final class Http implements Sender, AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    /// @param version that of the `ETag`, or 0 if there is none
    /// @param again whether it was sent before and not answered, so that it may be done yet, or have been done then
    record Answer(int status, String body, long version, boolean again) {
        /// To what was sent once.
        Answer(int status, String body, long version) {
            this(status, body, version, false);
        }

        <T> T read(Function<JsonReader, T> content) {
            return Json.read(body.getBytes(StandardCharsets.UTF_8), content);
        }

        Answer sentBefore() {
            return new Answer(status, body, version, true);
        }

        boolean done() {
            return status < 300;
        }

        /// Whether it says that nothing was done; other answers leave it open.
        boolean refused() {
            return status >= 400 && status < 500 && !again;
        }
    }

    private final URI server;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Http(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    @Override
    public Answer send(String method, String path, byte @Nullable [] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        return answer(request(method, path, body, headers).build());
    }

    /// The same, but does not wait longer than `atMost`: then there is no answer.
    Answer send(String method, String path, byte @Nullable [] body, Map<String, String> headers, Duration atMost)
            throws IOException, InterruptedException {
        return answer(request(method, path, body, headers).timeout(atMost).build());
    }

    /// Opens a stream of events after `since`; closing it breaks the connection.
    HttpResponse<java.io.InputStream> events(String path, long since) throws IOException, InterruptedException {
        return http.send(
                request("GET", path, null, Map.of("Last-Event-ID", Long.toString(since)))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(
            String method, String path, byte @Nullable [] body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(LONGEST_ANSWER)
                .header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        return body == null
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(body));
    }

    private Answer answer(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), version(response));
    }

    private static long version(HttpResponse<?> response) {
        return response.headers()
                .firstValue("ETag")
                .map(etag -> Long.parseLong(etag.substring(1, etag.length() - 1)))
                .orElse(0L);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
