package todo.prove;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// Attacks by taking long, and by sending much.
final class Sluggards {
    private static final int SLOW = 300;
    private static final int GIANTS = 20;
    private static final int PIECE = 1 << 20;
    private static final int GIANT = 100 << 20;

    private Sluggards() {}

    /// Clients that send byte by byte and never come to an end: in their request line, header and body.
    static void slow(Target target) throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        List<String> begins = List.of(
                "",
                "GET /",
                "GET /health HTTP/1.1\r\nHost: localhost\r\nX: ",
                target.request("POST", "/api/lists/slow/entries", "Content-Length: 1000\r\n", ""),
                target.request("POST", "/api/lists/slow/entries", "Transfer-Encoding: chunked\r\n", ""));
        int count = Math.min(SLOW, target.sizes().connections());
        for (int i = 0; i < count; i++) {
            connections.add(target.connect().send(begins.get(i % begins.size())));
        }
        int rounds = 0;
        while (rounds < 5 || target.sizes().outlast() && !connections.isEmpty()) {
            connections.removeIf(connection -> !takes(connection));
            Target.expect(
                    "HTTP/1.1 "
                            + target.http()
                                    .send("GET", "/health", null, java.util.Map.of())
                                    .status() + " ",
                    "200");
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
            if (rounds++ > 600) {
                throw new Lost(connections.size() + " slow clients are still there after 2 minutes");
            }
        }
        for (var connection : connections) {
            connection.close();
        }
        if (target.size("slow") > 0) {
            throw new Lost("a request that never came to its end was done");
        }
        target.trial().count("slow clients", count);
    }

    /// Sends one byte more.
    private static boolean takes(RawConnection connection) {
        try {
            connection.send("1");
            return true;
        } catch (IOException e) {
            return false; // it was cut off
        }
    }

    /// Bodies of 100 MB, announced or in chunks, many at once.
    static void giants(Target target) throws Exception {
        byte[] piece = "x".repeat(PIECE).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int count = target.sizes().outlast() ? GIANTS : 4;
        target.all(count, i -> {
            boolean chunked = i % 2 == 0;
            String length = chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + GIANT + "\r\n";
            try (var connection = target.connect()) {
                connection.send(target.request("POST", "/api/lists/giant/entries", length, "")
                        + (chunked ? "6400000\r\n" : ""));
                send(connection, piece);
                String answer = connection.rest();
                if (!answer.isEmpty()) {
                    Target.expect(answer, "413");
                }
            }
            return true;
        });
        if (target.size("giant") > 0) {
            throw new Lost("a body of 100 MB was taken");
        }
        target.trial().count("bodies of 100 MB", count);
    }

    private static void send(RawConnection connection, byte[] piece) throws IOException {
        try {
            for (int sent = 0; sent < GIANT; sent += piece.length) {
                connection.send(piece);
            }
        } catch (SocketException e) {
            return; // the server will not have it
        }
    }
}
