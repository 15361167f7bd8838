package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Field;

/// Clients that take their time, and too many of them.
@Tag("once")
@Timeout(60)
class SlowClientTest {
    private static final int MOST = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static TestServer server;

    @BeforeAll
    static void start() {
        var shortTime = Duration.ofMillis(600);
        server = TestServer.start(
                TestServer.settings(data),
                List.of(),
                List.of(),
                new Connections.Limits(MOST, MOST, _ -> true, shortTime, shortTime, shortTime));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static double metric(TestServer server, String name) {
        return server.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /// Sends `more` again and again, and serves another client meanwhile, until the server answers or hangs up.
    private static String trickle(String begin, String more) throws IOException {
        try (var raw = server.raw()) {
            raw.send(begin);
            raw.patience(Duration.ofMillis(50));
            while (true) {
                try {
                    int first = raw.in().read();
                    raw.patience(Duration.ofSeconds(20));
                    return first < 0 ? "" : (char) first + raw.rest();
                } catch (SocketTimeoutException _) {
                    assertThat(server.get("/health").status()).isEqualTo(200);
                    try {
                        raw.send(more);
                    } catch (IOException _) {
                        // hung up; what it said comes first
                    }
                }
            }
        }
    }

    private static String post(String fields) {
        return "POST /api/lists/slow/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + server.token.value() + "\r\n" + fields + "\r\n";
    }

    @ParameterizedTest(name = "a slow {0}")
    @CsvSource({"request line, GET /, a", "field, GET / HTTP/1.1^X: , a", "header, GET / HTTP/1.1^, a: b^"})
    void aHeaderThatTricklesInIsCutOff(String name, String begin, String more) throws IOException {
        assertThat(trickle(begin.replace("^", "\r\n"), more.replace("^", "\r\n")))
                .as(name)
                .startsWith("HTTP/1.1 408 ")
                .contains("application/problem+json");
    }

    @Test
    void aBodyThatTricklesInIsCutOff() throws IOException {
        assertThat(trickle(post("Content-Length: 1000\r\n"), " ")).startsWith("HTTP/1.1 408 ");
        assertThat(trickle(post("Transfer-Encoding: chunked\r\n"), "1\r\n \r\n"))
                .startsWith("HTTP/1.1 408 ");
        assertThat(trickle(post("Transfer-Encoding: chunked\r\n"), "0")).startsWith("HTTP/1.1 408 ");
        assertThat(server.get("/api/lists/slow").status()).isEqualTo(404);
    }

    @Test
    void aClientThatSaysNothingIsLetGo() throws IOException {
        assertThat(trickle("", "")).doesNotContain("200");
        assertThat(trickle("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", ""))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain("408");
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsCutOff(@TempDir Path folder) throws IOException {
        var time = Duration.ofSeconds(60);
        var limits = new Connections.Limits(MOST, MOST, _ -> true, time, time, Duration.ofSeconds(1));
        String notes = "x".repeat(16_000);
        try (var own = TestServer.start(TestServer.settings(folder), List.of(), List.of(), limits)) {
            for (int i = 0; i < 800; i++) {
                own.system.list("long").add(new Field.Title("t"), new Field.Notes(notes));
            }
            double before = metric(own, "todo_http_connections_cut_total");
            try (var raw = own.raw()) {
                raw.send("GET /api/lists/long/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + own.token.value() + "\r\n\r\n");
                while (metric(own, "todo_http_connections_cut_total") == before) {
                    Thread.onSpinWait();
                }
                assertThat(raw.rest()).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n");
            }
        }
    }

    @Test
    void aConnectionTooManyIsToldSoAtOnce(@TempDir Path folder) throws IOException {
        var time = Duration.ofSeconds(60);
        var limits = new Connections.Limits(MOST, MOST, _ -> true, time, time, time);
        try (var small = TestServer.start(TestServer.settings(folder), List.of(), List.of(), limits)) {
            List<Raw> open = new ArrayList<>();
            for (int i = 0; i < MOST; i++) {
                var raw = small.raw();
                open.add(raw);
                raw.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + small.token.value()
                        + "\r\n\r\n");
                assertThat(raw.header()).startsWith("HTTP/1.1 200 ");
            }
            try (var raw = small.raw()) {
                assertThat(raw.header())
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: ")
                        .contains("Connection: close");
            }
            for (var raw : open) {
                raw.close();
            }
            while (isBusy(small.raw())) {
                Thread.onSpinWait();
            }
            assertThat(small.get("/metrics").text()).containsPattern("todo_http_connections_refused_total [1-9]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\nX: y\r\n",
                "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /api/lists/a/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ^\r\nContent-Length: 9\r\n\r\n{"
            })
    void connectionsThatOnlyWaitKeepNobodyOut(String begin, @TempDir Path folder) throws IOException {
        var time = Duration.ofSeconds(60);
        var limits = new Connections.Limits(MOST, MOST, _ -> true, time, time, time);
        List<Raw> open = new ArrayList<>();
        try (var small = TestServer.start(TestServer.settings(folder), List.of(), List.of(), limits)) {
            for (int i = 0; i < 3 * MOST; i++) {
                open.add(small.raw().send(begin.replace("^", small.token.value())));
                assertThat(small.get("/health").status()).isEqualTo(200);
            }
        } finally {
            for (var raw : open) {
                raw.close();
            }
        }
    }

    @Test
    void whoHasTooManyConnectionsKeepsNobodyElseOut(@TempDir Path folder) throws IOException {
        var time = Duration.ofSeconds(60);
        var greedy = InetAddress.getByName("127.0.0.2");
        var proxy = InetAddress.getByName("127.0.0.3");
        var limits = new Connections.Limits(100, 2, proxy::equals, time, time, time);
        List<Raw> open = new ArrayList<>();
        try (var small = TestServer.start(TestServer.settings(folder), List.of(), List.of(), limits)) {
            for (var from : List.of(greedy, greedy, proxy, proxy, proxy)) {
                var raw = new Raw(small.web.address().getPort(), from);
                open.add(raw);
                raw.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(raw.answer()).startsWith("HTTP/1.1 200 ");
            }
            try (var raw = new Raw(small.web.address().getPort(), greedy)) {
                assertThat(raw.rest()).startsWith("HTTP/1.1 503 ").contains("from your address");
            }
            assertThat(small.get("/health").status()).isEqualTo(200);
            open.removeFirst().close();
            while (isBusy(new Raw(small.web.address().getPort(), greedy))) {
                Thread.onSpinWait();
            }
        } finally {
            for (var raw : open) {
                raw.close();
            }
        }
    }

    private static boolean isBusy(Raw raw) throws IOException {
        try (raw) {
            return raw.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .rest()
                    .startsWith("HTTP/1.1 503 ");
        }
    }
}
