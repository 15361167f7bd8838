package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import todo.account.Token;
import todo.remind.Reminders;
import todo.server.TodoSystem;
import todo.store.Kind;

/// A server on a port of its own, and a client of it that holds each answer against the description.
final class TestServer implements AutoCloseable {
    static final Connections.Limits PATIENT = new Connections.Limits(
            1_000, Duration.ofSeconds(20), Duration.ofSeconds(75), Duration.ofSeconds(20), 4 << 20);
    private static final ApiDocument DOCUMENT = new ApiDocument();

    final TodoSystem system;
    final Reminders reminders;
    final WebServer web;
    final Token token;
    private final HttpClient client;
    private final AtomicInteger lists = new AtomicInteger();

    private TestServer(TodoSystem system, Reminders reminders, WebServer web, Token token) {
        this.system = system;
        this.reminders = reminders;
        this.web = web;
        this.token = token;
        this.client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    static TestServer start(Path data) {
        return start(TodoSystem.Settings.of(data), List.of(), List.of(), PATIENT);
    }

    static TestServer start(
            TodoSystem.Settings settings, List<String> hostNames, List<String> origins, Connections.Limits limits) {
        try {
            var system = TodoSystem.start(onKind(settings));
            var token = Token.of(settings.data());
            var listen = new WebServer.Settings("127.0.0.1", 0, hostNames, origins);
            var reminding = new Reminders.Settings(
                    settings.data(), LocalTime.of(9, 0), ZoneOffset.UTC, "mailto:todo@localhost");
            var reminders = Reminders.start(system.todos(), reminding, settings.clock());
            var web = WebServer.start(system, reminders, token, listen, limits);
            return new TestServer(system, reminders, web, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TodoSystem.Settings onKind(TodoSystem.Settings settings) {
        return new TodoSystem.Settings(
                settings.data(),
                settings.workers(),
                settings.idle(),
                settings.askTimeout(),
                settings.clock(),
                settings.keepHistory(),
                Kind.of(settings.data()));
    }

    /// The path of a list that nobody has used.
    String freshList() {
        return "/api/lists/list-" + lists.incrementAndGet();
    }

    /// The path of a list in which these are the entries.
    String list(String... titles) {
        String list = freshList();
        for (String title : titles) {
            assertThat(post(list + "/entries", "{\"title\": \"" + title + "\"}").status())
                    .isEqualTo(201);
        }
        return list;
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Reply patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    Reply put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    Reply send(String method, String path, @Nullable String body, String... headers) {
        var all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + token.value()));
        return sendPlain(method, path, body, all.toArray(String[]::new));
    }

    /// Sends a request without the token.
    Reply sendPlain(String method, String path, @Nullable String body, String... headers) {
        try {
            var response = client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
            var reply = new Reply(response.statusCode(), response.headers(), response.body());
            assertThat(reply.status()).as("%s %s: see the log", method, path).isNotEqualTo(500);
            assertThat(DOCUMENT.problems(method, path, reply))
                    .as("%s %s → %s %s", method, path, reply, reply.text())
                    .isEmpty();
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(web.address() + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /// The stream of a list's events.
    InputStream events(String list, String... headers) throws IOException, InterruptedException {
        var all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + token.value()));
        var response = client.send(
                request("GET", list + "/events", null, all.toArray(String[]::new)), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        return response.body();
    }

    Raw raw() throws IOException {
        return new Raw(web.address().getPort());
    }

    @Override
    public void close() {
        client.shutdownNow();
        web.close();
        reminders.close();
        system.close();
    }
}
