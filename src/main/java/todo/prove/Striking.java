package todo.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import todo.store.FromOutside;

/// Brings trouble over the servers of a cluster, and has them come together again.
final class Striking {
    private static final String LEFT_OUT = "this server is no part of the cluster any more";
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final Duration CUTS = Duration.ofSeconds(3);
    private static final Duration BETWEEN_CUTS = Duration.ofMillis(100);
    private static final Duration STOPPED = Duration.ofMillis(180);
    private static final Duration GOING_ON = Duration.ofMillis(20);
    private static final Duration HELD_UP = Duration.ofMillis(300);

    /// A PostgreSQL that can be stopped and started again.
    interface Stoppable {
        void stop() throws IOException;

        void start() throws IOException;
    }

    private final Nodes nodes;
    private final FromOutside database;
    private final @Nullable Stoppable stoppable;
    private final Duration away;

    /// @param stoppable the database's server; `null` if it is not ours to stop
    /// @param away how long servers are kept from the others
    Striking(Nodes nodes, FromOutside database, @Nullable Stoppable stoppable, Duration away) {
        this.nodes = nodes;
        this.database = database;
        this.stoppable = stoppable;
        this.away = away;
    }

    /// Returns when all servers are part of the cluster again, and all lists have answered.
    void strike(Trouble trouble, List<Integer> struck, Probes probes) throws IOException, InterruptedException {
        switch (trouble) {
            case ONE_KILLED, OLDEST_KILLED, TWO_KILLED -> kill(struck, probes);
            case RESTARTED -> restart(struck, probes);
            case PAUSED -> pause(struck.getFirst(), probes);
            case PARTED -> part(struck.getFirst(), probes);
            case SLOWED -> slow(struck.getFirst(), probes);
            case FAR -> holdUp(struck.getFirst(), probes);
            case DATABASE_CUT -> cut(probes);
            case DATABASE_STOPPED -> stop(probes);
            case DATABASE_REFUSED, DATABASE_HUNG, DATABASE_UNANSWERED, DATABASE_SLOW ->
                unlink(struck.getFirst(), trouble.link(), probes);
        }
        nodes.awaitJoined();
        probes.awaitAnswers();
    }

    private void kill(List<Integer> struck, Probes probes) throws IOException {
        struck.forEach(node -> nodes.server(node).kill());
        probes.awaitAnswers();
        for (int node : struck) {
            nodes.start(node);
        }
    }

    private void restart(List<Integer> struck, Probes probes) throws IOException, InterruptedException {
        for (int node : struck) {
            int code = nodes.server(node).end();
            if (code != 0) {
                throw new IOException("a server that was told to end did so with " + code + "; see " + nodes.log(node));
            }
            probes.endPart("as one leaves");
            nodes.start(node);
            nodes.awaitJoined();
            probes.endPart("as one comes");
        }
    }

    private void pause(int node, Probes probes) throws IOException, InterruptedException {
        long before = leftOut(node);
        long start = System.nanoTime();
        nodes.server(node).pause();
        probes.awaitAnswers();
        rest(start);
        nodes.server(node).goOn();
        awaitLeftOut(node, before);
    }

    private void part(int node, Probes probes) throws IOException {
        long before = leftOut(node);
        long start = System.nanoTime();
        nodes.network().isolate(node);
        probes.awaitAnswers();
        rest(start);
        awaitLeftOut(node, before);
        nodes.network().heal();
    }

    /// It loses the database alone: the others go on with its lists, and it comes back when it can.
    private void unlink(int node, DatabaseLink.State state, Probes probes) throws IOException, InterruptedException {
        long before = leftOut(node);
        long start = System.nanoTime();
        nodes.link(node).set(state);
        probes.endPart("as it loses the database");
        rest(start);
        awaitLeftOut(node, before);
        nodes.link(node).set(DatabaseLink.State.OPEN);
        nodes.awaitJoined();
        probes.endPart("as it comes back");
    }

    /// It is stopped for most of the time, and goes on for a moment now and then.
    private void slow(int node, Probes probes) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var server = nodes.server(node);
        while (System.nanoTime() - start < away.toNanos()) {
            server.pause();
            LockSupport.parkNanos(STOPPED.toNanos());
            server.goOn();
            LockSupport.parkNanos(GOING_ON.toNanos());
        }
        probes.awaitAnswers();
    }

    private void holdUp(int node, Probes probes) throws IOException {
        long start = System.nanoTime();
        nodes.network().holdUp(node, HELD_UP);
        probes.awaitAnswers();
        rest(start);
        probes.awaitAnswers();
        nodes.network().heal();
    }

    private void rest(long start) {
        while (System.nanoTime() - start < away.toNanos()) {
            LockSupport.parkNanos(away.toNanos() / 10);
        }
    }

    private long leftOut(int node) throws IOException {
        try (var lines = Files.lines(nodes.log(node))) {
            return lines.filter(line -> line.contains(LEFT_OUT)).count();
        }
    }

    /// Waits until it knows that the others have gone on without it: what it still wanted to write is refused.
    private void awaitLeftOut(int node, long before) throws IOException {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (leftOut(node) == before) {
            if (System.nanoTime() > end) {
                throw new IOException("the others did not go on without a server; see " + nodes.log(node));
            }
            LockSupport.parkNanos(BETWEEN_CUTS.toNanos());
        }
    }

    private void cut(Probes probes) throws IOException {
        long end = System.nanoTime() + CUTS.toNanos();
        while (System.nanoTime() < end) {
            database.cut(nodes.pids());
            LockSupport.parkNanos(BETWEEN_CUTS.toNanos());
        }
        probes.awaitAnswers();
    }

    private void stop(Probes probes) throws IOException {
        if (stoppable == null) {
            throw new IOException("the database is not ours to stop");
        }
        stoppable.stop();
        rest(System.nanoTime());
        stoppable.start();
        probes.awaitAnswers();
    }
}
