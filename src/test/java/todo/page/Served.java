package todo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import todo.account.Token;
import todo.remind.Reminders;
import todo.server.TodoSystem;
import todo.web.WebServer;

/// A real server on a real folder, that can be stopped and started again at the same address. Its clock stands still
/// until it is set.
final class Served implements AutoCloseable {
    private final Path folder;
    private final AtomicReference<Instant> now;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Token token;
    private int port;
    private @Nullable TodoSystem system;
    private @Nullable Reminders reminders;
    private @Nullable WebServer web;

    Served(Path folder, Instant now) {
        this.folder = folder;
        this.now = new AtomicReference<>(now);
        start();
        try {
            token = Token.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Does nothing if it runs already.
    void start() {
        if (web != null) {
            return;
        }
        try {
            var clock = ((InstantSource) now::get).withZone(Day.ZONE);
            var started = TodoSystem.start(
                    new TodoSystem.Settings(folder, 0, Duration.ofMinutes(10), Duration.ofSeconds(20), clock));
            var reminding = Reminders.start(
                    started,
                    new Reminders.Settings(folder, LocalTime.of(9, 0), Day.ZONE, "mailto:todo@localhost"),
                    clock);
            reminders = reminding;
            var listening = WebServer.start(
                    started,
                    reminding,
                    Token.of(folder),
                    new WebServer.Settings("127.0.0.1", port, List.of(), "", List.of()));
            port = listening.address().getPort();
            system = started;
            web = listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        var listening = web;
        var started = system;
        var reminding = reminders;
        if (listening != null && started != null && reminding != null) {
            listening.close();
            reminding.close();
            started.close();
        }
        web = null;
        system = null;
    }

    void setClock(Instant moment) {
        now.set(moment);
    }

    Instant now() {
        return now.get();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    String token() {
        return token.value();
    }

    /// What the server answers to a request that must succeed.
    String call(String method, String path, @Nullable String body) {
        var answer = send(method, path, body);
        assertThat(answer.statusCode())
                .as(method + " " + path + " " + answer.body())
                .isBetween(200, 299);
        return answer.body();
    }

    HttpResponse<String> send(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", "Bearer " + token.value())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String path(String list) {
        return "/api/lists/" + URLEncoder.encode(list, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Adds entries, given as JSON objects.
    void add(String list, String... entries) {
        call("POST", path(list) + "/entries", "[" + String.join(",", entries) + "]");
    }

    void addTitles(String list, String... titles) {
        add(
                list,
                List.of(titles).stream()
                        .map(title -> "{\"title\":\"" + title + "\"}")
                        .toArray(String[]::new));
    }

    String entries(String list) {
        return call("GET", path(list) + "/entries", null);
    }

    /// Removes all history but the last change of each list.
    void trimHistory() {
        var running = system;
        if (running != null) {
            running.trimHistory(now().plusSeconds(1)).join();
        }
    }

    @Override
    public void close() {
        stop();
        client.shutdownNow();
    }
}
