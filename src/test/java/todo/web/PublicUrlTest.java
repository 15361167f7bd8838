package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server behind a proxy that speaks TLS.
@Tag("once")
class PublicUrlTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static TestServer server;

    @BeforeAll
    static void start() {
        var listen = new WebServer.Settings("127.0.0.1", 0, List.of(), "https://Todo.example.org:8443", List.of());
        server = TestServer.start(TestServer.settings(data), listen, TestServer.PATIENT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void addressesAreThoseThatPeopleReach() {
        var added = server.post("/api/lists/bob/entries", "{\"title\": \"Save me!\"}");
        assertThat(added.header("Location")).isEqualTo("https://Todo.example.org:8443/api/lists/bob/entries/1");
        assertThat(added.get("url")).isEqualTo(added.header("Location"));
        assertThat(server.get("/api/lists").text()).contains("\"https://Todo.example.org:8443/api/lists/bob\"");
        assertThat(server.get("/api/entries").text())
                .contains("\"https://Todo.example.org:8443/api/lists/bob/entries/1\"");
    }

    @Test
    void whatAClientSaysOfAProxyIsNotBelieved() {
        String list = server.list("milk");
        var reply = server.get(
                list + "/entries/1",
                "X-Forwarded-Proto",
                "gopher",
                "X-Forwarded-Host",
                "evil.example",
                "Forwarded",
                "host=evil.example");
        assertThat(reply.get("url")).isEqualTo("https://Todo.example.org:8443" + list + "/entries/1");
    }

    @Test
    void browsersComeByHttpsFromThenOn() {
        assertThat(server.get("/api/lists").header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(server.get("/health").header("Strict-Transport-Security")).isNotNull();
    }

    @Test
    void itIsKnownByThatName() throws Exception {
        try (var raw = server.raw()) {
            assertThat(raw.send("GET /health HTTP/1.1\r\nHost: todo.example.org\r\n\r\n")
                            .header())
                    .contains("200 OK");
        }
    }
}
