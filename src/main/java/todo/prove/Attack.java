package todo.prove;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Attacks a server in every way we know; after each it must answer as before, and hold no more than before.
final class Attack {
    private static final int OTHER_FILES = 500;
    private static final long SLACK_HEAP = 24 << 20;
    private static final int SLACK = 25;

    /// One way to attack.
    private record Assault(String name, Run run) {
        interface Run {
            void run(Target target) throws Exception;
        }
    }

    private static final List<Assault> ALL = List.of(
            new Assault("connections", Crowds::connections),
            new Assault("watchers of one list", Crowds::watchersOfOne),
            new Assault("watchers of many lists", Crowds::watchersOfMany),
            new Assault("a watcher that does not read", Crowds::deafWatcher),
            new Assault("one list takes all it can", Crowds::hog),
            new Assault("slow clients", Sluggards::slow),
            new Assault("bodies of 100 MB", Sluggards::giants),
            new Assault("requests with two ends", Garbage::smuggling),
            new Assault("requests ahead of their answers", Garbage::pipelined),
            new Assault("cuts of a request", Garbage::cuts),
            new Assault("noise", Garbage::noise),
            new Assault("casts", Casts::run));

    private final Trial trial;
    private final Path data;
    private final Path log;
    private final List<String> lines = new ArrayList<>(
            List.of("after,seconds,heap_mb,rss_mb,file_handles,threads,highest_rss_mb,most_file_handles,most_threads"));
    private int witnessed;

    private Attack(Trial trial) {
        this.trial = trial;
        this.data = trial.folder().resolve("data");
        this.log = trial.folder().resolve("server.log");
    }

    static Proof proof() {
        return new Proof(
                "attack",
                "Attacks a server with 10,000 connections and watchers, slow, deaf and greedy clients, what is too long, cut"
                        + " off, ambiguous or noise; after each it answers as before, and its memory, threads and file"
                        + " handles are back.",
                1,
                trial -> run(trial, sizes()));
    }

    /// As many connections as this program and the server may have files open.
    private static Target.Sizes sizes() {
        var full = Target.Sizes.FULL;
        long files = ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return full.connections() + OTHER_FILES <= files
                ? full
                : full.withConnections((int) Math.max(10, files - OTHER_FILES));
    }

    static void run(Trial trial, Target.Sizes sizes) throws Exception {
        if (sizes.connections() < Target.Sizes.FULL.connections() && sizes.outlast()) {
            trial.count("connections are all that \"ulimit -n\" allows", sizes.connections());
        }
        var attack = new Attack(trial);
        try (var server = ServerProcess.start(attack.data, attack.log, "--idle", "1s");
                var http = new Http(server.address(), server.token())) {
            attack.run(server, new Target(server.address(), server.token(), http, trial, sizes));
        } finally {
            if (sizes.outlast()) {
                trial.publish("attack.csv", attack.lines);
            }
        }
    }

    private void run(ServerProcess server, Target target) throws Exception {
        for (int i = 0; i < 100; i++) {
            witness(target);
        }
        var before = Vitals.of(server, data);
        for (var assault : ALL) {
            trial.tell(assault.name);
            long start = System.nanoTime();
            try (var heights = new Heights(server, data)) {
                assault.run.run(target);
                witness(target);
                var after = recover(assault.name, server, before);
                lines.add(line(assault.name, (System.nanoTime() - start) / 1e9, after, heights));
            } catch (Lost e) {
                throw new Lost(assault.name + ": " + e.getMessage());
            }
        }
        checkNothingSmuggled(target);
        trial.count("attacks", ALL.size());
    }

    /// Sees that it does what it is asked for, and that nothing else was done to the list.
    private void witness(Target target) throws IOException, InterruptedException {
        String title = "witness " + ++witnessed;
        var added = target.http().send("POST", "/api/lists/witness/entries", body(title), Map.of());
        if (added.status() != 201
                || added.version() != witnessed
                || !added.body().contains(title)) {
            throw new Lost("an entry was to be added as change " + witnessed + ", and the answer is " + added);
        }
        var read = target.http().send("GET", "/api/lists/witness/entries/" + witnessed, null, Map.of());
        if (read.status() != 200 || !read.body().contains('"' + title + '"')) {
            throw new Lost("entry " + witnessed + " was to be read, and the answer is " + read);
        }
    }

    private static byte[] body(String title) {
        return todo.client.Body.of(List.of(new todo.list.Field.Title(title)));
    }

    private Vitals recover(String assault, ServerProcess server, Vitals before) throws Exception {
        var last = new Object() {
            Vitals vitals = before;
        };
        try {
            Crowds.await("it holds no more than before", () -> {
                last.vitals = Vitals.of(server, data);
                return last.vitals.heap() <= before.heap() + SLACK_HEAP
                        && last.vitals.handles() <= before.handles() + SLACK
                        && last.vitals.threads() <= before.threads() + SLACK;
            });
        } catch (Lost _) {
            throw new Lost(
                    "a minute after \"" + assault + "\" it holds " + last.vitals + ", and before it held " + before);
        }
        try (var said = Files.lines(log)) {
            var errors = said.filter(line -> line.contains("ERROR") || line.contains("SEVERE"))
                    .toList();
            if (!errors.isEmpty()) {
                throw new Lost("it logged: " + errors.getFirst());
            }
        }
        return last.vitals;
    }

    private static void checkNothingSmuggled(Target target) throws IOException, InterruptedException {
        if (target.size("smuggled") > 0) {
            throw new Lost("a request that was hidden in another was done");
        }
    }

    private static String line(String assault, double seconds, Vitals after, Heights heights) {
        var highest = heights.highest();
        return String.format(
                Locale.ROOT,
                "%s,%.1f,%.1f,%.0f,%d,%d,%.0f,%d,%d",
                assault,
                seconds,
                after.heap() / 1e6,
                after.resident() / 1e6,
                after.handles(),
                after.threads(),
                highest.resident() / 1e6,
                highest.handles(),
                highest.threads());
    }
}
