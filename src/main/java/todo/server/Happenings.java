package todo.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// What befalls the lists' processes, told only while somebody looks. What does not fit is not told.
final class Happenings {
    private static final int QUEUE = 1_000;

    /// @param nanos when, as [System#nanoTime] has it
    record Told(String list, Inside.What what, long nanos) {}

    private final BlockingQueue<Told> told = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean wanted;

    void wanted(boolean wanted) {
        this.wanted = wanted;
    }

    void tell(String list, Inside.What what) {
        if (wanted) {
            var _ = told.offer(new Told(list, what, System.nanoTime()));
        }
    }

    List<Told> take() {
        List<Told> taken = new ArrayList<>();
        told.drainTo(taken);
        return taken;
    }
}
