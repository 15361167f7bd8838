package todo.server;

import java.util.List;

/// What comes from another node in the place of an answer that is too large to be sent: where it can be read in the
/// database, which all nodes have. [Fetching] makes the answer of it.
sealed interface Elsewhere {
    /// In the place of an [Answer.Given].
    ///
    /// @param version of the list that it was made of
    record Given(long version) implements Elsewhere {}

    /// In the place of an [Outcome.Done].
    ///
    /// @param first the version of the first of its changes; 0 if it has none
    /// @param last that of the last
    /// @param entries the ids of its entries, in the list to which they were sent if that is what was done
    record Done(long version, long first, long last, List<Long> entries, boolean replayed) implements Elsewhere {
        public Done {
            entries = List.copyOf(entries);
        }
    }
}
