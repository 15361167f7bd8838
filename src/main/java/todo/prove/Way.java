package todo.prove;

import java.io.IOException;
import java.util.List;
import todo.list.Change;

/// A way to lists: over HTTP, or in this process. Each method gives what was done and told as a [Operation].
interface Way {
    /// There was no answer, or one that leaves open whether it was done.
    final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(String message) {
            super(message);
        }
    }

    /// @param patient whether to wait for the answer, however long it takes
    Operation add(String list, String title, boolean patient) throws Unanswered, IOException, InterruptedException;

    /// @param ifMatch the version it is meant for, or 0 for any
    Operation edit(String list, long id, String title, long ifMatch, boolean patient)
            throws Unanswered, IOException, InterruptedException;

    Operation read(String list, long id) throws Unanswered, IOException, InterruptedException;

    Operation readAll(String list) throws Unanswered, IOException, InterruptedException;

    /// The whole history, oldest first, and the entries.
    Seen seen(String list) throws IOException, InterruptedException;

    /// The changes after the version `since`, as they come.
    Events watch(String list, long since) throws IOException, InterruptedException;

    /// Changes as they come, for one thread.
    interface Events extends AutoCloseable {
        /// At least one; none if the stream has ended.
        List<Change> next() throws IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }

    /// Has the list's process fail, where there is a way to it.
    void disturb(String list);
}
