package todo.scale;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Which node has which shards, and how they move: as the `LeastShardAllocationStrategy` of Pekko 1.7.0 does it when
/// all nodes are up, can reach each other and are of one version.
///
/// A shard goes to the node that has the fewest. While they are uneven, a round of rebalancing takes some from those
/// that have most; there is one round at a time.
final class Shards {
    private final NavigableMap<Integer, List<Integer>> nodes = new TreeMap<>();
    private final int count;
    private final int absoluteLimit;
    private final double relativeLimit;

    /// All shards on one node, as when it is the first.
    Shards(int count, int absoluteLimit, double relativeLimit) {
        this.count = count;
        this.absoluteLimit = absoluteLimit;
        this.relativeLimit = relativeLimit;
        join();
        for (int shard = 0; shard < count; shard++) {
            allocate(shard);
        }
    }

    /// The shard of a list, by its name.
    static int of(String list, int shards) {
        return Math.floorMod(list.hashCode(), shards);
    }

    /// A node comes, and has nothing yet.
    int join() {
        int node = nodes.isEmpty() ? 0 : nodes.lastKey() + 1;
        nodes.put(node, new ArrayList<>());
        return node;
    }

    /// A node goes, and its shards go to others, each when it is next asked for.
    List<Integer> leave(int node) {
        List<Integer> orphans = List.copyOf(on(node));
        nodes.remove(node);
        orphans.forEach(this::allocate);
        return orphans;
    }

    /// One round: the shards that moved.
    List<Integer> rebalance() {
        var sorted = nodes.values().stream()
                .sorted(Comparator.comparingInt(Collection::size))
                .toList();
        int best = Math.ceilDiv(count, nodes.size());
        List<Integer> moving = new ArrayList<>();
        for (var shards : sorted) {
            moving.addAll(shards.subList(0, Math.max(0, shards.size() - best)));
        }
        int limit = limit();
        if (moving.isEmpty()) {
            // As even as rounding up allows; whoever is two below that still gets some.
            limit = Math.min(
                    limit,
                    sorted.stream()
                            .mapToInt(shards -> Math.max(0, best - 1 - shards.size()))
                            .sum());
            sorted.stream().filter(shards -> shards.size() >= best).forEach(shards -> moving.add(shards.getFirst()));
        }
        var moved = List.copyOf(moving.subList(0, Math.min(limit, moving.size())));
        nodes.values().forEach(shards -> shards.removeAll(moved));
        moved.forEach(this::allocate);
        return moved;
    }

    private int limit() {
        return Math.max(1, Math.min((int) (relativeLimit * count), absoluteLimit));
    }

    private void allocate(int shard) {
        nodes.values().stream()
                .min(Comparator.comparingInt(Collection::size))
                .orElseThrow()
                .add(shard);
    }

    List<Integer> on(int node) {
        return nodes.getOrDefault(node, List.of());
    }

    int nodes() {
        return nodes.size();
    }

    int most() {
        return nodes.values().stream().mapToInt(Collection::size).max().orElse(0);
    }

    int least() {
        return nodes.values().stream().mapToInt(Collection::size).min().orElse(0);
    }

    /// What each node has to bear, if each shard has as much as `load` says.
    double[] perNode(double[] load) {
        return nodes.values().stream()
                .mapToDouble(shards ->
                        shards.stream().mapToDouble(shard -> load[shard]).sum())
                .toArray();
    }
}
