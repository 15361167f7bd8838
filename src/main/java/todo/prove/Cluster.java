package todo.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import todo.prove.Ledger.State;
import todo.store.Check;
import todo.store.DatabaseAddress;
import todo.store.FromOutside;

/// Three servers with one database, and clients who ask all of them in turn, while all that can befall a cluster does:
/// what was acknowledged is there once, in order, whichever of them is asked.
final class Cluster {
    private static final int CLIENTS = 6;
    private static final int LISTS = 96;
    private static final int HISTORIES = 20;
    private static final Duration PACE = Duration.ofMillis(30);
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final Duration MORE_PATIENT_THAN_SERVERS = Duration.ofSeconds(30);
    private static final Duration AWAY = Duration.ofSeconds(8);
    private static final Duration LONG_AWAY = Duration.ofSeconds(60);
    private static final int ANSWERS_BEFORE = 200;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int LOOKS = 100;
    private static final int MOST_TRIES = 2;

    private final Trial trial;
    private final DatabaseAddress address;
    private final FromOutside database;
    private final Nodes nodes;
    private final Striking striking;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final List<String> lists =
            IntStream.range(0, LISTS).mapToObj(number -> "list " + number).toList();
    private final Map<String, Seen> seen = new HashMap<>();

    private Cluster(Trial trial, DatabaseAddress address, Nodes nodes, Striking.@Nullable Stoppable stoppable) {
        this.trial = trial;
        this.address = address;
        this.database = new FromOutside(address);
        this.nodes = nodes;
        this.random = trial.random(0);
        var away = trial.time(Duration.ZERO).isZero() ? AWAY : LONG_AWAY;
        this.striking = new Striking(nodes, database, stoppable, away);
    }

    static Proof proof() {
        return new Proof(
                "cluster",
                "Three servers that share a database, asked in turn, are killed (one, the oldest, two), restarted, stopped for"
                        + " a while, slowed down, parted from each other and from the database; every acknowledged change is there"
                        + " once, in order, and all that is told of one list fits one order.",
                1,
                Proof.Needs.DATABASE,
                trial -> run(trial, false, HISTORIES));
    }

    static Proof linkProof() {
        return new Proof(
                "database-link",
                "One of three servers loses the database that they share: connections are refused, hang, have no answers, or pass"
                        + " a byte a second; the others go on with its lists, it comes back by itself, and all holds as in cluster."
                        + " A password comes from TODO_DB_PASSWORD.",
                1,
                Proof.Needs.DATABASE,
                trial -> run(trial, true, 0));
    }

    private static void run(Trial trial, boolean ofLink, int histories) throws Exception {
        var troubles = new ArrayList<>(List.of(Trouble.values()));
        troubles.removeIf(trouble -> trouble.isOfLink() != ofLink || trouble == Trouble.DATABASE_STOPPED);
        Collections.shuffle(troubles, trial.random(1));
        run(trial, troubles, null, histories, List.of());
    }

    /// One round with these `troubles`, and so many `histories` of one list.
    ///
    /// @param stoppable the database's server, for [Trouble#DATABASE_STOPPED]
    static void run(
            Trial trial,
            List<Trouble> troubles,
            Striking.@Nullable Stoppable stoppable,
            int histories,
            List<String> flags)
            throws Exception {
        if (!Network.isPossible()) {
            throw new IOException("each server needs an address of its own such as 127.0.0.11, which Linux has");
        }
        var address = trial.database().in("prove-" + trial.seed());
        try (var nodes =
                new Nodes(trial.folder(), address, flags, troubles.stream().anyMatch(Trouble::isOfLink))) {
            var proof = new Cluster(trial, address, nodes, stoppable);
            try {
                for (var trouble : troubles) {
                    proof.befall(trouble);
                }
                proof.end();
                ByNodes.histories(trial, nodes, histories);
            } finally {
                trial.keep("ledger.txt", proof.ledger.text());
                proof.count();
            }
        }
        new FromOutside(address).remove();
    }

    private void count() {
        var lines = ledger.lines();
        trial.count("requests", lines.size());
        for (var state : List.of(State.MADE, State.REFUSED, State.OPEN)) {
            trial.count(
                    switch (state) {
                        case MADE -> "acknowledged";
                        case REFUSED -> "refused";
                        case OPEN, NOTHING -> "never answered";
                    },
                    lines.stream().filter(line -> line.state() == state).count());
        }
    }

    private Spread spread(List<Integer> of, Duration longestAnswer) {
        return new Spread(of.stream().map(nodes::http).toList(), longestAnswer, PACE);
    }

    /// Has one trouble befall them, with clients at work before, meanwhile and after, and then looks at all of it.
    private void befall(Trouble trouble) throws Exception {
        trial.tell(trouble + ", " + ledger.lines().size() + " requests so far");
        var load = new KillLoad(lists, ledger, trouble.name());
        load.learn(seen);
        var struck = trouble.of(nodes, random);
        var spread = spread(Nodes.all(), trouble == Trouble.RESTARTED ? MORE_PATIENT_THAN_SERVERS : PATIENT);
        var others = spread(trouble.living(struck), PATIENT);
        var probes = new Probes(load, ledger, new Eager(others)).start(trouble.name(), lists);
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            var chance = new Random(random.nextLong());
            clients.add(Thread.ofVirtual().start(() -> load.run(spread, chance, List.of())));
        }
        try {
            while (load.answers() < ANSWERS_BEFORE) {
                load.throwFailure();
                LockSupport.parkNanos(QUIET_NANOS / 100);
            }
            probes.begin();
            striking.strike(trouble, struck, probes);
        } finally {
            load.killing();
            for (var client : clients) {
                client.join();
            }
            trial.worst("ms a list did not answer: " + trouble, probes.end());
            probes.parts()
                    .forEach((part, millis) ->
                            trial.worst("ms a list did not answer: " + trouble + ", " + part, millis));
            var waits = new ArrayList<>(probes.waits());
            waits.addAll(others.reasons());
            waits.addAll(spread.reasons());
            trial.keep("waits, " + trouble + ".txt", waits);
        }
        load.throwFailure();
        trial.count("troubles", 1);
        check();
        if (trouble == Trouble.RESTARTED) {
            tellTries(spread);
        }
    }

    /// How long a request took where servers leave in order, and how often it had to be sent.
    private void tellTries(Spread spread) throws IOException {
        trial.worst("ms a request took: " + Trouble.RESTARTED, spread.longestMillis());
        trial.worst("times a request was sent: " + Trouble.RESTARTED, spread.mostTries());
        trial.keep("sent most often.txt", spread.mostFailures());
        if (spread.mostTries() > MOST_TRIES) {
            throw new Lost("where servers leave in order, one more try must do, and one request had to be sent "
                    + spread.mostTries() + " times: " + spread.mostFailures());
        }
    }

    private void check() throws IOException, InterruptedException {
        var now = settled();
        Accounts.check(ledger.lines(), now);
        now.forEach((list, what) -> what.checkAfter(list, seen.get(list)));
        seen.putAll(now);
        trial.count("checks", 1);
    }

    /// What is there when nothing changes any more: also not what was asked for long ago and is only being done now.
    private Map<String, Seen> settled() throws IOException, InterruptedException {
        try (var one = nodes.connection(random.nextInt(Nodes.COUNT));
                var other = nodes.connection(random.nextInt(Nodes.COUNT))) {
            var before = Seen.of(one, lists);
            for (int look = 0; look < LOOKS; look++) {
                LockSupport.parkNanos(QUIET_NANOS);
                boolean arrived = database.underWay() == 0;
                var now = Seen.of(other, lists);
                if (arrived && now.equals(before)) {
                    return now;
                }
                before = now;
            }
        }
        throw new Lost("there is no end of changes that nobody asks for, or of " + database.underWay()
                + " moves that do not arrive");
    }

    /// What was not answered is asked for again; and then all is whole on disk.
    private void end() throws Exception {
        var load = new KillLoad(lists, ledger, "end");
        var spread = spread(Nodes.all(), PATIENT);
        for (var line : ledger.unanswered()) {
            load.send(spread, line);
        }
        check();
        var report = Check.database(address, (_, _, _) -> {});
        if (!report.sound()) {
            throw new Lost("what is on disk is not whole: " + report.files());
        }
    }
}
