package todo.store;

/// How much memory each kind of content may take at once, in bytes: a share of the heap for each, so that none of them
/// can take all of it. What is over its share waits, or is refused for a moment.
///
/// @param requests bodies of requests, and pages of histories that are read for answers
/// @param writes what waits for the writers of the database, and again as much for what they hold back
/// @param lists the lists in memory; beyond it those are let go that were not used for longest
public record MemoryShares(long requests, long writes, long lists) {
    /// A request takes some six times the length of its body until it is answered.
    private static final int REQUESTS = 32;

    private static final int WRITES = 16;
    private static final int LISTS = 4;

    /// The shares of this process's heap.
    public static MemoryShares ofHeap() {
        return of(Runtime.getRuntime().maxMemory());
    }

    static MemoryShares of(long heap) {
        return new MemoryShares(heap / REQUESTS, heap / WRITES, heap / LISTS);
    }
}
