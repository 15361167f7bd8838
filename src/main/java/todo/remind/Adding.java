package todo.remind;

import todo.store.ReminderTarget;

/// What comes of having somebody told of reminders.
public sealed interface Adding {
    /// It is told from now on.
    record Added(ReminderTarget target) implements Adding {}

    /// It is told already, and nothing has changed.
    record Known(ReminderTarget target) implements Adding {}

    /// There are `most` already.
    record TooMany(int most) implements Adding {}
}
