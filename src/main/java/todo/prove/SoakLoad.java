package todo.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import todo.client.Body;
import todo.client.Path;
import todo.list.Field;

/// A steady mix of requests, as clients would make them all day: the lists neither grow nor shrink, only their
/// history does.
final class SoakLoad {
    private static final int CLIENTS = 8;
    private static final int LISTS = 20;
    private static final int ENTRIES = 50;
    private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();

    private final Http http;
    private final int rate;
    private final List<Random> chances;
    private final List<ConcurrentLinkedDeque<Long>> ids = new ArrayList<>();
    private final AtomicLong marks = new AtomicLong();
    private Histogram nanos = fresh();

    /// @param rate how many requests a second
    SoakLoad(Http http, int rate, Trial trial) {
        this.http = http;
        this.rate = rate;
        this.chances = IntStream.range(0, CLIENTS).mapToObj(trial::random).toList();
        for (int list = 0; list < LISTS; list++) {
            ids.add(new ConcurrentLinkedDeque<>());
        }
    }

    static List<String> lists() {
        return IntStream.range(0, LISTS).mapToObj(list -> "soak " + list).toList();
    }

    private static Histogram fresh() {
        return new ConcurrentHistogram(LONGEST_NANOS, 3);
    }

    /// Goes on for `time`, and gives how long each answer took, from when it was due to be asked for.
    Histogram run(Duration time) throws Exception {
        nanos = fresh();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = new ArrayList<>();
            for (var chance : chances) {
                running.add(clients.submit(client(chance, System.nanoTime() + time.toNanos())));
            }
            for (var client : running) {
                client.get();
            }
        }
        return nanos;
    }

    private Callable<Void> client(Random chance, long end) {
        return () -> {
            long pause = Duration.ofSeconds(1).toNanos() * CLIENTS / rate;
            long due = System.nanoTime() + (long) (pause * chance.nextDouble());
            while (due < end) {
                awaitTime(due);
                deed(chance, due);
                due += pause;
            }
            return null;
        };
    }

    /// Waits until `due`, in [System#nanoTime].
    static void awaitTime(long due) {
        while (due - System.nanoTime() > 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void deed(Random chance, long due) throws IOException, InterruptedException {
        int number = chance.nextInt(LISTS);
        String list = "soak " + number;
        var known = ids.get(number);
        var id = known.size() < ENTRIES / 2 ? null : known.pollFirst();
        int what = chance.nextInt(100);
        if (id == null) {
            add(list, known, due);
        } else if (what < 20) {
            ask("DELETE", Path.entry(list, id), null, due);
            add(list, known, due);
        } else {
            known.addLast(id);
            with(list, id, what, due);
        }
    }

    private void add(String list, ConcurrentLinkedDeque<Long> known, long due)
            throws IOException, InterruptedException {
        String mark = "entry " + marks.incrementAndGet();
        Map<String, String> headers = mark.endsWith("0") ? Map.of("Idempotency-Key", mark) : Map.of();
        var body = Body.of(List.of(new Field.Title(mark), new Field.Notes("what is to be said of " + mark)));
        known.addLast(ask("POST", Path.entries(list), body, headers, due).read(KillLoad::id));
    }

    private void with(String list, long id, int what, long due) throws IOException, InterruptedException {
        if (what < 45) {
            var edited = ask(
                    "PATCH",
                    Path.entry(list, id),
                    Body.of(List.of(new Field.Title("now " + marks.incrementAndGet()))),
                    due);
            if (what < 25 && edited.done()) {
                ask("POST", Path.changes(list) + "/" + edited.version() + "/undo", null, due);
            }
        } else if (what < 50) {
            ask("PATCH", Path.entry(list, id), Body.of(List.of(new Field.Completed(what % 2 == 0))), due);
        } else if (what < 70) {
            ask("GET", Path.entry(list, id), null, due);
        } else if (what < 90) {
            ask("GET", Path.entries(list), null, due);
        } else if (what < 95) {
            ask("GET", Path.changes(list) + "?limit=20", null, due);
        } else if (what < 97) {
            ask("GET", Path.lists(), null, due);
        } else {
            http.events(Path.list(list) + "/events", 0).body().close();
        }
    }

    private Http.Answer ask(String method, String path, byte @org.jspecify.annotations.Nullable [] body, long due)
            throws IOException, InterruptedException {
        return ask(method, path, body, Map.of(), due);
    }

    private Http.Answer ask(
            String method,
            String path,
            byte @org.jspecify.annotations.Nullable [] body,
            Map<String, String> headers,
            long due)
            throws IOException, InterruptedException {
        long from = Math.max(due, System.nanoTime() - LONGEST_NANOS);
        var answer = http.send(method, path, body, headers);
        nanos.recordValue(Math.min(System.nanoTime() - from, LONGEST_NANOS));
        if (answer.status() >= 500) {
            throw new Lost(method + " " + path + " was answered with " + answer.status() + ": " + answer.body());
        }
        return answer;
    }
}
