package todo.scale;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What the lists are, by shard; and of some shards, when each list is asked for first from now on.
final class Spread {
    private static final double WATCHED_SECONDS = 600;

    final double[] count;
    final double[] uses;
    final double[] awake;

    /// What the squares of all lists' shares of the uses add up to.
    double squares;

    double expectedAwake;
    double expectedWaiting;

    /// How many lists a second are asked for the first time, when the time away is over.
    double comingAfter;

    private double[] asked = new double[1_024];
    private int askedCount;

    /// @param watched the shards whose lists' first uses are wanted
    Spread(Simulation of, List<Integer> watched) {
        count = new double[of.shards()];
        uses = new double[of.shards()];
        awake = new double[of.shards()];
        boolean[] isWatched = new boolean[of.shards()];
        watched.forEach(shard -> isWatched[shard] = true);
        var lists = of.lists();
        var random = new SplittableRandom(lists.seed());
        double total = lists.total();
        for (int rank = 1; rank <= lists.count(); rank++) {
            double share = lists.weight(rank) / total;
            double perSecond = share * lists.usesPerSecond();
            int shard = Shards.of(lists.name(rank), of.shards());
            double usedLately = Lists.usedWithin(perSecond, of.idle());
            count[shard]++;
            uses[shard] += perSecond;
            awake[shard] += random.nextDouble() < usedLately ? 1 : 0;
            squares += share * share;
            expectedAwake += usedLately;
            expectedWaiting += Lists.usedWithin(perSecond, of.away());
            comingAfter += perSecond * Math.exp(-perSecond * of.away());
            double next = -Math.log1p(-random.nextDouble()) / perSecond;
            if (isWatched[shard] && next < of.away() + WATCHED_SECONDS) {
                add(next);
            }
        }
    }

    private void add(double time) {
        if (askedCount == asked.length) {
            asked = Arrays.copyOf(asked, 2 * askedCount);
        }
        asked[askedCount++] = time;
    }

    double[] firstAsked() {
        return Arrays.copyOf(asked, askedCount);
    }
}
