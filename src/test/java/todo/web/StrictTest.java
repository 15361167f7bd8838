package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text and numbers that look like others, or like nothing.
class StrictTest extends ServerTest {
    private final String list = server.list("milk");

    /// Bytes as the characters of ISO 8859-1.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c0\u0080", // NUL, overlong
                "\u00e0\u0080\u00af", // a slash, overlong
                "\u00c1\u00bf",
                "\u00f0\u0082\u0082\u00ac", // €, overlong
                "\u00ed\u00a0\u0080", // half a surrogate pair
                "\u00f4\u0090\u0080\u0080", // beyond Unicode
                "\u00ff",
                "\u00c3", // cut off
            })
    void whatIsNotUtf8IsRefused(String bytes) throws Exception {
        var encoded = new StringBuilder();
        bytes.chars().forEach(each -> encoded.append("%%%02X".formatted(each)));
        assertThat(server.get("/api/lists/a" + encoded).status()).isEqualTo(400);
        assertThat(server.get("/api/entries?q=" + encoded).status()).isEqualTo(400);
        assertThat(server.get("/api/entries?q" + encoded + "=a").status()).isEqualTo(400);
        assertThat(answerTo("{\"title\": \"a" + bytes + "\"}")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aBodyInAnotherEncodingIsRefused() throws Exception {
        for (var charset : new java.nio.charset.Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertThat(answerTo(new String("{\"title\": \"a\"}".getBytes(charset), StandardCharsets.ISO_8859_1)))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    private String answerTo(String body) throws Exception {
        try (var raw = server.raw()) {
            raw.send("POST " + list + "/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + server.token.value() + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
            return raw.rest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%zz", "q=%", "q=%4", "%zz=1"})
    void aQueryThatIsNotEncodedIsRefused(String query) throws Exception {
        try (var raw = server.raw()) {
            raw.send("GET /api/entries?" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + server.token.value() + "\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest()).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e0", "10e-1", "0.1E1"})
    void aNumberWithoutAFractionIsAnInteger(String number) {
        var entry = server.patch(list + "/entries/1", "{\"priority\": " + number + "}");
        assertThat(entry.status()).isEqualTo(200);
        assertThat(entry.get("priority")).isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e-1", "1e99", "1e999999999", "9223372036854775808", "9.3e18", "\"1\""})
    void aNumberThatIsNoIntegerIsRefused(String number) {
        assertThat(server.patch(list + "/entries/1", "{\"priority\": " + number + "}")
                        .status())
                .isEqualTo(400);
    }
}
