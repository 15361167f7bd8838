package todo.scale;

import java.util.List;

/// What so many lists need, on paper.
///
/// @param lists how many there are
/// @param use how they are used
/// @param cost what that costs, as it was measured
record Need(long lists, Use use, Cost cost) {
    private static final double DAY = 86_400;
    private static final double IDLE_SECONDS = 600;

    /// @param entries in a list
    /// @param changes to a list in a day
    /// @param reads of a list in a day
    /// @param peak how much more than the mean is done when most is done
    /// @param historyDays how long changes are kept
    record Use(double entries, double changes, double reads, double peak, double historyDays) {
        /// People with many lists, and some of them with much to do.
        static final Use PEOPLE = new Use(20, 3, 15, 5, 365);
    }

    /// @param listMemory bytes of a list that is awake
    /// @param entryMemory bytes of an entry in it
    /// @param listDisk bytes of a list in the database, with its share of indexes
    /// @param entryDisk bytes of an entry in it
    /// @param changeDisk bytes of a change in it
    /// @param nodeChanges changes a second that a node makes at its utmost
    /// @param nodeReads reads a second that it answers at its utmost
    /// @param nodeMemory bytes a node has for lists
    /// @param nodeConnections to the database that a node has
    record Cost(
            double listMemory,
            double entryMemory,
            double listDisk,
            double entryDisk,
            double changeDisk,
            double nodeChanges,
            double nodeReads,
            double nodeMemory,
            double nodeConnections) {
        /// As `docs/scale.md` says where each is from.
        static final Cost MEASURED = new Cost(1_012, 450, 360, 420, 450, 7_000, 35_000, 4e9, 8);
    }

    static final List<Long> SIZES = List.of(10_000L, 1_000_000L, 100_000_000L);

    double changesPerSecond() {
        return lists * use.changes() / DAY * use.peak();
    }

    double readsPerSecond() {
        return lists * use.reads() / DAY * use.peak();
    }

    /// Lists in memory when most is done; if all are used alike, which is the worst.
    double awake() {
        double perSecond = (use.changes() + use.reads()) / DAY * use.peak();
        return lists * Lists.usedWithin(perSecond, IDLE_SECONDS);
    }

    double memory() {
        return awake() * (cost.listMemory() + use.entries() * cost.entryMemory());
    }

    double entriesOnDisk() {
        return lists * (cost.listDisk() + use.entries() * cost.entryDisk());
    }

    double changesOnDisk() {
        return lists * use.changes() * use.historyDays() * cost.changeDisk();
    }

    /// So many that each does half of what it could, and one may be missing; at least three, as two can't tell which of
    /// them is missing.
    long nodes() {
        double work = 2 * (changesPerSecond() / cost.nodeChanges() + readsPerSecond() / cost.nodeReads());
        return Math.max(3, (long) Math.ceil(Math.max(work, memory() / cost.nodeMemory())) + 1);
    }

    double connections() {
        return nodes() * cost.nodeConnections();
    }
}
