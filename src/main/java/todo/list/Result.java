package todo.list;

import java.util.List;

/// What comes of applying an edit to a list.
public sealed interface Result {

    /// The edit was made.
    ///
    /// @param list the list after it
    /// @param changes what it changed, in order; none if all was as wanted already
    /// @param entries the entries it was about that are in the list now
    record Changed(TodoList list, List<Change> changes, List<Entry> entries) implements Result {}

    record Refused(Refusal refusal) implements Result {}
}
