package todo.store;

import java.util.List;
import todo.list.Change;

/// Entries that one list has let go to another, which does not have them yet.
///
/// @param changes the [Change.MovedOut]s, in order
public record Sending(String to, List<Change> changes) {
    public Sending {
        changes = List.copyOf(changes);
    }

    /// The first of the changes, by which the sending is known in its list.
    public long first() {
        return changes.getFirst().version();
    }

    public long last() {
        return changes.getLast().version();
    }
}
