package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a body may be, and how long.
@Tag("once")
@Timeout(60)
class BodyTest extends ServerTest {
    private static final int MIB = 1 << 20;

    private static String head(String list, String fields) {
        return "POST " + list + "/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + server.token.value()
                + "\r\nConnection: close\r\n" + fields + "\r\n";
    }

    private static String entry(int length) {
        String entry = "{\"title\": \"x\"}";
        return entry + " ".repeat(length - entry.length());
    }

    private static String chunks(String body) {
        var chunks = new StringBuilder();
        for (int from = 0; from < body.length(); from += 65_536) {
            String chunk = body.substring(from, Math.min(from + 65_536, body.length()));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return chunks + "0\r\n\r\n";
    }

    @Test
    void aBodyOfOneMebibyteIsTaken() throws Exception {
        try (var raw = server.raw()) {
            raw.send(head(server.freshList(), "Content-Length: " + MIB + "\r\n") + entry(MIB));
            assertThat(raw.rest()).startsWith("HTTP/1.1 201 ");
        }
        try (var raw = server.raw()) {
            raw.send(head(server.freshList(), "Transfer-Encoding: chunked\r\n") + chunks(entry(MIB)));
            assertThat(raw.rest()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void aLongerBodyIsRefused() throws Exception {
        String list = server.freshList();
        for (int length : new int[] {MIB + 1, 2 * MIB}) {
            try (var log = new Log();
                    var raw = server.raw()) {
                raw.send(head(list, "Content-Length: " + length + "\r\n") + entry(length))
                        .end();
                assertThat(raw.rest())
                        .startsWith("HTTP/1.1 413 ")
                        .contains("1 MiB")
                        .doesNotContain("[reset]");
                assertThat(log.lines()).isEmpty();
            }
            try (var log = new Log();
                    var raw = server.raw()) {
                raw.send(head(list, "Transfer-Encoding: chunked\r\n") + chunks(entry(length)))
                        .end();
                assertThat(raw.rest())
                        .startsWith("HTTP/1.1 413 ")
                        .contains("1 MiB")
                        .doesNotContain("[reset]");
                assertThat(log.lines()).isEmpty();
            }
        }
        assertThat(server.get(list).status()).isEqualTo(404);
    }

    @Test
    void aBodyInChunksWithoutEndIsCutOff() throws Exception {
        try (var log = new Log();
                var raw = server.raw()) {
            try {
                raw.send(head(server.freshList(), "Transfer-Encoding: chunked\r\n"));
                for (int i = 0; i < 8; i++) {
                    raw.send("0".repeat(MIB));
                }
                raw.end();
            } catch (java.net.SocketException _) {
                // cut off
            }
            assertThat(raw.rest()).doesNotContain("HTTP/1.1 2");
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "APPLICATION/JSON",
                "application/merge-patch+json"
            })
    void jsonIsTaken(String type) {
        assertThat(server.post(server.freshList() + "/entries", "{\"title\": \"x\"}", "Content-Type", type)
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "garbage",
                "a/b/c",
                "/",
                ";"
            })
    void anotherTypeIsRefused(String type) {
        String list = server.freshList();
        assertThat(server.post(list + "/entries", "{\"title\": \"x\"}", "Content-Type", type)
                        .status())
                .isEqualTo(415);
        assertThat(server.get(list).status()).isEqualTo(404);
    }

    @Test
    void aCompressedBodyIsRefused() {
        assertThat(server.post(server.freshList() + "/entries", "{}", "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aTypeWithoutABodyIsNoMatter() {
        String list = server.list("milk");
        assertThat(server.delete(list + "/entries/1", "Content-Type", "text/plain", "Idempotency-Key", "a")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void brokenJsonIsRefusedWithItsLineAndColumn() {
        var refused = server.post(server.freshList() + "/entries", "{\n  \"title\": oops\n}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("line 2").contains("column");
        assertThat(server.post(server.freshList() + "/entries", "{\"title\": \"x\"")
                        .detail())
                .contains("line 1");
    }

    @Test
    void deepJsonIsRefused() {
        for (String deep :
                new String[] {"[".repeat(100_000), "{\"title\":".repeat(50_000), "{\"tags\":" + "[".repeat(500)}) {
            assertThat(server.post(server.freshList() + "/entries", deep).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws Exception {
        try (var log = new Log();
                var raw = server.raw()) {
            raw.send(head(server.freshList(), "Content-Length: 14\r\n") + "{\"title\": \"ü\"}")
                    .end();
            assertThat(raw.rest()).startsWith("HTTP/1.1 400 ");
            assertThat(log.lines()).isEmpty();
        }
    }
}
