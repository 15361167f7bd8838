package todo.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lists on nodes, played through once: how they spread, what moves when nodes come and go, and what a node's death
/// does.
/// With the same seed it goes the same way.
///
/// @param idle after how many seconds without use a list is let go
/// @param round how many seconds lie between two rounds of rebalancing
/// @param away how many seconds the lists of a node that died can't be reached
/// @param loads how many lists the database can load in a second
record Simulation(Lists lists, int nodes, int shards, double idle, double round, double away, double loads) {
    static final int ABSOLUTE_LIMIT = 100;
    static final double RELATIVE_LIMIT = 0.1;

    /// Something that was seen, and what a formula says it should be.
    ///
    /// @param key by which it is known, also to tests
    record Line(String key, String what, double seen, double onPaper, String formula) {}

    List<Line> run() {
        var cluster = new Shards(shards, ABSOLUTE_LIMIT, RELATIVE_LIMIT);
        List<Line> lines = new ArrayList<>(arriving(cluster));
        int dying = nodes / 2;
        var spread = new Spread(this, cluster.on(dying));
        lines.addAll(spreading(cluster, spread));
        lines.addAll(dying(spread));
        lines.addAll(leaving(cluster, spread, dying));
        lines.addAll(joining(cluster));
        return lines;
    }

    /// All nodes but the first come at once, when that one has all lists.
    private List<Line> arriving(Shards cluster) {
        for (int node = 1; node < nodes; node++) {
            cluster.join();
        }
        int rounds = 0;
        int moved = 0;
        for (int now = cluster.rebalance().size();
                now > 0;
                now = cluster.rebalance().size()) {
            rounds++;
            moved += now;
        }
        double toMove = shards - Math.ceil((double) shards / nodes);
        return List.of(
                new Line("arrive.moved", "shards that move when all nodes but one arrive", moved, toMove, "S - S/N"),
                new Line(
                        "arrive.seconds",
                        "seconds until they are even",
                        rounds * round,
                        Math.ceil(toMove / limit()) * round,
                        "rounds of at most 100 shards and a tenth"));
    }

    private List<Line> spreading(Shards cluster, Spread spread) {
        double perShard = (double) lists.count() / shards;
        double perNode = (double) lists.count() / nodes;
        double[] count = cluster.perNode(spread.count);
        double[] uses = cluster.perNode(spread.uses);
        double[] awake = cluster.perNode(spread.awake);
        double expected = perNode + Math.sqrt(2 * Math.log(nodes) * perNode);
        double unevenShards = (double) cluster.most() * nodes / shards;
        return List.of(
                new Line(
                        "spread.shard",
                        "lists on a shard, standard deviation",
                        deviation(spread.count),
                        Math.sqrt(perShard * (1 - 1.0 / shards)),
                        "√(L/S)"),
                new Line(
                        "spread.node",
                        "lists on the node that has most",
                        most(count),
                        expected * unevenShards,
                        "L/N + √(2 ln N · L/N)"),
                new Line(
                        "spread.hottest",
                        "share of all uses that the busiest list has, %",
                        100 / lists.total(),
                        100 / lists.totalOnPaper(),
                        "1/H(L)"),
                new Line(
                        "spread.uses",
                        "uses a node, standard deviation, % of the mean",
                        100 * deviation(uses) / mean(uses),
                        100 * Math.sqrt((nodes - 1) * spread.squares),
                        "√((N - 1) Σ share²)"),
                new Line(
                        "spread.busiest",
                        "uses of the busiest node, for each of the mean",
                        most(uses) / mean(uses),
                        1 + nodes / lists.total(),
                        "1 + N/H(L), the busiest list beside the mean"),
                new Line(
                        "spread.awake",
                        "lists awake on a node, mean",
                        mean(awake),
                        spread.expectedAwake / nodes,
                        "Σ (1 - e^(-uses · idle)) / N"));
    }

    private List<Line> dying(Spread spread) {
        var herd = Herd.of(spread.firstAsked(), away, loads);
        double waiting = spread.expectedWaiting / nodes;
        double coming = spread.comingAfter / nodes;
        return List.of(
                new Line(
                        "death.waiting",
                        "lists of a dead node that are asked for while it is missed",
                        herd.waiting(),
                        waiting,
                        "Σ (1 - e^(-uses · away)) / N"),
                new Line(
                        "death.seconds",
                        "seconds until all of them are loaded",
                        herd.seconds(),
                        waiting / (loads - coming),
                        "waiting / (loads - those asked for anew)"));
    }

    private List<Line> leaving(Shards cluster, Spread spread, int dying) {
        int before = cluster.on(dying).size();
        int moved = cluster.leave(dying).size();
        double[] uses = cluster.perNode(spread.uses);
        double most = (double) cluster.most() * cluster.nodes() / shards;
        return List.of(
                new Line("leave.moved", "shards that move when one goes", moved, before, "S/N"),
                new Line(
                        "leave.most",
                        "shards of the fullest node then, for each of the mean",
                        most,
                        Math.ceil((double) shards / (nodes - 1)) * (nodes - 1) / shards,
                        "⌈S/(N - 1)⌉ / (S/(N - 1))"),
                new Line(
                        "leave.mean",
                        "uses a node then, for each before",
                        mean(uses) * nodes / lists.usesPerSecond(),
                        (double) nodes / (nodes - 1),
                        "N/(N - 1)"));
    }

    private List<Line> joining(Shards cluster) {
        int fresh = cluster.join();
        int rounds = 0;
        while (!cluster.rebalance().isEmpty()) {
            rounds++;
        }
        int best = Math.ceilDiv(shards, nodes);
        var moved = new Line(
                "join.moved",
                "shards that move when one comes",
                cluster.on(fresh).size(),
                shards % nodes == 0 ? best : best - 1,
                "S/N, else ⌈S/N⌉ - 1");
        double first = Math.max(0, shards - best * (nodes - 1));
        double needed = Math.ceil(first / limit()) + (first < best - 1 ? 1 : 0);
        var until = new Line(
                "join.seconds",
                "seconds until then",
                rounds * round,
                needed * round,
                "rounds, and one for what is rounded");
        return List.of(moved, until);
    }

    private double limit() {
        return Math.max(1, Math.min((int) (RELATIVE_LIMIT * shards), ABSOLUTE_LIMIT));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }
}
