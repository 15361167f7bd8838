package todo.prove;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/// Attacks by form: what is not a request, or may be taken for another.
final class Garbage {
    private static final int MOST_BYTES = 2_000;
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    /// What a request can have in its header and body so that its end is found in two places.
    private static final List<List<String>> SHAPES = List.of(
            List.of("Content-Length: 5\r\n" + CHUNKED, "0\r\n\r\n"),
            List.of(CHUNKED + "Content-Length: 4\r\n", "5c\r\n"),
            List.of("Content-Length: 2\r\nContent-Length: 60\r\n", "{}"),
            List.of("Content-Length: 60\r\nContent-Length: 2\r\n", "{}"),
            List.of("Content-Length: 2, 60\r\n", "{}"),
            List.of("Content-Length: +2\r\n", "{}"),
            List.of("Content-Length: 0x2\r\n", "{}"),
            List.of("Content-Length: 2\r\n Content-Length: 60\r\n", "{}"),
            List.of("Content-Length : 2\r\n", "{}"),
            List.of("Content-Length: 2\nX: y\r\n", "{}"),
            List.of("X: y\nContent-Length: 2\r\n", "{}"),
            List.of("X: y\rContent-Length: 2\r\n", "{}"),
            List.of("X:\r\n\tContent-Length: 2\r\n", "{}"),
            List.of("Transfer-Encoding : chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            List.of("Transfer-Encoding: xchunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            List.of("Transfer-Encoding: chunked, identity\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            List.of("Transfer-Encoding: identity, chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            List.of("Transfer-Encoding:\u000bchunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            List.of("Transfer-Encoding:\r\n chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED + CHUNKED, "2\r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED + "Transfer-Encoding: x\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED, "2;x=\"\r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED, "2\n{}\n0\n\n"),
            List.of(CHUNKED, "2\r\n{}XX0\r\n\r\n"),
            List.of(CHUNKED, "00000000000000002\r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED, "100000002\r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED, "-2\r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED, "2 \r\n{}\r\n0\r\n\r\n"),
            List.of(CHUNKED, "2\r\n{}\r\n0\r\nContent-Length: 60\r\n\r\n"),
            List.of("Expect: 100-continue\r\nContent-Length: 60\r\n", ""));

    private Garbage() {}

    /// Requests whose end can be seen in two places, with another request hidden behind.
    static void smuggling(Target target) throws Exception {
        for (var shape : SHAPES) {
            String fields = "Host: localhost\r\nAuthorization: Bearer " + target.token() + "\r\n" + shape.getFirst();
            for (String line : List.of("POST /api/lists/shape/entries", "GET /health", "POST /nowhere")) {
                try (var connection = target.connect()) {
                    connection.send(line + " HTTP/1.1\r\n" + fields + "\r\n" + shape.getLast()
                            + target.add("smuggled", "hidden"));
                    connection.end();
                    check(shape, connection.rest());
                }
            }
        }
        target.trial().count("requests with two ends", 3L * SHAPES.size());
    }

    /// A connection on which it is not clear what comes next has had its last answer.
    private static void check(List<String> shape, String answers) {
        if (answers.contains("HTTP/1.1 500") || answers.contains("\"hidden\"")) {
            throw new Lost("the request " + shape + " was answered with: " + answers);
        }
    }

    /// Requests sent ahead of their answers, which come in order, each to its own.
    static void pipelined(Target target) throws Exception {
        int count = 100;
        try (var connection = target.connect()) {
            var all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                all.append(target.add("pipeline", "ahead " + i));
            }
            connection.send(all.toString());
            for (int i = 0; i < count; i++) {
                Target.expect(connection.answer(), "201", "\"ahead " + i + "\"", "\"version\":" + (i + 1) + ",");
            }
        }
        target.trial().count("requests ahead of their answers", count);
    }

    /// A request cut off at each of its bytes; and one whose bytes come in two parts, cut at each.
    static void cuts(Target target) throws Exception {
        String request = target.add("cut", "whole");
        for (int cut = 0; cut < request.length(); cut++) {
            try (var connection = target.connect()) {
                connection.send(request.substring(0, cut));
                if (cut % 2 == 0) {
                    connection.reset();
                } else {
                    Target.expect(connection.end().rest() + "HTTP/1.1 400 ", "400|408");
                }
            }
        }
        if (target.size("cut") > 0) {
            throw new Lost("a request that had not come to its end was done");
        }
        target.all(request.length(), cut -> {
            try (var connection = target.connect()) {
                connection.send(request.substring(0, cut)).send(request.substring(cut));
                Target.expect(connection.answer(), "201", "\"whole\"");
            }
            return true;
        });
        if (target.size("cut") != request.length()) {
            throw new Lost(request.length() + " requests in two parts were done " + target.size("cut") + " times");
        }
        target.trial().count("cuts of a request", 2L * request.length());
    }

    /// Bytes by chance, and requests in which some bytes were changed by chance.
    static void noise(Target target) throws Exception {
        int count = target.sizes().random();
        target.all(count, i -> {
            var random = target.random(i);
            byte[] bytes = i % 4 == 0 ? bytes(random) : spoilt(target.add("noise", "some " + i), random);
            try (var connection = target.connect()) {
                String answer = send(connection, bytes);
                if (!answer.matches("(?s)|HTTP/1\\.1 [1-4].*|HTTP/1\\.1 50[15] .*")) {
                    throw new Lost("the bytes " + java.util.HexFormat.of().formatHex(bytes) + " were answered with: "
                            + answer);
                }
            }
            return true;
        });
        target.trial().count("requests by chance", count);
    }

    private static String send(RawConnection connection, byte[] bytes) throws IOException {
        try {
            return connection.send(bytes).end().rest();
        } catch (java.net.SocketException e) {
            return ""; // it would have no more of it
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] spoilt(String request, Random random) {
        var spoilt = new StringBuilder(request);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(spoilt.length());
            switch (random.nextInt(4)) {
                case 0 -> spoilt.setCharAt(at, (char) random.nextInt(256));
                case 1 -> spoilt.deleteCharAt(at);
                case 2 -> spoilt.insert(at, (char) random.nextInt(256));
                default -> spoilt.insert(at, spoilt.substring(random.nextInt(at + 1), at));
            }
        }
        return spoilt.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
