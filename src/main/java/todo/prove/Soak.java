package todo.prove;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// A steady load for a long while, with a look at what the server holds now and then: it must not hold more and more.
final class Soak {
    private static final int SAMPLES = 60;
    private static final int RATE = 200;
    private static final Duration USUALLY = Duration.ofMinutes(2);

    private final Trial trial;
    private final Path data;
    private final LongAdder told = new LongAdder();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final List<Sample> samples = new ArrayList<>();

    private Soak(Trial trial) {
        this.trial = trial;
        this.data = trial.folder().resolve("data");
    }

    static Proof proof() {
        return new Proof(
                "soak",
                "Keeps a server at work with a steady mix of requests, for 2 minutes or --minutes N: its memory, threads,"
                        + " file handles, write-ahead log and the times of its answers stay flat.",
                1,
                trial -> run(trial, trial.time(USUALLY), RATE, SAMPLES));
    }

    /// @param rate how many requests a second
    static void run(Trial trial, Duration time, int rate, int samples) throws Exception {
        var soak = new Soak(trial);
        try (var server = ServerProcess.start(soak.data, trial.folder().resolve("server.log"));
                var http = new Http(server.address(), server.token())) {
            soak.watch(http);
            soak.run(server, new SoakLoad(http, rate, trial), time.dividedBy(samples), samples);
        } finally {
            soak.keep();
        }
        Flat.check(soak.samples);
    }

    private void run(ServerProcess server, SoakLoad load, Duration step, int steps) throws Exception {
        long start = System.nanoTime();
        for (int i = 1; i <= steps; i++) {
            var nanos = load.run(step);
            double minutes = (System.nanoTime() - start) / 60e9;
            samples.add(Sample.of(minutes, Vitals.of(server, data), nanos));
            trial.count("requests", nanos.getTotalCount());
            trial.tell("sample " + i + " of " + steps + ": " + samples.getLast().line());
            keep();
            if (!ended.isEmpty()) {
                throw new Lost("the watchers of " + ended + " were cut off");
            }
        }
        trial.count("changes told to watchers", told.sum());
    }

    /// Watches each list all the while.
    private void watch(Http http) throws IOException, InterruptedException {
        for (String list : SoakLoad.lists()) {
            var events = http.events(todo.client.Path.list(list) + "/events", 0).body();
            Thread.ofVirtual().start(() -> {
                try (var lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
                    lines.lines().filter(line -> line.startsWith("id: ")).forEach(_ -> told.increment());
                } catch (IOException | java.io.UncheckedIOException e) {
                    trial.tell("the watcher of " + list + " heard no more: " + e.getMessage());
                }
                ended.add(list);
            });
        }
    }

    private void keep() throws IOException {
        List<String> lines = new ArrayList<>(List.of(Sample.HEAD));
        samples.forEach(sample -> lines.add(sample.line()));
        trial.publish("soak.csv", lines);
        trial.publish("soak.svg", Plot.of(samples));
    }
}
