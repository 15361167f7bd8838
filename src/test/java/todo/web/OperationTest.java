package todo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Token;

/// Running it: how it is watched, how it starts and stops, and what it says when something broke.
@Tag("once")
@Timeout(60)
class OperationTest extends ServerTest {

    @Test
    void itSaysThatItIsReady() {
        assertThat(server.sendPlain("GET", "/health", null).get("status")).isEqualTo("ready");
    }

    @Test
    void itSaysWhetherItLives(@TempDir Path folder) {
        try (var ending = TestServer.start(folder)) {
            assertThat(ending.sendPlain("GET", "/health/live", null).get("status"))
                    .isEqualTo("alive");
            ending.system.close();
            var dead = ending.sendPlain("GET", "/health/live", null);
            assertThat(dead.status()).isEqualTo(503);
            assertThat(dead.get("status")).isEqualTo("a thread of the database has ended");
        }
    }

    @Test
    void whoIsRefusedIsLoggedAndCountedAndToldWhenThatIsTooOften(@TempDir Path folder) throws Exception {
        try (var log = new Log();
                var guarded = TestServer.start(folder)) {
            int status = 0;
            int tries = 0;
            try (var raw = guarded.raw()) {
                for (; status != 429 && tries < 5_000; tries++) {
                    raw.send("GET /api/lists HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong\r\n\r\n");
                    String answer = raw.answer();
                    status = Integer.parseInt(answer.substring(9, 12));
                    assertThat(status).isIn(401, 429);
                }
            }
            assertThat(tries).isGreaterThan(600).isLessThan(5_000);
            assertThat(guarded.get("/api/lists").status()).isEqualTo(200);
            assertThat(guarded.get("/metrics").text())
                    .contains("todo_http_refused_total{status=\"401\"} " + (tries - 1) + ".0")
                    .contains("todo_http_refused_total{status=\"429\"} 1.0");
            assertThat(log.texts())
                    .filteredOn(line -> line.equals("refused 127.0.0.1: GET /api/lists: 401 Unauthorized"))
                    .hasSizeBetween(1, tries / 2);
        }
    }

    @Test
    void whatIsWeightyIsLoggedWithWhoDidIt() {
        try (var log = new Log()) {
            log.setLevel(Level.INFO);
            String list = server.list("milk");
            server.post(list + "/restore", "{\"at\": 0}");
            server.post(list + "/restore", "{\"at\": 1}");
            server.delete(list);
            server.get("/api/backup");
            String webhook =
                    String.valueOf(server.post("/api/reminders/webhooks", "{\"url\": \"http://127.0.0.1:9/secret\"}")
                            .get("id"));
            server.delete("/api/reminders/targets/" + webhook);
            String name = list.substring("/api/lists/".length());
            assertThat(log.texts())
                    .contains(
                            "owner at 127.0.0.1 restored the list \"" + name + "\" from version 1",
                            "owner at 127.0.0.1 deleted the list \"" + name + "\"",
                            "owner at 127.0.0.1 fetches a backup of all lists",
                            "owner at 127.0.0.1 added the target " + webhook + " of reminders, at 127.0.0.1",
                            "owner at 127.0.0.1 removed the target " + webhook + " of reminders");
            assertThat(log.texts()).noneMatch(line -> line.contains("/secret"));
        }
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(server.sendPlain("GET", "/", null).text()).contains("/openapi.json");
    }

    @Test
    void theMetricsAreAsPrometheusReadsThem() {
        server.list("milk");
        server.get(server.freshList());
        var metrics = server.get("/metrics");
        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.text().lines())
                .allMatch(line -> line.matches(
                        "# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? ([0-9.E+-]+|NaN|[+-]Inf)"));
        assertThat(metrics.text())
                .containsPattern("todo_http_requests_total\\{method=\"POST\",status=\"201\"} [1-9]")
                .containsPattern("todo_http_requests_total\\{method=\"GET\",status=\"404\"} [1-9]")
                .containsPattern("todo_database_commits_total\\{worker=\"[0-2]\"} [1-9]")
                .contains("todo_http_connections ", "todo_watchers ", "todo_requests_in_flight ");
    }

    private static void damage(Path folder, String sql) throws Exception {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(each -> each.getFileName().toString().matches("todo-[0-9]\\.db"))
                    .toList()) {
                try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                        var statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static String ask(TestServer server, String path) throws IOException {
        try (var raw = server.raw()) {
            return raw.send("GET " + path
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + server.token.value() + "\r\n\r\n")
                    .rest();
        }
    }

    @Test
    void whatBrokeIsInTheLogUnderTheNumberThatTheClientGets(@TempDir Path folder) throws Exception {
        try (var before = TestServer.start(folder)) {
            before.post("/api/lists/bob/entries", "{\"title\": \"milk\"}");
            before.post("/api/lists/ann/entries", "{\"title\": \"milk\"}");
        }
        damage(folder, "UPDATE entry SET data = '{\"id\":' WHERE list = (SELECT key FROM list WHERE name = 'bob')");
        try (var after = TestServer.start(folder);
                var log = new Log()) {
            for (String path : List.of("/api/lists/bob/entries", "/api/lists/bob/entries/1", "/api/entries")) {
                String answer = ask(after, path);
                assertThat(answer)
                        .startsWith("HTTP/1.1 500 ")
                        .contains("application/problem+json", ".db, which is damaged: the entry 1 is not as it was");
                String id = answer.replaceFirst("(?s).*\"request\":\"([0-9a-f-]{36})\".*", "$1");
                assertThat(id).hasSize(36);
                assertThat(log.texts()).anyMatch(line -> line.contains(id) && line.contains(path));
            }
            assertThat(after.get("/api/lists/ann/entries").objects()).hasSize(1);
            assertThat(after.get("/api/lists").all("name")).containsExactly("ann", "bob");
            assertThat(after.get("/api/check").text())
                    .contains("\"sound\":false", "the list \\\"bob\\\" has an entry 1 that is not as it was written");
            assertThat(after.get("/metrics").text())
                    .contains("todo_http_requests_total{method=\"GET\",status=\"500\"} 3");
        }
    }

    @Test
    void damagedListsAreNamedAndTheOthersListed(@TempDir Path folder) throws Exception {
        try (var before = TestServer.start(folder)) {
            for (String list : List.of("ann", "bob", "cleo")) {
                before.post("/api/lists/" + list + "/entries", "{\"title\": \"milk\"}");
            }
        }
        damage(folder, "UPDATE list SET sum = sum + 1 WHERE name = 'bob'");
        try (var after = TestServer.start(folder)) {
            var lists = after.get("/api/lists").objects();
            assertThat(lists).extracting(list -> list.get("name")).containsExactly("ann", "bob", "cleo");
            assertThat(lists.get(1)).containsOnlyKeys("name", "damaged");
            assertThat(lists.get(2)).containsEntry("open", 1L);
            var first = after.get("/api/lists?limit=2");
            assertThat(first.all("name")).containsExactly("ann", "bob");
            assertThat(first.header("Link")).contains("after=bob");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNeverTakenForAShorterOne(@TempDir Path folder) throws Exception {
        try (var before = TestServer.start(folder)) {
            for (int i = 0; i < 3; i++) {
                before.post("/api/lists/bob/entries", "[" + "{\"title\":\"a\"},".repeat(999) + "{\"title\":\"a\"}]");
            }
        }
        damage(folder, "UPDATE entry SET data = '{\"id\":' WHERE id = 2500");
        try (var after = TestServer.start(folder);
                var log = new Log()) {
            assertThat(ask(after, "/api/entries")).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n");
            assertThat(log.texts()).anyMatch(line -> line.contains("broke off the answer to GET /api/entries"));
        }
    }

    @Test
    void whatTheServerItselfCanNotReadOrWriteIsAnsweredAndLogged(@TempDir Path folder) throws Exception {
        var own = Files.createDirectory(folder.resolve("own"));
        var away = folder.resolve("away");
        try (var started = TestServer.start(own);
                var log = new Log()) {
            Files.move(own, away);
            var failed = started.failing("GET", "/api/backup", null);
            Files.move(away, own);
            assertThat(failed.status()).isEqualTo(500);
            String request = String.valueOf(failed.get("request"));
            assertThat(failed.detail()).contains(request);
            assertThat(log.texts()).anyMatch(line -> line.contains(request));
            assertThat(started.get("/api/backup").status()).isEqualTo(200); // nothing was left locked
        }
    }

    @Test
    void aClientThatIsGoneAmidItsAnswerIsNoFailure(@TempDir Path folder) throws Exception {
        try (var started = TestServer.start(folder);
                var log = new Log()) {
            started.post("/api/lists/bob/entries", "{\"title\": \"milk\"}");
            try (var raw = started.raw()) {
                raw.send("GET /api/lists/bob/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + started.token.value() + "\r\n\r\n");
                assertThat(raw.header()).startsWith("HTTP/1.1 200 ");
                raw.reset();
            }
            do {
                started.patch("/api/lists/bob/entries/1", "{\"notes\": \"" + "x".repeat(10_000) + "\"}");
            } while (!started.get("/metrics").text().contains("todo_watchers 0"));
            assertThat(started.get("/metrics").text()).doesNotContain("status=\"500\"");
            assertThat(log.texts()).isEmpty();
        }
    }

    @Test
    void whatIsUnderWayIsAnsweredWhenItStops(@TempDir Path folder) throws Exception {
        try (var stopping = TestServer.start(folder);
                var idle = stopping.raw();
                var raw = stopping.raw()) {
            idle.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(idle.answer()).startsWith("HTTP/1.1 200 ");
            raw.send("POST /api/lists/bob/entries HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Authorization: Bearer " + stopping.token.value() + "\r\nContent-Length: 17\r\n\r\n");
            assertThat(raw.header()).startsWith("HTTP/1.1 100 ");
            var stopped = CompletableFuture.runAsync(stopping.web::close);
            assertThat(idle.rest()).isEmpty(); // and so it has begun to stop
            raw.send("{\"title\": \"milk\"}");
            assertThat(raw.rest()).startsWith("HTTP/1.1 201 ").containsIgnoringCase("connection: close");
            stopped.join();
        }
        try (var after = TestServer.start(folder)) {
            assertThat(after.get("/api/lists/bob/entries").all("title")).containsExactly("milk");
        }
    }

    @Test
    void itSaysWhyItCanNotListen() throws Exception {
        var token = Token.of(data);
        int port = server.web.address().getPort();
        assertThatIOException()
                .isThrownBy(() -> WebServer.start(
                        server.system,
                        server.reminders,
                        token,
                        new WebServer.Settings("127.0.0.1", port, List.of(), "", List.of())))
                .withMessageContaining("can't listen on 127.0.0.1:" + port)
                .withMessageContaining("--port");
        assertThatIOException()
                .isThrownBy(() -> WebServer.start(
                        server.system,
                        server.reminders,
                        token,
                        new WebServer.Settings("no.such.invalid", 0, List.of(), "", List.of())))
                .withMessageContaining("no.such.invalid");
    }
}
