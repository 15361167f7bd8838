package todo.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveChangesTest {
    private final List<String> heard = new ArrayList<>();

    private final class Until implements LiveChanges.Listener {
        private final String last;

        Until(String last) {
            this.last = last;
        }

        @Override
        public boolean changed(String json) {
            heard.add(json);
            return !json.equals(last);
        }

        @Override
        public void connected(long version) {
            heard.add("from " + version);
        }

        @Override
        public void interrupted(String reason, Duration pause) {
            heard.add(reason);
        }
    }

    /// Answers each connection with the next of `bodies`, and gives what was asked for as the last event seen.
    private static List<String> serve(ServerSocket socket, List<String> bodies) throws IOException {
        List<String> lastSeen = new ArrayList<>();
        for (String body : bodies) {
            try (var connection = socket.accept()) {
                var request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("last-event-id:")) {
                        lastSeen.add(line.substring("last-event-id:".length()).strip());
                    }
                }
                String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
                connection.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            }
        }
        return lastSeen;
    }

    @Test
    void aBrokenConnectionIsMadeAgainFromTheLastChange() throws Exception {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var connection = new Connection(URI.create("http://127.0.0.1:" + socket.getLocalPort()), null)) {
            var asked = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                try {
                    return serve(
                            socket,
                            List.of(
                                    ": hello\n\nid: 8\nevent: change\ndata: {a}\n\nid: 9\ndata: half",
                                    "id: 9\nevent: change\ndata: {b}\n\n"));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            new LiveChanges(connection, "bob", 7, new Until("{b}")).follow();
            assertThat(asked.join()).containsExactly("7", "8");
            assertThat(heard).containsExactly("from 7", "{a}", "the server ended the connection", "from 8", "{b}");
        }
    }
}
