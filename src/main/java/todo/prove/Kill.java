package todo.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import todo.client.Connection;
import todo.prove.Ledger.State;

/// Kills a server at any instant, again and again on the same folder, and checks after each start that all
/// it had acknowledged is there.
final class Kill {
    private static final int KILLS = 10;
    private static final int CLIENTS = 8;
    private static final int WORST_START_MILLIS = 3_000;
    private static final long LONGEST_WORK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Trial trial;
    private final List<String> flags;
    private final Random random;
    private final List<String> lists =
            IntStream.range(0, 5).mapToObj(number -> "list " + number).toList();
    private final Ledger ledger = new Ledger();
    private final Map<String, Seen> seen = new HashMap<>();
    private int marks;
    private int startMillis = WORST_START_MILLIS;

    private Kill(Trial trial, List<String> flags) {
        this.trial = trial;
        this.flags = flags;
        this.random = trial.random(0);
    }

    static Proof proof() {
        return new Proof(
                "kill",
                "Kills a busy server at random instants, also while it starts; after each start every acknowledged change"
                        + " is there once, in order, and nothing is half done.",
                20,
                trial -> run(trial, KILLS, List.of()));
    }

    /// One round of so many `kills`, of servers with these further `flags` for their JVM.
    static void run(Trial trial, int kills, List<String> flags) throws Exception {
        var proof = new Kill(trial, flags);
        try {
            for (int kill = 1; kill <= kills; kill++) {
                trial.tell("kill " + kill + " of " + kills + ", "
                        + proof.ledger.lines().size() + " requests so far");
                proof.live();
            }
            proof.end();
        } finally {
            trial.keep("ledger.txt", proof.ledger.text());
            proof.count();
        }
    }

    private void count() {
        var lines = ledger.lines();
        trial.count("requests", lines.size());
        trial.count("acknowledged", count(lines, State.MADE));
        trial.count("refused", count(lines, State.REFUSED));
        trial.count("never answered", count(lines, State.OPEN));
    }

    private static long count(List<Ledger.Line> lines, State state) {
        return lines.stream().filter(line -> line.state() == state).count();
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(flags, trial.folder().resolve("data"), log());
    }

    private Path log() {
        return trial.folder().resolve("server.log");
    }

    /// A server's life from its start to its violent end.
    private void live() throws Exception {
        try (var server = start()) {
            if (random.nextInt(4) == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(startMillis)));
                server.kill();
                trial.count("kills while starting", 1);
                return;
            }
            long start = System.nanoTime();
            var address = server.address();
            startMillis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + 1;
            check(server);
            try (var http = new Http(address, server.token())) {
                work(server, http);
            }
            trial.count("kills at work", 1);
        }
    }

    private void work(ServerProcess server, Http http) throws Exception {
        var load = new KillLoad(lists, ledger, "life-" + ++marks);
        load.learn(seen);
        var unanswered = ledger.unanswered();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            var chance = new Random(random.nextLong());
            // Two clients at a time send what was not answered, so that the same comes twice at once.
            var again = client < 2 ? unanswered : List.<Ledger.Line>of();
            clients.add(Thread.ofVirtual().start(() -> load.run(http, chance, again)));
        }
        await(load);
        load.killing();
        server.kill();
        for (var client : clients) {
            client.join();
        }
        var failure = load.failure();
        if (failure != null) {
            throw new IOException("a client failed while the server should have been there; see " + log(), failure);
        }
    }

    /// Waits for the instant to kill: after the first few answers, or among many, however fast they come.
    private void await(KillLoad load) {
        int answers = random.nextInt(random.nextInt(3) == 0 ? 10 : 400);
        long end = System.nanoTime() + LONGEST_WORK_NANOS;
        while (load.answers() < answers && load.failure() == null && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
        LockSupport.parkNanos(random.nextInt(2_000_000));
    }

    private void check(ServerProcess server) throws IOException, InterruptedException {
        try (var connection = new Connection(server.address(), server.token())) {
            var now = Seen.of(connection, lists);
            Accounts.check(ledger.lines(), now);
            now.forEach((list, what) -> what.checkAfter(list, seen.get(list)));
            seen.putAll(now);
            trial.count("checks", 1);
        }
    }

    /// After the last kill: what was not answered is asked for again, and then it ends in order.
    private void end() throws Exception {
        try (var server = start();
                var http = new Http(server.address(), server.token())) {
            check(server);
            var load = new KillLoad(lists, ledger, "end");
            for (var line : ledger.unanswered()) {
                load.send(http, line);
            }
            if (!ledger.unanswered().isEmpty()) {
                throw new Lost("asked for again and again, and not answered: " + ledger.unanswered());
            }
            check(server);
            server.end();
        }
        try (var server = start()) {
            check(server);
        }
    }
}
