package todo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.settings.Network;

/// The examples of proxies in `deploy/`, run as they stand but for ports and names.
@Tag("once")
@Timeout(120)
class ProxyTest {
    private static final Path EXAMPLES = Path.of("deploy/proxy");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final int port = freePort();
    private List<Process> proxies = List.of();

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void end() {
        proxies.forEach(proxy -> {
            proxy.destroy();
            proxy.onExit().join();
        });
    }

    private static String program(String name) {
        var found = Stream.of("/usr/bin/", "/usr/sbin/")
                .map(place -> place + name)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        assumeTrue(found.isPresent(), name + " is not installed");
        return found.orElseThrow();
    }

    private static String example(String file, TestServer server) throws IOException {
        String text = Files.readString(EXAMPLES.resolve(file));
        assertThat(text).contains("127.0.0.1:7070");
        return text.replace("127.0.0.1:7070", server.web.address().getAuthority());
    }

    private void start(Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("proxy.log").toFile());
        builder.environment().putAll(environment);
        var proxy = builder.start();
        proxies = List.of(proxy);
        try (var client = HttpClient.newBuilder().sslContext(trustingAll()).build()) {
            while (!isReady(client)) {
                assertThat(proxy.isAlive())
                        .as(() -> "the proxy runs; it says " + said())
                        .isTrue();
            }
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("proxy.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Whether it listens and has its certificate, which Caddy makes a moment later.
    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            var asked = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/health"));
            return client.send(asked.build(), BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private TestServer server() {
        var settings = new WebServer.Settings(
                "127.0.0.1",
                0,
                List.of(),
                "https://localhost:" + port,
                List.of(),
                "",
                "",
                List.of(Network.parse("127.0.0.1")),
                true);
        return TestServer.start(TestServer.settings(folder.resolve("data")), settings, TestServer.PATIENT);
    }

    @Test
    void caddyPassesAllOn() throws Exception {
        String caddy = program("caddy");
        try (var server = server()) {
            var file = Files.writeString(
                    folder.resolve("Caddyfile"),
                    "{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n"
                            + example("Caddyfile", server));
            var own =
                    Map.of("SITE", "localhost:" + port, "XDG_DATA_HOME", folder.toString(), "HOME", folder.toString());
            start(own, caddy, "run", "--adapter", "caddyfile", "--config", file.toString());
            tryAll(server);
        }
    }

    @Test
    void nginxPassesAllOn() throws Exception {
        String nginx = program("nginx");
        try (var server = server()) {
            SelfSigned.make(folder, "RSA", Instant.EPOCH);
            Files.createDirectory(folder.resolve("tls"));
            Files.move(folder.resolve("server.crt"), folder.resolve("tls/todo.crt"));
            Files.move(folder.resolve("server.key"), folder.resolve("tls/todo.key"));
            String example = example("nginx.conf", server);
            assertThat(example).contains("listen 443 ssl;", "server_name todo.example.org;");
            Files.writeString(
                    folder.resolve("todo.conf"),
                    example.replace("listen 443", "listen 127.0.0.1:" + port).replace("todo.example.org", "localhost"));
            var main = Files.writeString(folder.resolve("nginx.conf"), """
                            user root;
                            daemon off;
                            pid nginx.pid;
                            error_log stderr;
                            events {}
                            http {
                                access_log off;
                                client_body_temp_path body;
                                proxy_temp_path proxy;
                                fastcgi_temp_path fastcgi;
                                uwsgi_temp_path uwsgi;
                                scgi_temp_path scgi;
                                include todo.conf;
                            }
                            """);
            start(Map.of(), nginx, "-p", folder + "/", "-c", main.toString());
            tryAll(server);
        }
    }

    private void tryAll(TestServer server) throws Exception {
        try (var log = new Log();
                var client = HttpClient.newBuilder().sslContext(trustingAll()).build()) {
            log.setLevel(Level.INFO);
            String name = "/api/lists/50%25%2F2%20%C3%BC/entries";
            assertThat(send(client, server, "POST", "/api/lists/50%25%202%20%C3%BC/entries", "{\"title\":\"milk\"}")
                            .headers()
                            .firstValue("Location"))
                    .contains("https://localhost:" + port + "/api/lists/50%25%202%20%C3%BC/entries/1");
            assertThat(send(client, server, "GET", name, null).statusCode()).isEqualTo(400); // a name has no /
            String notes = "x".repeat(60_000);
            var large = send(
                    client,
                    server,
                    "POST",
                    "/api/lists/large/entries",
                    "{\"title\":\"t\",\"notes\":\"" + notes + "\"}");
            assertThat(large.statusCode()).isEqualTo(201);
            assertThat(send(client, server, "GET", "/api/lists/large/entries", null)
                            .body())
                    .contains(notes);
            watch(client, server);
            assertThat(log.texts())
                    .anyMatch(line -> line.startsWith("127.0.0.1 \"POST /api/lists/large/entries\" 201"));
        }
    }

    /// A change is heard while the stream is open.
    private void watch(HttpClient client, TestServer server) throws Exception {
        var stream = client.send(request(server, "/api/lists/live/events").GET().build(), BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        send(client, server, "POST", "/api/lists/live/entries", "{\"title\":\"now\"}");
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("id: 1")) {
                    return;
                }
            }
        }
        throw new AssertionError("the stream ended without the change");
    }

    private HttpRequest.Builder request(TestServer server, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .header("Authorization", "Bearer " + server.token.value())
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(
            HttpClient client,
            TestServer server,
            String method,
            String path,
            @org.jspecify.annotations.Nullable String body)
            throws IOException, InterruptedException {
        var request = request(server, path)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static SSLContext trustingAll() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustingAll()}, null);
        return context;
    }

    /// Whom the proxy's certificate is from does not matter here.
    private static final class TrustingAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
