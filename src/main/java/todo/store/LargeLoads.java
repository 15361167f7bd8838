package todo.store;

import java.util.ArrayDeque;
import java.util.Queue;

/// Lets one large list be loaded at a time: many at once would be more than fits into memory.
final class LargeLoads {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    /// Runs `load` when it is its turn, which lasts until [#end].
    void begin(Runnable load) {
        synchronized (this) {
            if (busy) {
                waiting.add(load);
                return;
            }
            busy = true;
        }
        load.run();
    }

    void end() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            busy = next != null;
        }
        if (next != null) {
            Thread.startVirtualThread(next); // one that fails at once ends its turn here, within this one's
        }
    }
}
