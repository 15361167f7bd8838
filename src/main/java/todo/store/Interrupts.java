package todo.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The interrupts that one database thread has received. Nothing in Todo interrupts such a thread: it ends by a job in
/// its queue. A stray interrupt neither ends it nor costs it its connection; the first one is logged, with the total at
/// the end.
final class Interrupts {
    private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);

    private final String thread;
    private long count;

    Interrupts(String thread) {
        this.thread = thread;
    }

    /// Counts one. Called by the interrupted thread.
    void add() {
        count++;
        if (count == 1) {
            LOG.warn("The thread \"{}\" was interrupted and continues; further interrupts are only counted", thread);
        }
    }

    /// Logs the total if there was more than one. Called as the thread ends.
    void end() {
        if (count > 1) {
            LOG.warn("The thread \"{}\" was interrupted {} times", thread, count);
        }
    }
}
