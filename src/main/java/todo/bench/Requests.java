package todo.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// The bytes of HTTP requests, written before anything is measured.
final class Requests {
    private static final int DAYS = 28;

    private Requests() {}

    /// One add for each of `lists` lists.
    static List<byte[]> adds(int port, String token, int lists) {
        return IntStream.range(0, lists)
                .mapToObj(list -> post(
                        "/api/lists/list" + list + "/entries",
                        port,
                        token,
                        "{\"title\":\"Buy milk and bread, item number %d\",\"due\":\"%s\"}".formatted(list, day(list))))
                .toList();
    }

    /// One read by date for each of `lists` lists.
    static List<byte[]> reads(int port, String token, int lists) {
        return IntStream.range(0, lists)
                .mapToObj(list -> get("/api/lists/list%d/entries?due=%s".formatted(list, Lists.A_DAY), port, token))
                .toList();
    }

    static byte[] get(String path, int port, String token) {
        return bytes("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, port, token));
    }

    static byte[] post(String path, int port, String token, String body) {
        return bytes("""
                POST %s HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(path, port, token, body.length(), body));
    }

    /// The original's add, for each of `lists` lists.
    static List<byte[]> originalAdds(int port, int lists) {
        return IntStream.range(0, lists)
                .mapToObj(list -> originalAdd(port, list, list))
                .toList();
    }

    static byte[] originalAdd(int port, int list, int number) {
        return bytes(
                "POST /add_entry?list=l%d&date=%s&title=Buy+milk+and+bread+%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                        .formatted(list, day(number), number, port));
    }

    /// The original's read by date, for each of `lists` lists.
    static List<byte[]> originalReads(int port, int lists) {
        return IntStream.range(0, lists)
                .mapToObj(list -> bytes("GET /entries?list=l%d&date=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                        .formatted(list, Lists.A_DAY, port)))
                .toList();
    }

    private static String day(int number) {
        return "2026-01-%02d".formatted(number % DAYS + 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
