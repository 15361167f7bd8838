package todo.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import todo.client.Body;
import todo.list.Field;

/// Asks a server for more than its memory holds, by its clients and by strangers. It may refuse, and be slow; it must
/// not end, and must not forget.
final class Memory {
    private static final String HEAP = "-Xmx256m";
    private static final int CLIENTS = 16;
    private static final int BATCH = 15;
    private static final String LONG = "x".repeat(60_000);
    private static final String HEADER = "X: " + "y".repeat(14_700);
    private static final long LONGEST_RECOVERY = TimeUnit.SECONDS.toNanos(20);
    private static final long LONGEST_CALM_ADD = TimeUnit.SECONDS.toMillis(2);
    private static final long BETWEEN_CALM_ADDS = TimeUnit.MILLISECONDS.toNanos(100);

    /// How much there is of it.
    ///
    /// @param time how long each load lasts
    /// @param connections how many strangers come at once
    /// @param fresh how many lists are begun
    /// @param large how many lists get as large as a list can be
    record Sizes(Duration time, int connections, int fresh, int large) {
        static final Sizes FULL = new Sizes(Duration.ofSeconds(30), 12_000, 150, 3);
        static final Sizes SMALL = new Sizes(Duration.ofSeconds(2), 300, 90, 1);
    }

    /// One way to take memory.
    private interface Load {
        void run() throws Exception;
    }

    private final Trial trial;
    private final Sizes sizes;
    private final ServerProcess server;
    private final Target target;
    private final Map<String, AtomicInteger> acknowledged = new ConcurrentHashMap<>();
    private int fresh;

    private Memory(Trial trial, Sizes sizes, ServerProcess server, Target target) {
        this.trial = trial;
        this.sizes = sizes;
        this.server = server;
        this.target = target;
    }

    static Proof proof() {
        return new Proof(
                "memory",
                "Asks a server with 256 MB for more than they hold: large batches, many and large lists, histories,"
                        + " watchers that do not read, headers and bodies that never end. It goes on, another client's adds"
                        + " take less than 2 s while strangers wait, and what was acknowledged is there.",
                1,
                trial -> run(trial, Sizes.FULL));
    }

    static void run(Trial trial, Sizes sizes) throws Exception {
        var data = trial.folder().resolve("data");
        var log = trial.folder().resolve("server.log");
        try (var server = ServerProcess.start(List.of(HEAP), data, log);
                var http = new Http(server.address(), server.token())) {
            var target = new Target(server.address(), server.token(), http, trial, Target.Sizes.FULL);
            new Memory(trial, sizes, server, target).run();
        }
    }

    private void run() throws Exception {
        during("large batches", false, this::batches);
        during("many lists", false, this::manyLists);
        during("large lists", false, this::largeLists);
        during("histories", false, this::histories);
        during("watchers that do not read", false, this::deafWatchers);
        during("headers that never end", true, () -> strangers("GET / HTTP/1.1\r\nHost: localhost\r\n" + HEADER));
        during("bodies that never end", true, () -> strangers(unfinished("Authorization: Bearer none\r\n")));
        during(
                "bodies that never end, with the token",
                true,
                () -> strangers(unfinished("Authorization: Bearer " + target.token() + "\r\n")));
        for (var list : acknowledged.entrySet()) {
            int there = entries(list.getKey());
            if (there < list.getValue().get()) {
                throw new Lost(list.getValue() + " entries of " + list.getKey() + " were acknowledged, and there are "
                        + there);
            }
            trial.count("acknowledged entries, all there", list.getValue().get());
        }
    }

    /// Puts a load on the server while a calm client adds now and then; afterwards it must take writes again.
    private void during(String what, boolean calmly, Load load) throws Exception {
        trial.tell(what);
        var over = new AtomicBoolean();
        var slowest = new AtomicInteger();
        var calm = Thread.ofVirtual().start(() -> addCalmly(over, slowest));
        try {
            load.run();
        } catch (IOException e) {
            throw server.isAlive() ? e : ended(what);
        } finally {
            over.set(true);
            calm.join();
        }
        if (!server.isAlive()) {
            throw ended(what);
        }
        trial.worst("ms for a calm add, " + what, slowest.get());
        if (calmly && slowest.get() > LONGEST_CALM_ADD && sizes.equals(Sizes.FULL)) {
            throw new Lost(what + ": a calm add took " + slowest + " ms");
        }
        awaitAdd(what, "calm");
        awaitAdd(what, "fresh after " + what);
    }

    private static Lost ended(String what) {
        return new Lost(what + ": the server has ended");
    }

    private void addCalmly(AtomicBoolean over, AtomicInteger slowest) {
        while (!over.get()) {
            long start = System.nanoTime();
            try {
                add("calm", 1, "");
            } catch (IOException e) {
                trial.count("calm adds without an answer", 1);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
            int took = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            slowest.accumulateAndGet(took, Math::max);
            LockSupport.parkNanos(BETWEEN_CALM_ADDS);
        }
    }

    private void awaitAdd(String what, String list) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                if (add(list, 1, "") == 201) {
                    return;
                }
            } catch (IOException e) {
                trial.count("adds without an answer", 1);
            }
            if (System.nanoTime() - start > LONGEST_RECOVERY) {
                throw new Lost(what + ": 20 s later " + list + " still takes no write");
            }
            LockSupport.parkNanos(BETWEEN_CALM_ADDS);
        }
    }

    /// Adds `count` entries by one request, and gives the status of the answer.
    private int add(String list, int count, String notes) throws IOException, InterruptedException {
        byte[] one = Body.of(List.of(new Field.Title("entry"), new Field.Notes(notes)));
        String text = new String(one, java.nio.charset.StandardCharsets.UTF_8);
        String body = IntStream.range(0, count).mapToObj(_ -> text).collect(Collectors.joining(",", "[", "]"));
        var answer = target.http()
                .send(
                        "POST",
                        "/api/lists/" + list.replace(" ", "%20") + "/entries",
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Map.of());
        switch (answer.status()) {
            case 201 ->
                acknowledged.computeIfAbsent(list, _ -> new AtomicInteger()).addAndGet(count);
            case 409 -> trial.count("adds refused as the list was full", 1);
            case 503 -> trial.count("adds refused for a moment", 1);
            default -> throw new Lost("an add should be taken or refused, and is answered " + answer);
        }
        return answer.status();
    }

    private int entries(String list) throws IOException, InterruptedException {
        var answer = target.http().send("GET", "/api/lists/" + list.replace(" ", "%20"), null, Map.of());
        if (answer.status() != 200) {
            throw new Lost("the list " + list + " should be there, and is answered " + answer);
        }
        return answer.read(json -> {
            var entries = new AtomicInteger();
            json.object(name -> {
                if (name.equals("open") || name.equals("completed")) {
                    entries.addAndGet(Math.toIntExact(json.wholeNumber()));
                } else {
                    json.skip();
                }
            });
            return entries.get();
        });
    }

    private boolean isOver(long start) {
        return System.nanoTime() - start > sizes.time.toNanos();
    }

    private void batches() throws Exception {
        long start = System.nanoTime();
        target.all(CLIENTS, client -> {
            while (!isOver(start)) {
                add("batch " + client, BATCH, LONG);
            }
            return true;
        });
    }

    private void manyLists() throws Exception {
        target.all(1, _ -> {
            for (int i = 0; i < sizes.fresh; i++) {
                add("fresh " + fresh++, BATCH, LONG);
            }
            return true;
        });
    }

    /// Lists that take no more, read and written in turns, so that each is loaded again and again.
    private void largeLists() throws Exception {
        for (int i = 0; i < sizes.large; i++) {
            while (add("large " + i, BATCH, LONG) != 409) {
                trial.tell("large list " + i + ": " + acknowledged.get("large " + i));
            }
        }
        long start = System.nanoTime();
        for (int i = 0; !isOver(start); i++) {
            entries("large " + i % sizes.large);
            entries("fresh " + i % sizes.fresh);
        }
    }

    private void histories() throws Exception {
        long start = System.nanoTime();
        target.all(CLIENTS, client -> {
            while (!isOver(start)) {
                String path =
                        "/api/lists/fresh%20" + (client + trial.random(client).nextInt(sizes.fresh)) % sizes.fresh;
                target.http().send("GET", path + "/changes?limit=1000", null, Map.of());
                target.http().send("GET", path + "/entries?at=5", null, Map.of());
            }
            return true;
        });
    }

    private void deafWatchers() throws Exception {
        List<RawConnection> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                deaf.add(target.connect().send(target.request("GET", "/api/events", "", "")));
                deaf.add(target.connect().send(target.request("GET", "/api/lists/fresh%20" + i + "/events", "", "")));
            }
            long start = System.nanoTime();
            for (int i = 0; !isOver(start); i++) {
                add("fresh " + i % CLIENTS, BATCH, LONG);
            }
        } finally {
            for (var connection : deaf) {
                connection.close();
            }
        }
    }

    private static String unfinished(String authorization) {
        return "POST /api/lists/stranger/entries HTTP/1.1\r\nHost: localhost\r\n" + authorization
                + "Content-Type: application/json\r\nContent-Length: 16000\r\n\r\n[\"" + "z".repeat(15_000);
    }

    /// Many who send `begin` and nothing more, and wait.
    private void strangers(String begin) throws Exception {
        var connections = new ArrayList<RawConnection>();
        long start = System.nanoTime();
        try {
            while (connections.size() < sizes.connections) {
                try {
                    connections.add(target.connect().send(begin));
                } catch (IOException e) {
                    trial.count("connections that were refused", 1);
                    if (isOver(start)) {
                        break;
                    }
                }
            }
            trial.worst("connections at once", connections.size());
            while (!isOver(start)) {
                LockSupport.parkNanos(BETWEEN_CALM_ADDS);
            }
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
    }
}
