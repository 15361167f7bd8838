package todo.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A task for a scheduler, which would never run one again that has failed.
///
/// @param what what it does, as in "can't ..."
public record RepeatedTask(String what, Runnable task) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            OutOfMemory.look(e);
            LOG.error("can't {} now; trying again", what, e);
        }
    }
}
