package todo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpLoadTest {
    private final AtomicInteger received = new AtomicInteger();
    private HttpServer server;

    @TempDir
    Path folder;

    /// Answers `/long` in chunks, more than one buffer of them.
    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean isLong = exchange.getRequestURI().getPath().equals("/long");
            exchange.sendResponseHeaders(200, isLong ? 0 : body.length);
            exchange.getResponseBody().write(isLong ? new byte[200_000] : body);
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private String load(String path, double rate, int expect) throws Exception {
        int port = server.getAddress().getPort();
        try (var bench = Workbench.in(folder, Duration.ofSeconds(1), Workbench.Sizes.TINY, false, null)) {
            var plan = new HttpLoad.Plan(List.of(port), 4, 0.1, 0.3, rate, expect);
            return HttpLoad.run(bench, plan, List.of(Requests.post(path, port, "token", "{\"title\":\"milk\"}")));
        }
    }

    @Test
    void everyAnswerIsCountedOnce() throws Exception {
        String result = load("/", 0, 200);
        assertThat(Original.value(result, "answered")).isEqualTo(received.get()).isPositive();
    }

    @Test
    void anAnswerInChunksIsTakenToItsEnd() throws Exception {
        String result = load("/long", 0, 200);
        assertThat(Original.value(result, "answered")).isEqualTo(received.get()).isPositive();
    }

    @Test
    void anOpenLoadSendsAllThatWasDueAndCountsIt() throws Exception {
        String result = load("/", 200, 200);
        assertThat(Original.value(result, "answered")).isEqualTo(80);
        assertThat(Original.value(result, "counted")).isBetween(59.0, 61.0);
    }

    @Test
    void anotherStatusThanExpectedIsAFailure() {
        assertThatThrownBy(() -> load("/", 0, 201)).hasMessageContaining("should have had the status 201");
    }
}
