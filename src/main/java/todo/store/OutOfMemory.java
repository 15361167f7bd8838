package todo.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What is done when the memory is used up. Java goes on then with whatever was under way cut short, so nothing can be
/// promised any more. The flag `-XX:+ExitOnOutOfMemoryError` ends the program before anybody is asked; this is for
/// programs that run without it.
public final class OutOfMemory {
    private static final List<Runnable> ACTIONS = new CopyOnWriteArrayList<>();

    private OutOfMemory() {}

    /// Has `action` run, by a thread that must go on, whenever memory was used up. Gives what ends that.
    public static Runnable whenFound(Runnable action) {
        ACTIONS.add(action);
        return () -> ACTIONS.remove(action);
    }

    /// To be called by all that catch whatever there is: looks whether `failure` comes of it.
    public static void look(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                ACTIONS.forEach(Runnable::run);
                return;
            }
        }
    }
}
