package todo.cli;

import java.util.logging.LogManager;

/// Keeps the log from falling silent while the program ends, which is when there may be something to say.
public final class LogKeeper extends LogManager {
    /// Must come before anything logs.
    static void install() {
        System.setProperty("java.util.logging.manager", LogKeeper.class.getName());
    }

    @Override
    public void reset() {}
}
