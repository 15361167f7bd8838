package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not HTTP as it should be, and what is too much of it.
@Tag("once")
@Timeout(60)
class MalformedTest extends ServerTest {
    private static final String HOST = "Host: localhost\r\n";

    private static String post(String fields, String body) {
        return "POST /api/lists/smuggled/entries HTTP/1.1\r\n" + HOST + "Authorization: Bearer " + server.token.value()
                + "\r\n" + fields + "\r\n" + body;
    }

    private static String get(String fields) {
        return "GET /health HTTP/1.1\r\n" + HOST + fields + "\r\n";
    }

    private static Arguments shape(String name, int status, String request) {
        return Arguments.of(name, status, request);
    }

    static List<Arguments> shapes() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        return List.of(
                shape("both lengths", 400, post("Content-Length: 5\r\n" + chunked, "0\r\n\r\n")),
                shape("two lengths", 400, post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}")),
                shape("two other lengths", 400, post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}")),
                shape("a list of lengths", 400, post("Content-Length: 2, 2\r\n", "{}")),
                shape("a length with a sign", 400, post("Content-Length: +2\r\n", "{}")),
                shape("a length below nothing", 400, post("Content-Length: -2\r\n", "{}")),
                shape("no number for a length", 400, post("Content-Length: \r\n", "{}")),
                shape("a length of 20 digits", 400, post("Content-Length: 99999999999999999999\r\n", "{}")),
                shape("gzip, chunked", 501, post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")),
                shape("identity", 400, post("Transfer-Encoding: identity\r\n", "{}")),
                shape("xchunked", 400, post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
                shape("chunked twice", 400, post(chunked + chunked, "0\r\n\r\n")),
                shape("chunked behind a tab", 400, post("Transfer-Encoding: \u000bchunked\r\n", "0\r\n\r\n")),
                shape("a chunk with an extension", 422, post(chunked, "2;a=b\r\n{}\r\n0\r\n\r\n")),
                shape("a trailer", 422, post(chunked, "2\r\n{}\r\n0\r\nX: y\r\n\r\n")),
                shape("no number for a chunk's size", 400, post(chunked, "zz\r\n{}\r\n0\r\n\r\n")),
                shape("a chunk's size below nothing", 400, post(chunked, "-1\r\n{}\r\n0\r\n\r\n")),
                shape("a chunk's size with a sign", 400, post(chunked, "+2\r\n{}\r\n0\r\n\r\n")),
                shape("a chunk's size with 0x", 400, post(chunked, "0x2\r\n{}\r\n0\r\n\r\n")),
                shape("a chunk's size behind a space", 400, post(chunked, " 2\r\n{}\r\n0\r\n\r\n")),
                shape("a chunk that goes on", 400, post(chunked, "2\r\n{}XX0\r\n\r\n")),
                shape("a chunk with a bare LF", 400, post(chunked, "2\n{}\r\n0\r\n\r\n")),
                shape("a chunk of 2 GB", 400, post(chunked, "7fffffff\r\n{}")),
                shape("a chunk of more", 400, post(chunked, "80000000\r\n{}")),
                shape("a folded line", 400, get("X-A: b\r\n c\r\n")),
                shape("a bare LF", 400, get("X-A: b\nX-B: c\r\n")),
                shape("nothing but LF", 400, "GET /health HTTP/1.1\nHost: localhost\n\n"),
                shape("a bare CR", 400, get("X-A: b\rX-B: c\r\n")),
                shape("a NUL", 400, get("X-A: b\0c\r\n")),
                shape("a space before the colon", 400, get("X-A : b\r\n")),
                shape("a length with a space before the colon", 400, post("Content-Length : 2\r\n", "{}")),
                shape("a field without a colon", 400, get("abc\r\n")),
                shape("a field without a name", 400, get(": x\r\n")),
                shape("no host", 400, "GET /health HTTP/1.1\r\n\r\n"),
                shape("two hosts", 400, get(HOST)),
                shape("no host's name", 400, "GET /health HTTP/1.1\r\nHost: a b\r\n\r\n"),
                shape("HTTP/2.0", 505, "GET /health HTTP/2.0\r\n" + HOST + "\r\n"),
                shape("an HTTP/2 preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                shape("tabs", 400, "GET\t/health\tHTTP/1.1\r\n" + HOST + "\r\n"),
                shape("TLS", 400, "\u0016\u0003\u0001\u0002\0\u0001\0\u0001ü\u0003\u0003\r\n"),
                shape("a method that is none", 400, "G@T /health HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("a % that is none", 400, "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("a request line of 17 KB", 414, "GET /" + "a".repeat(17_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                shape("a field of 20 KB", 431, get("X: " + "a".repeat(20_000) + "\r\n")),
                shape("a name of 20 KB", 431, get("a".repeat(20_000) + ": x\r\n")),
                shape("101 fields", 431, get("X: a\r\n".repeat(101))),
                shape("500 fields", 431, get(("X: " + "a".repeat(50) + "\r\n").repeat(500))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void whatIsNotARequestIsRefusedAndTheConnectionClosed(String name, int status, String request) throws Exception {
        try (var log = new Log();
                var raw = server.raw()) {
            raw.send(request + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n").end();
            String answer = raw.rest();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer).contains("application/problem+json").containsIgnoringCase("connection: close");
            assertThat(answer.split("HTTP/1.1 [0-9]", -1)).as(answer).hasSize(2);
            assertThat(log.lines()).isEmpty();
        }
        assertThat(server.get("/api/lists/smuggled").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS * HTTP/1.1\r\n",
                "CONNECT a:1 HTTP/1.1\r\n",
                "GET /\u00e9 HTTP/1.1\r\n",
                "GET /api/lists/\u00e9 HTTP/1.1\r\n"
            })
    void aTargetThatIsNoPathIsRefused(String line) throws Exception {
        try (var log = new Log();
                var raw = server.raw()) {
            raw.send(line + HOST + "Connection: close\r\n\r\n");
            assertThat(raw.rest()).matches("(?s)HTTP/1.1 (400|404|405) .*");
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /health HTTP/1.1\r\nHos", "", "GET /hea", "G"})
    void aClientThatGoesAwayAmidItsRequestLeavesNoTrace(String request) throws Exception {
        assertLeavesNoTrace(request);
        assertLeavesNoTrace(post("Content-Length: 5\r\n", "{\"") + request);
        assertLeavesNoTrace(post("Transfer-Encoding: chunked\r\n", "5\r\n{\"") + request.replaceAll("[^G]", ""));
    }

    private static void assertLeavesNoTrace(String request) throws Exception {
        try (var log = new Log()) {
            try (var raw = server.raw()) {
                raw.send(request).end();
                raw.rest();
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://localhost/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n",
                "GET /health HTTP/1.0\r\n\r\n",
                "GET  /health  http/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            })
    void whatOldProxiesSendIsTaken(String request) throws Exception {
        try (var raw = server.raw()) {
            assertThat(raw.send(request).rest()).startsWith("HTTP/1.1 200 ").endsWith("}");
        }
    }

    @Test
    void anAbsoluteTargetCannotNameAnotherServerThanTheHost() throws Exception {
        try (var raw = server.raw()) {
            raw.send("GET http://evil.example/health HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void methodsAreTakenAsTheyAreWritten() throws Exception {
        try (var raw = server.raw()) {
            raw.send("get /health HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD");
        }
    }

    @Test
    void requestsMayComeAheadOfTheirAnswers() throws Exception {
        try (var raw = server.raw()) {
            raw.send(get("").repeat(3));
            for (int i = 0; i < 3; i++) {
                assertThat(raw.answer()).startsWith("HTTP/1.1 200 ").contains("ready");
            }
        }
    }

    @Test
    void aBodyThatNobodyReadsIsNotTakenForARequest() throws Exception {
        try (var raw = server.raw()) {
            raw.send("GET /health HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello" + get(""));
            assertThat(raw.answer()).startsWith("HTTP/1.1 200 ");
            assertThat(raw.answer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBodyThatWasAnnouncedIsAskedForAndRead() throws Exception {
        try (var raw = server.raw()) {
            raw.send(post("Expect: 100-continue\r\nContent-Length: 14\r\n", ""));
            assertThat(raw.header()).startsWith("HTTP/1.1 100 ");
            raw.send("{\"title\": \"x\"}");
            assertThat(raw.rest()).startsWith("HTTP/1.1 201 ");
        }
        server.delete("/api/lists/smuggled");
    }

    @Test
    void aBodyThatWasAnnouncedAndNotAskedForIsNotTakenForARequest() throws Exception {
        try (var raw = server.raw()) {
            raw.send("POST /api/lists HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 40\r\n\r\n");
            assertThat(raw.header()).startsWith("HTTP/1.1 401 ");
            raw.send(get("")).end();
            assertThat(raw.rest()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void aConnectionIsClosedWhenTheClientWantsItSo() throws Exception {
        try (var raw = server.raw()) {
            raw.send(get("Connection: close\r\n"));
            assertThat(raw.rest()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void anUpgradeIsNotTaken() throws Exception {
        try (var raw = server.raw()) {
            raw.send(get("Connection: Upgrade, close\r\nUpgrade: h2c\r\n"));
            assertThat(raw.rest()).startsWith("HTTP/1.1 200 ");
        }
    }
}
