package todo.server;

import java.util.List;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Refusal;

/// What became of an edit.
public sealed interface Outcome {

    /// It is made, and on disk.
    ///
    /// @param version the list's version with it
    /// @param changes what it changed; none if all was as wanted already
    /// @param entries the entries it was about, as it left them
    /// @param replayed whether it was made before, by the same request, and not again now
    record Done(long version, List<Change> changes, List<Entry> entries, boolean replayed) implements Outcome {}

    /// A rule says no; nothing was changed.
    record Refused(Refusal refusal) implements Outcome {
        /// The reason in words, for people.
        public String sentence() {
            return refusal.sentence();
        }
    }

    /// Something broke. `message` says what, for people.
    record Failed(Failure failure, String message) implements Outcome {}

    enum Failure {
        /// More work waits than may; nothing was changed. It passes.
        BUSY,
        /// The disk is full; nothing was changed.
        DISK_FULL,
        /// What is on disk can't be read. It does not pass by itself.
        DAMAGED,
        /// The list or its database can't be had now; what was asked for may or may not have been done. It passes.
        UNAVAILABLE
    }
}
