package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("once")
class GateTest {
    private static final String ORIGIN = "https://app.example";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(
                TestServer.settings(data), List.of("Todo.Home.example"), List.of(ORIGIN), TestServer.PATIENT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class Tokens {
        @Test
        void nobodyComesInWithoutOne() {
            for (String path :
                    List.of("/api/lists", "/api/lists/a/entries", "/api/entries", "/metrics", "/api/x", "/api/")) {
                var refused = server.sendPlain("GET", path, null);
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.header("WWW-Authenticate"))
                        .contains("Bearer")
                        .contains("Basic realm=\"Todo\"");
            }
        }

        @Test
        void whatAnyoneMayKnowNeedsNone() {
            for (String path : List.of("/", "/health", "/openapi.json")) {
                assertThat(server.sendPlain("GET", path, null).status()).isEqualTo(200);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"Bearer", "Bearer ", "Bearer wrong", "Basic", "Basic !!!", "Basic d3Jvbmc=", "Digest x", "x"
                })
        void aWrongOneIsRefused(String authorization) {
            assertThat(server.sendPlain("GET", "/api/lists", null, "Authorization", authorization)
                            .status())
                    .isEqualTo(401);
        }

        @Test
        void itComesAsABearerOrAsAPassword() {
            String token = server.token.value();
            for (String authorization :
                    List.of("Bearer " + token, "bearer  " + token, basic("me:" + token), basic(":" + token))) {
                assertThat(server.sendPlain("GET", "/api/lists", null, "Authorization", authorization)
                                .status())
                        .isEqualTo(200);
            }
            assertThat(server.sendPlain("GET", "/api/lists", null, "Authorization", basic(token + ":x"))
                            .status())
                    .isEqualTo(401);
        }

        @Test
        void whatIsNotForEverybodyIsKeptByNoCache() {
            var list = server.list("milk");
            for (var reply : List.of(
                    server.get(list + "/entries"),
                    server.get(list),
                    server.get("/api/backup"),
                    server.get("/api/none"),
                    server.sendPlain("GET", "/api/lists", null))) {
                assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
                assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(reply.header("Strict-Transport-Security")).isNull();
            }
        }

        @Test
        void aWriteWithoutOneIsNotMade() {
            assertThat(server.sendPlain("POST", "/api/lists/a/entries", "{\"title\": \"x\"}")
                            .status())
                    .isEqualTo(401);
            assertThat(server.get("/api/lists/a").status()).isEqualTo(404);
        }
    }

    @Nested
    class Hosts {
        private String ask(String host) throws Exception {
            try (var raw = server.raw()) {
                raw.send("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                return raw.rest();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "localhost",
                    "LOCALHOST:7070",
                    "127.0.0.1:1",
                    "192.168.1.2",
                    "[::1]",
                    "[fe80::1]:7070",
                    "todo.home.example",
                    "TODO.home.example:443",
                    "todo.home.example.",
                    "todo.home.example.:443"
                })
        void addressesAndKnownNamesAreTaken(String host) throws Exception {
            assertThat(ask(host)).startsWith("HTTP/1.1 200 ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "evil.example",
                    "localhost.evil.example",
                    "127.0.0.1.evil.example",
                    "home.example",
                    "evil.example:7070",
                    "2130706433",
                    "todo.home.example..",
                    "localhostx"
                })
        void anotherNameIsRefused(String host) throws Exception {
            assertThat(ask(host)).startsWith("HTTP/1.1 421 ").contains("--host-name");
        }
    }

    @Nested
    class Origins {
        @Test
        void aPageOfAnAllowedOriginMayAskFirst() {
            var asked = server.sendPlain(
                    "OPTIONS", "/api/lists/a", null, "Origin", ORIGIN, "Access-Control-Request-Method", "PUT");
            assertThat(asked.status()).isEqualTo(204);
            assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
            assertThat(asked.header("Access-Control-Allow-Methods"))
                    .contains("PUT")
                    .contains("PATCH");
            assertThat(asked.header("Access-Control-Allow-Headers"))
                    .contains("Authorization", "If-Match", "Idempotency-Key", "Last-Event-ID");
            assertThat(asked.header("Vary")).isEqualTo("Origin");
        }

        @Test
        void aPageOfAnAllowedOriginMayReadAnswersAndProblems() {
            for (var reply : List.of(
                    server.get("/api/lists", "Origin", ORIGIN),
                    server.get("/api/lists/none", "Origin", ORIGIN),
                    server.sendPlain("GET", "/api/lists", null, "Origin", ORIGIN))) {
                assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
                assertThat(reply.header("Access-Control-Expose-Headers")).contains("ETag", "Link", "Location");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"https://evil.example", "null", "https://app.example.evil.example", "http://app.example"})
        void aPageOfAnotherOriginMayNot(String origin) {
            var asked = server.sendPlain(
                    "OPTIONS", "/api/lists/a", null, "Origin", origin, "Access-Control-Request-Method", "PUT");
            assertThat(asked.status()).isEqualTo(401);
            assertThat(asked.header("Access-Control-Allow-Origin")).isNull();
            assertThat(server.get("/api/lists", "Origin", origin).header("Access-Control-Allow-Origin"))
                    .isNull();
        }

        @Test
        void withoutAllowedOriginsNothingIsSaidOfThem(@TempDir Path folder) {
            try (var closed = TestServer.start(folder)) {
                var reply = closed.get("/api/lists", "Origin", ORIGIN);
                assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
                assertThat(reply.header("Vary")).isNull();
            }
        }
    }
}
