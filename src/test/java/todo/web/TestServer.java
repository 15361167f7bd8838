package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import todo.TestClock;
import todo.account.Token;
import todo.remind.Reminders;
import todo.server.ClusterSettings;
import todo.server.TodoSystem;
import todo.store.Kind;
import todo.store.SharedTexts;

/// A server on a port of its own, and a client of it that holds each answer against the description.
final class TestServer implements AutoCloseable {
    static final Connections.Limits PATIENT = new Connections.Limits(
            1_000, 1_000, _ -> true, Duration.ofSeconds(20), Duration.ofSeconds(75), Duration.ofSeconds(20));
    private static final ApiDocument DOCUMENT = new ApiDocument();

    /// One of the servers that have the lists.
    private record Member(TodoSystem system, Reminders reminders, WebServer web) {}

    final TodoSystem system;
    final Reminders reminders;
    final WebServer web;
    final Token token;
    private final List<Member> members;
    private final HttpClient client;
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    private TestServer(List<Member> members, Token token) {
        this.system = members.getFirst().system;
        this.reminders = members.getFirst().reminders;
        this.web = members.getFirst().web;
        this.token = token;
        this.members = members;
        this.client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    static TestServer start(Path data) {
        return start(settings(data), List.of(), List.of(), PATIENT);
    }

    static TodoSystem.Settings settings(Path data) {
        return new TodoSystem.Settings(
                data, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), new TestClock().withZone(ZoneOffset.UTC));
    }

    /// Starts the server; with [Kind#CLUSTER] three, which are asked in turn under the name of the first.
    static TestServer start(
            TodoSystem.Settings settings, List<String> hostNames, List<String> origins, Connections.Limits limits) {
        return start(settings, new WebServer.Settings("127.0.0.1", 0, hostNames, "", origins), limits);
    }

    static TestServer start(TodoSystem.Settings settings, WebServer.Settings listen, Connections.Limits limits) {
        List<Member> members = new ArrayList<>();
        try {
            Token token = null;
            for (int number = 0; number < (Kind.CLUSTER ? 3 : 1); number++) {
                var own = Kind.CLUSTER ? settings.data().resolve("server " + number) : settings.data();
                var system = TodoSystem.start(onKind(settings, own));
                token = Token.of(own, mine -> SharedTexts.agreed(system.sharedTexts(), "token", mine));
                var reminding =
                        new Reminders.Settings(own, LocalTime.of(9, 0), ZoneOffset.UTC, "mailto:todo@localhost");
                var reminders = Reminders.start(system, reminding, settings.clock());
                members.add(new Member(system, reminders, WebServer.start(system, reminders, token, listen, limits)));
            }
            return new TestServer(members, Objects.requireNonNull(token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TodoSystem.Settings onKind(TodoSystem.Settings settings, Path data) throws IOException {
        return new TodoSystem.Settings(
                data,
                settings.workers(),
                settings.idle(),
                settings.askTimeout(),
                settings.clock(),
                settings.keepHistory(),
                Kind.of(settings.data()),
                Kind.CLUSTER ? new ClusterSettings(freeAddress(), List.of(), null) : null);
    }

    private static ClusterSettings.Address freeAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ClusterSettings.Address("127.0.0.1", socket.getLocalPort());
        }
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
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + token.value()));
        return sendPlain(method, path, body, all.toArray(String[]::new));
    }

    /// Sends a request without the token.
    Reply sendPlain(String method, String path, @Nullable String body, String... headers) {
        var reply = sendAny(method, path, body, headers);
        assertThat(reply.status()).as("%s %s: see the log", method, path).isNotEqualTo(500);
        return reply;
    }

    /// Sends a request that may fail with status 500.
    Reply failing(String method, String path, @Nullable String body) {
        return sendAny(method, path, body, "Authorization", "Bearer " + token.value());
    }

    private Reply sendAny(String method, String path, @Nullable String body, String... headers) {
        try {
            var response = client.send(request(method, path, body, headers), BodyHandlers.ofByteArray());
            var reply = new Reply(response.statusCode(), response.headers(), response.body());
            assertThat(DOCUMENT.newProblems(method, path, reply))
                    .as("%s %s → %d", method, path, reply.status())
                    .isEmpty();
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body, String... headers) {
        var next = members.get(asked.getAndIncrement() % members.size()).web;
        var request = HttpRequest.newBuilder(URI.create(next.address() + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (Kind.CLUSTER) {
            request.setHeader("Host", web.address().getAuthority());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /// The stream of a list's events.
    InputStream events(String list, String... headers) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(headers));
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
        for (var member : members) {
            member.web.close();
            member.reminders.close();
            member.system.close();
        }
    }
}
