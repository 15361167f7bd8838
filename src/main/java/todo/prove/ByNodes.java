package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import todo.client.ClientException;
import todo.list.Change;

/// The way over HTTP to several servers in turn, one of which is killed now and then.
final class ByNodes implements Way {
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int KILL_EVERY = 5;

    private final List<ByHttp> ways;
    private final AtomicInteger turn = new AtomicInteger();

    private ByNodes(List<ByHttp> ways) {
        this.ways = List.copyOf(ways);
    }

    /// So many histories of one list each, as [OneOrder] has them; in the middle of every fifth a server is killed.
    static void histories(Trial trial, Nodes nodes, int histories) throws Exception {
        List<ByHttp> ways = new ArrayList<>();
        for (int node : Nodes.all()) {
            ways.add(new ByHttp(nodes.http(node), nodes.connection(node)));
        }
        try {
            var random = trial.random(2);
            for (int first = 0; first < histories; first++) {
                boolean kills = first % KILL_EVERY == KILL_EVERY - 1;
                int victim = random.nextInt(Nodes.COUNT);
                var killer = Thread.ofVirtual().unstarted(() -> kill(nodes, victim, random));
                if (kills) {
                    killer.start();
                    trial.count("kills in a history", 1);
                }
                OneOrder.one(trial, "nodes", new ByNodes(ways), trial.seed() * histories + first);
                killer.join();
                if (kills) {
                    nodes.start(victim);
                    nodes.awaitJoined();
                }
            }
        } finally {
            ways.forEach(way -> way.connection().close());
        }
    }

    private static void kill(Nodes nodes, int victim, Random random) {
        LockSupport.parkNanos(random.nextInt(100) * 1_000_000L);
        nodes.server(victim).kill();
    }

    private ByHttp next() {
        return ways.get(Math.floorMod(turn.getAndIncrement(), ways.size()));
    }

    private interface Asking {
        Operation ask(Way way) throws Unanswered, IOException, InterruptedException;
    }

    private Operation ask(Asking asking) throws Unanswered, InterruptedException {
        try {
            return asking.ask(next());
        } catch (IOException e) {
            LockSupport.parkNanos(PAUSE_NANOS);
            throw new Unanswered(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Operation add(String list, String title, boolean patient) throws Unanswered, InterruptedException {
        return ask(way -> way.add(list, title, patient));
    }

    @Override
    public Operation edit(String list, long id, String title, long ifMatch, boolean patient)
            throws Unanswered, InterruptedException {
        return ask(way -> way.edit(list, id, title, ifMatch, patient));
    }

    @Override
    public Operation read(String list, long id) throws Unanswered, InterruptedException {
        return ask(way -> way.read(list, id));
    }

    @Override
    public Operation readAll(String list) throws Unanswered, InterruptedException {
        return ask(way -> way.readAll(list));
    }

    @Override
    public Seen seen(String list) {
        while (true) {
            try {
                return next().seen(list);
            } catch (ClientException _) {
                LockSupport.parkNanos(PAUSE_NANOS); // it was killed
            }
        }
    }

    /// A watch on a server that is killed ends.
    @Override
    public Events watch(String list, long since) throws IOException, InterruptedException {
        var events = begin(list, since);
        return new Events() {
            @Override
            public List<Change> next() throws InterruptedException {
                try {
                    return events.next();
                } catch (IOException _) {
                    return List.of();
                }
            }

            @Override
            public void close() throws IOException {
                events.close();
            }
        };
    }

    private Events begin(String list, long since) throws InterruptedException {
        while (true) {
            try {
                return next().watch(list, since);
            } catch (IOException _) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public void disturb(String list) {}
}
