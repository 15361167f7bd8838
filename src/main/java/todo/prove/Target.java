package todo.prove;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The server that is attacked, as those see it who attack it.
///
/// @param sizes how much there is of each attack
record Target(URI address, String token, Http http, Trial trial, Sizes sizes) {

    /// How much there is of each attack.
    ///
    /// @param connections open at once
    /// @param lists among which watchers are spread
    /// @param random how many requests are made by chance
    /// @param seconds how long a load lasts
    /// @param outlast whether to wait for those to be cut off who are too slow
    record Sizes(int connections, int lists, int random, int seconds, int casts, boolean outlast) {
        static final Sizes FULL = new Sizes(10_000, 1_000, 20_000, 10, 1_000_000, true);
        static final Sizes SMALL = new Sizes(200, 20, 300, 1, 20_000, false);

        Sizes withConnections(int count) {
            return new Sizes(count, Math.min(lists, count), random, seconds, casts, outlast);
        }
    }

    /// What many do at once, each with a number of its own.
    interface Each<T> {
        T run(int number) throws Exception;
    }

    private static final int AT_ONCE = 32;

    RawConnection connect() throws IOException {
        return new RawConnection(address.getPort());
    }

    Random random(int number) {
        return trial.random(number);
    }

    /// A well-formed request. Each of the `fields` ends with its line.
    String request(String method, String path, String fields, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + fields
                + (body.isEmpty() ? "" : "Content-Length: " + length + "\r\n") + "\r\n" + body;
    }

    String add(String list, String title) {
        return request("POST", "/api/lists/" + list + "/entries", "", "{\"title\":\"" + title + "\"}");
    }

    /// Does something `count` times, some at once, and gives what came of each.
    <T> List<T> all(int count, Each<T> each) throws Exception {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<T>> running = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<T> one = () -> each.run(number);
                running.add(threads.submit(one));
            }
            List<T> done = new ArrayList<>(count);
            for (var one : running) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /// Checks that `answer` has one of the statuses, and has all the `parts`.
    static void expect(String answer, String statuses, String... parts) {
        if (!answer.matches("(?s)HTTP/1\\.1 (" + statuses + ") .*")) {
            throw new Lost("the answer should have been " + statuses + ", and was: " + answer);
        }
        for (String part : parts) {
            if (!answer.contains(part)) {
                throw new Lost("the answer should be about " + part + ", and is: " + answer);
            }
        }
    }

    /// How many entries and changes a list has; none if it is not there.
    int size(String list) throws IOException, InterruptedException {
        var answer = http.send("GET", "/api/lists/" + list, null, java.util.Map.of());
        return answer.status() == 404 ? 0 : (int) answer.version();
    }

    double metric(String name) throws IOException, InterruptedException {
        return http.send("GET", "/metrics", null, java.util.Map.of())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }
}
