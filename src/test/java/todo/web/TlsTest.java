package todo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.settings.Network;

/// HTTPS by the server itself.
@Tag("once")
@Timeout(120)
class TlsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private WebServer.Settings settings() {
        return new WebServer.Settings(
                "127.0.0.1",
                0,
                List.of(),
                "",
                List.of(),
                folder.resolve("server.crt").toString(),
                folder.resolve("server.key").toString(),
                List.of(),
                false);
    }

    private static SSLSocket connect(TestServer server, KeyStore trusted) throws Exception {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var socket = (SSLSocket) context.getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), server.web.address().getPort());
        socket.startHandshake();
        return socket;
    }

    private static String ask(TestServer server, KeyStore trusted) throws Exception {
        try (var socket = connect(server, trusted)) {
            socket.getOutputStream()
                    .write(("GET /api/lists HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                    + server.token.value() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static BigInteger number(TestServer server, KeyStore trusted) throws Exception {
        try (var socket = connect(server, trusted)) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void itAnswersByHttps(String algorithm) throws Exception {
        var trusted = SelfSigned.make(folder, algorithm, Instant.EPOCH);
        try (var server =
                TestServer.start(TestServer.settings(folder.resolve("data")), settings(), TestServer.PATIENT)) {
            server.system.list("bob").add("milk");
            assertThat(server.web.address()).hasScheme("https");
            assertThat(ask(server, trusted))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Strict-Transport-Security: max-age=31536000")
                    .contains("\"https://localhost/api/lists/bob\"");
        }
    }

    @Test
    void aNewCertificateIsTakenWhileItRuns() throws Exception {
        var first = SelfSigned.make(folder, "EC", Instant.EPOCH);
        try (var server =
                TestServer.start(TestServer.settings(folder.resolve("data")), settings(), TestServer.PATIENT)) {
            var number = number(server, first);
            Files.writeString(folder.resolve("server.key"), "half of one");
            assertThat(number(server, first)).isEqualTo(number);
            var second = SelfSigned.make(folder, "EC", Instant.EPOCH.plusSeconds(1));
            while (true) {
                try {
                    assertThat(number(server, second)).isNotEqualTo(number);
                    break;
                } catch (javax.net.ssl.SSLException _) {
                    Thread.onSpinWait(); // it has the first yet
                }
            }
            assertThat(ask(server, second)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void itSaysWhatIsWrongWithTheFiles() throws Exception {
        SelfSigned.make(folder, "EC", Instant.EPOCH);
        byte[] key = Files.readAllBytes(folder.resolve("server.key"));
        SelfSigned.make(folder, "EC", Instant.EPOCH);
        Files.write(folder.resolve("server.key"), key);
        assertFails("two pairs");
        Files.writeString(folder.resolve("server.key"), "-----BEGIN RSA PRIVATE KEY-----");
        assertFails("openssl pkcs8");
        Files.delete(folder.resolve("server.key"));
        assertFails("can't read");
    }

    private void assertFails(String why) {
        assertThatIOException()
                .isThrownBy(() -> new ServerCertificate(folder.resolve("server.crt"), folder.resolve("server.key")))
                .withMessageContaining(why);
    }

    @Test
    void aHeaderThatTricklesInIsCutOffWithoutAWordInClear() throws Exception {
        var trusted = SelfSigned.make(folder, "EC", Instant.EPOCH);
        var brief = java.time.Duration.ofSeconds(2);
        var limits = new Connections.Limits(10, 10, _ -> true, brief, brief, brief);
        try (var server = TestServer.start(TestServer.settings(folder.resolve("data")), settings(), limits);
                var socket = connect(server, trusted)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            try {
                assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("plaintext");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.1",
                "198.51.100.1, 10.0.0.8",
                "203.0.113.9, 198.51.100.1",
                "1.2.3.4,198.51.100.1 , 10.0.0.9"
            })
    void whoIsLoggedIsWhomTheTrustedProxyNames(String forwarded) {
        var clients = new Clients(List.of(new Network(InetAddress.ofLiteral("10.0.0.0"), 8)));
        var client = InetAddress.ofLiteral("198.51.100.1");
        assertThat(clients.of(InetAddress.ofLiteral("10.0.0.7"), List.of(forwarded)))
                .isEqualTo(client);
        assertThat(clients.of(client, List.of("203.0.113.9"))).isEqualTo(client);
    }
}
