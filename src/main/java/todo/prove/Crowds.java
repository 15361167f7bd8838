package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Attacks by number: many connections, many watchers, much to do.
final class Crowds {
    private static final int CHANGES = 5;
    private static final int HOGS = 16;
    private static final int PER_SECOND = 100;
    private static final String LONG = "x".repeat(60_000);

    private Crowds() {}

    private static void close(List<RawConnection> connections) throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }

    /// Many connections, all open at once, each of which asks for something of its own, twice.
    static void connections(Target target) throws Exception {
        int count = target.sizes().connections();
        var connections = target.all(count, _ -> target.connect());
        for (int time = 0; time < 2; time++) {
            String round = "round " + time + " of ";
            target.all(count, i -> {
                String title = round + i;
                Target.expect(
                        connections
                                .get(i)
                                .send(target.add("crowd" + i % 10, title))
                                .answer(),
                        "201",
                        '"' + title + '"');
                return true;
            });
        }
        target.trial().count("connections at once", count);
        close(connections);
    }

    /// Many who watch the same list.
    static void watchersOfOne(Target target) throws Exception {
        watchers(target, 1);
    }

    /// Many who watch many lists.
    static void watchersOfMany(Target target) throws Exception {
        watchers(target, target.sizes().lists());
    }

    private static void watchers(Target target, int lists) throws Exception {
        int count = target.sizes().connections();
        String name = "watched" + lists + "-";
        var connections = target.all(count, i -> {
            var connection = target.connect();
            connection.send(target.request("GET", "/api/lists/" + name + i % lists + "/events", "", ""));
            Target.expect(head(connection), "200");
            return connection;
        });
        for (int change = 1; change <= CHANGES; change++) {
            addToAll(target, name, lists);
        }
        target.all(count, i -> {
            for (int change = 1; change <= CHANGES; change++) {
                String id = event(connections.get(i));
                if (!id.equals("id: " + change)) {
                    throw new Lost("a watcher of " + name + i % lists + " heard " + id + " as change " + change);
                }
            }
            return true;
        });
        target.trial().count("watchers at once", count);
        close(connections);
        addToAll(target, name, lists); // for a server finds out that a watcher is gone when it has something to say
        addToAll(target, name, lists);
    }

    private static void addToAll(Target target, String name, int lists) throws Exception {
        target.all(lists, list -> {
            try (var connection = target.connect()) {
                Target.expect(connection.send(target.add(name + list, "news")).answer(), "201");
            }
            return true;
        });
    }

    private static String head(RawConnection connection) throws IOException {
        String status = Objects.requireNonNullElse(connection.line(), "nothing");
        String line = status;
        while (line != null && !line.isEmpty()) {
            line = connection.line();
        }
        return status + " ";
    }

    private static String event(RawConnection connection) throws IOException {
        String line = connection.line();
        while (line != null && !line.startsWith("id: ")) {
            line = connection.line();
        }
        return line == null ? "the end" : line;
    }

    /// A watcher that does not read what it is told, and one that does.
    static void deafWatcher(Target target) throws Exception {
        int changes = target.sizes().outlast() ? 2_000 : 100;
        try (var deaf = target.connect();
                var other = target.connect()) {
            String watch = target.request("GET", "/api/lists/deaf/events", "", "");
            Target.expect(head(deaf.send(watch)), "200");
            Target.expect(head(other.send(watch)), "200");
            double before = target.metric("todo_watchers");
            var heard = new AtomicBoolean();
            var listener = Thread.ofVirtual().start(() -> heard.set(hears(other, changes)));
            try (var connection = target.connect()) {
                for (int i = 0; i < changes; i++) {
                    String edit = "{\"title\":\"t\",\"notes\":\"" + i + LONG + "\"}";
                    connection.send(
                            i == 0
                                    ? target.request("POST", "/api/lists/deaf/entries", "", edit)
                                    : target.request("PATCH", "/api/lists/deaf/entries/1", "", edit));
                    Target.expect(connection.answer(), "200|201");
                }
            }
            listener.join();
            if (!heard.get()) {
                throw new Lost("a watcher did not hear all, because another did not read");
            }
            if (target.sizes().outlast()) {
                await("the watcher that does not read is cut off", () -> target.metric("todo_watchers") < before);
            }
        }
        target.trial().count("changes not read", changes);
    }

    private static boolean hears(RawConnection connection, int changes) {
        try {
            for (int change = 1; change <= changes; change++) {
                if (!event(connection).equals("id: " + change)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Something that comes true within a minute.
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new Lost("a minute later it is still not so: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /// One list takes all it can, while another is asked for little.
    static void hog(Target target) throws Exception {
        target.all(1, _ -> expectAdded(target, "quiet"));
        double quiet = p99(target);
        var over = new AtomicBoolean();
        List<Thread> hogs = new ArrayList<>();
        for (int i = 0; i < HOGS; i++) {
            hogs.add(Thread.ofVirtual().start(() -> takeAll(target, over)));
        }
        int before = target.size("hog");
        double busy;
        try {
            busy = p99(target);
        } finally {
            over.set(true);
            for (var hog : hogs) {
                hog.join();
            }
        }
        int adds = target.size("hog") - before;
        target.trial().count("adds to one list while another was used", adds);
        target.trial().count("µs p99 of the other before", (long) quiet);
        target.trial().count("µs p99 of the other meanwhile", (long) busy);
    }

    private static boolean expectAdded(Target target, String list) throws IOException {
        try (var connection = target.connect()) {
            Target.expect(connection.send(target.add(list, "one")).answer(), "201");
            return true;
        }
    }

    private static void takeAll(Target target, AtomicBoolean over) {
        try (var connection = target.connect()) {
            while (!over.get()) {
                Target.expect(connection.send(target.add("hog", "more")).answer(), "201|503|409");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// In µs, of edits and reads by turns, each counted from when it was due.
    private static double p99(Target target) throws IOException {
        var nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        long pause = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        long due = System.nanoTime();
        try (var connection = target.connect()) {
            for (int i = 0; i < target.sizes().seconds() * PER_SECOND; i++) {
                SoakLoad.awaitTime(due);
                String path = "/api/lists/quiet/entries/1";
                String request = i % 2 == 0
                        ? target.request("GET", path, "", "")
                        : target.request("PATCH", path, "", "{\"title\":\"" + i + "\"}");
                Target.expect(connection.send(request).answer(), "200");
                nanos.recordValue(System.nanoTime() - due);
                due += pause;
            }
        }
        return nanos.getValueAtPercentile(99) / 1e3;
    }
}
